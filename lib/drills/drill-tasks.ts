/** ARNs of the functions that do the work. */
export interface DrillFunctions {
  readonly startDrill: string;
  readonly checkShop: string;
  readonly judgeDrill: string;
  readonly sweepDrills: string;
}

/**
 * Asks a function. Its ARN stands as the resource itself, so that its answer is the state's result as it is, without what Lambda says
 * beside it. Without a timeout AWS would wait for a year.
 */
export function ask(functionArn: string, payload?: object): object {
  return {
    Type: 'Task',
    Resource: functionArn,
    ...(payload && { Parameters: payload }),
    TimeoutSeconds: 130,
  };
}

/** Tries again for whatever reason: every function may be asked twice. From 20 seconds on, at most ten minutes apart. */
export function patiently(attempts: number): object[] {
  return [
    {
      ErrorEquals: ['States.ALL'],
      IntervalSeconds: 20,
      BackoffRate: 2,
      MaxAttempts: attempts,
      MaxDelaySeconds: 600,
      JitterStrategy: 'FULL',
    },
  ];
}

/** What remains of an error is a part of what is judged. */
export function caughtTo(next: string): object[] {
  return [{ ErrorEquals: ['States.ALL'], ResultPath: '$.problem', Next: next }];
}

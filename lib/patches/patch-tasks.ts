/** ARNs of the functions that do the work. */
export interface PatchFunctions {
  readonly applyPatch: string;
  readonly probeShop: string;
  readonly verifyPatches: string;
  readonly judgePatch: string;
}

/** Longer than the functions that ask AWS may run, in seconds. */
const shortly = 130;

/** The longest a function may take, and a little, in seconds. */
export const thoroughly = 920;

/**
 * Asks a function. Its ARN stands as the resource itself, so that its answer is the state's result as it is. Without a timeout AWS
 * would wait for a year.
 */
export function ask(functionArn: string, payload: object, timeoutSeconds = shortly): object {
  return { Type: 'Task', Resource: functionArn, Parameters: payload, TimeoutSeconds: timeoutSeconds };
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

/** What remains of an error is a part of what is judged, by the step that it came from. */
export function caughtTo(next: string, step: string): object[] {
  return [{ ErrorEquals: ['States.ALL'], ResultPath: `$.problems.${step}`, Next: next }];
}

/** A condition: the word stands there. Of a path that is not there a choice would end the execution, unjudged. */
export function says(path: string, word: string): object {
  return {
    And: [
      { Variable: path, IsPresent: true },
      { Variable: path, StringEquals: word },
    ],
  };
}

/** A condition: a loop has turned less often than that. */
export function turnsLeft(loop: string, most: number): object {
  return { Variable: `$.loops.${loop}.count`, NumericLessThan: most };
}

/** Begins a loop: its turns are counted, and when it began is a part of what is judged. */
export function begin(loop: string, next: string): object {
  return {
    Type: 'Pass',
    Parameters: { count: 0, 'since.$': '$$.State.EnteredTime' },
    ResultPath: `$.loops.${loop}`,
    Next: next,
  };
}

export function countTurn(loop: string, next: string): object {
  return {
    Type: 'Pass',
    Parameters: {
      'count.$': `States.MathAdd($.loops.${loop}.count, 1)`,
      'since.$': `$.loops.${loop}.since`,
    },
    ResultPath: `$.loops.${loop}`,
    Next: next,
  };
}

/** Seconds between two looks at something that takes its time. */
const pollSeconds = 60;

/** Seconds for one look. It is not tried again by itself: one that fails or is silent is a turn like any other. */
const lookSeconds = 65;

export interface Loop {
  /** Where the answers are kept, and its counter. */
  readonly name: string;
  /** Names of its states: what asks, the choice, what waits, and what counts. */
  readonly states: { readonly look: string; readonly seen: string; readonly wait: string; readonly count: string };
  readonly functionArn: string;
  readonly payload: object;
  readonly mostTurns: number;
  /** Where the answer `done` leads. */
  readonly done: string;
  /** Where `refused` leads: nothing was begun. @default - as `otherwise` */
  readonly refused?: string;
  /** Where `failed` leads, turns that are used up, and answers that nobody expects. */
  readonly otherwise: string;
}

/**
 * Looks again and again while the answer is `running`, a bounded number of times. How long a turn takes at most is known, so the
 * whole is bounded in time too: with retries of its own, one look could take half an hour.
 */
export function loopStates(loop: Loop): object {
  const { name, states, functionArn, payload, mostTurns, done, refused, otherwise } = loop;
  return {
    [states.look]: {
      ...ask(functionArn, payload, lookSeconds),
      ResultPath: `$.${name}`,
      Catch: caughtTo(states.seen, name),
      Next: states.seen,
    },
    [states.seen]: {
      Type: 'Choice',
      Choices: [
        { ...says(`$.${name}.state`, 'done'), Next: done },
        ...(refused === undefined ? [] : [{ ...says(`$.${name}.state`, 'refused'), Next: refused }]),
        {
          And: [says(`$.${name}.state`, 'running'), turnsLeft(name, mostTurns)],
          Next: states.count,
        },
      ],
      Default: otherwise,
    },
    [states.count]: countTurn(name, states.wait),
    [states.wait]: { Type: 'Wait', Seconds: pollSeconds, Next: states.look },
  };
}

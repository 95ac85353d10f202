/** How far an execution is. */
export interface DrillProgress {
  readonly status: 'running' | 'succeeded' | 'failed' | 'timed out' | 'aborted';
  /** Name of the state that was entered last. @default - none yet */
  readonly step?: string;
}

/** What a drill found, as its machine was told. */
export interface DrillOutcome {
  readonly verdict: 'pass' | 'fail' | 'error';
  /** Of the object in the evidence bucket. */
  readonly evidenceKey: string;
  /** One line. */
  readonly summary?: string;
}

/** AWS could not be asked just now: asking again may help. */
export class PassingFault extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'PassingFault';
  }
}

/** The state machines that drill, in one region. */
export interface DrillMachines {
  /**
   * Starts one, once: the same name again is the same drill.
   * @returns the execution's ARN
   * @throws CommandError when it cannot be started; PassingFault when it may be tried again
   */
  start(machineArn: string, name: string, input: object): Promise<string>;
  /** @throws CommandError when there is no such execution, or it may not be looked at; PassingFault when it may be asked again */
  progress(executionArn: string): Promise<DrillProgress>;
  /** What was judged in an execution that has ended; undefined when it never came to that. @throws as `progress` */
  outcome(executionArn: string): Promise<DrillOutcome | undefined>;
}

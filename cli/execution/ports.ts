/** What a state machine does, in a person's words. */
export interface Kind {
  /** Such as `drill`. */
  readonly noun: string;
  /** What to deploy where there is no such machine yet. */
  readonly deploy: string;
  /** File name below docs/runbooks, without `.md`: what to do about one that did not pass. */
  readonly runbook: string;
  /** A field of the verdict by which it is told from verdicts of other steps. @default - there are no others */
  readonly marked?: string;
  /** How its execution is taken up again, without the ARN: such as `storefort drill acme --follow`. */
  readonly follow: string;
}

/** How far an execution is. */
export interface Progress {
  readonly status: 'running' | 'succeeded' | 'failed' | 'timed out' | 'aborted';
  /** Name of the state that was entered last. @default - none yet */
  readonly step?: string;
}

/** What was found, as the machine was told. */
export interface Outcome {
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

/** State machines of one kind, in one region. */
export interface Executions {
  /**
   * Starts one, once: the same name again is the same execution.
   * @returns the execution's ARN
   * @throws CommandError when it cannot be started; PassingFault when it may be tried again
   */
  start(machineArn: string, name: string, input: object): Promise<string>;
  /** @throws CommandError when there is no such execution, or it may not be looked at; PassingFault when it may be asked again */
  progress(executionArn: string): Promise<Progress>;
  /** What was judged in an execution that has ended; undefined when it never came to that. @throws as `progress` */
  outcome(executionArn: string): Promise<Outcome | undefined>;
}

interface State {
  readonly Type: string;
  readonly TimeoutSeconds?: number;
  readonly Seconds?: number;
  readonly Retry?: readonly {
    readonly IntervalSeconds: number;
    readonly BackoffRate: number;
    readonly MaxAttempts: number;
    readonly MaxDelaySeconds: number;
  }[];
  readonly Choices?: readonly { readonly And?: readonly { readonly NumericLessThan?: number }[] }[];
}

/** How long a state machine's states may take, in seconds. */
export class MachineTimes {
  readonly states: Readonly<Record<string, State>>;
  /** Of the whole machine. */
  readonly timeout: number;

  constructor(definition: object) {
    const { States, TimeoutSeconds } = definition as {
      readonly TimeoutSeconds: number;
      readonly States: Readonly<Record<string, State>>;
    };
    this.states = States;
    this.timeout = TimeoutSeconds;
  }

  stateOf(name: string): State {
    const state = this.states[name];
    if (state === undefined) throw new Error(`no state ${name}`);
    return state;
  }

  /** Every try but the last is silent until it is given up. */
  longest(name: string): number {
    const { TimeoutSeconds = Infinity, Retry = [] } = this.stateOf(name);
    const waits = Retry.flatMap(({ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds }) =>
      Array.from({ length: MaxAttempts }, (_, turn) =>
        Math.min(IntervalSeconds * BackoffRate ** turn, MaxDelaySeconds),
      ),
    );
    return (waits.length + 1) * TimeoutSeconds + waits.reduce((sum, each) => sum + each, 0);
  }

  wait(name: string): number {
    return this.stateOf(name).Seconds ?? Infinity;
  }
}

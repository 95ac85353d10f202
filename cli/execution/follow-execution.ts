import { CommandError } from '../exit-codes';
import { type Executions, type Outcome, PassingFault, type Progress } from './ports';

export interface Following {
  readonly executions: Executions;
  /** Called with what it is doing, each time that changes. */
  readonly step: (text: string) => void;
  /** Called with what was seen, each time that looking succeeded. */
  readonly looked: (status: Progress['status']) => void;
  /** @throws when the person has stopped following */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** How an execution ended. Without an outcome it broke before anything was judged. */
export interface End {
  readonly status: Exclude<Progress['status'], 'running'>;
  readonly outcome?: Outcome;
}

/** Restores and refreshes take from ten minutes to hours: nothing is missed by looking four times a minute. */
const betweenMs = 15_000;
/** About half an hour without an answer: the person is told, and the execution goes on. */
const mostFaults = 20;

/**
 * Looks at an execution until it ends. A fault of AWS or of the line is waited out: the execution itself knows nothing of it.
 * @throws CommandError when it cannot be looked at
 */
export async function followExecution(executionArn: string, following: Following): Promise<End> {
  let shown: string | undefined = '';
  for (;;) {
    const { status, step } = await patiently(() => following.executions.progress(executionArn), following);
    following.looked(status);
    if (status !== 'running') {
      const outcome = await patiently(() => following.executions.outcome(executionArn), following);
      return { status, ...(outcome && { outcome }) };
    }
    if (step !== shown) following.step(step === undefined ? 'starting' : inWords(step));
    shown = step;
    await following.wait(betweenMs);
  }
}

/** Asks again while the fault is a passing one. */
export async function patiently<T>(ask: () => Promise<T>, { wait }: Pick<Following, 'wait'>): Promise<T> {
  for (let faults = 1; ; faults += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof PassingFault)) throw error;
      if (faults >= mostFaults) {
        throw new CommandError(`AWS does not answer: ${error.message}`, 1, { cause: error });
      }
      await wait(betweenMs * Math.min(faults, 6));
    }
  }
}

/** `WaitForDatabase` as `wait for database`. */
function inWords(state: string): string {
  return state
    .replace(/[_-]+/g, ' ')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase();
}

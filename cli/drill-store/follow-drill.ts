import { CommandError } from '../exit-codes';
import { type DrillMachines, type DrillOutcome, type DrillProgress, PassingFault } from './ports';

export interface Following {
  readonly machines: DrillMachines;
  /** Called with what the drill is doing, each time that changes. */
  readonly step: (text: string) => void;
  /** @throws when the person has stopped following */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** How a drill ended. Without an outcome it broke before anything was judged. */
export interface DrillEnd {
  readonly status: Exclude<DrillProgress['status'], 'running'>;
  readonly outcome?: DrillOutcome;
}

/** A restore takes from ten minutes to hours: nothing is missed by looking four times a minute. */
const betweenMs = 15_000;
/** About half an hour without an answer: the person is told, and the drill goes on. */
const mostFaults = 20;

/**
 * Looks at a drill until it ends. A fault of AWS or of the line is waited out: the drill itself knows nothing of it.
 * @throws CommandError when the drill cannot be looked at
 */
export async function followDrill(executionArn: string, following: Following): Promise<DrillEnd> {
  let shown: string | undefined = '';
  for (;;) {
    const { status, step } = await patiently(() => following.machines.progress(executionArn), following);
    if (status !== 'running') {
      const outcome = await patiently(() => following.machines.outcome(executionArn), following);
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

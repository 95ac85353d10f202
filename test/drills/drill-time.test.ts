import { restoreLimitHours } from '../../lambdas/start-drill/follow-restore';
import { removalLimitHours } from '../../lambdas/sweep-drills/remove-copies';
import { definition } from './drill-world';

interface State {
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

const { States: states, TimeoutSeconds: timeout } = definition as {
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
};
const hour = 3600;

function stateOf(name: string): State {
  const state = states[name];
  if (state === undefined) throw new Error(`no state ${name}`);
  return state;
}

/** Every try but the last is silent until it is given up. */
function longest(name: string): number {
  const { TimeoutSeconds = Infinity, Retry = [] } = stateOf(name);
  const waits = Retry.flatMap(({ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds }) =>
    Array.from({ length: MaxAttempts }, (_, turn) => Math.min(IntervalSeconds * BackoffRate ** turn, MaxDelaySeconds)),
  );
  return (waits.length + 1) * TimeoutSeconds + waits.reduce((sum, each) => sum + each, 0);
}

const one = (name: string) => stateOf(name).TimeoutSeconds ?? Infinity;
const wait = (name: string) => stateOf(name).Seconds ?? Infinity;
const moreChecks = stateOf('Checked').Choices?.[0]?.And?.find((each) => each.NumericLessThan)?.NumericLessThan ?? NaN;

// The last answer that it still runs comes at the limit, and the next one as late as can be.
const restoredBy = restoreLimitHours * hour + one('Follow') + wait('WaitForRestore') + longest('Follow');
const lastCheckBy = restoredBy + moreChecks * (longest('Check') + wait('WaitToCheck'));
const judgedBy = lastCheckBy + longest('Check') + longest('Judge');
const removalAskedBy = judgedBy + longest('Remove');

describe('a drill in which everything takes as long as it can', () => {
  test('begins no check after eight hours', () => {
    expect(moreChecks).toBe(1);
    expect(lastCheckBy).toBeLessThanOrEqual(8 * hour);
  });

  test('asks for the removal early enough to see it confirmed', () => {
    // RDS takes a quarter of an hour at most to delete an instance without a last snapshot.
    expect(removalAskedBy + 45 * 60).toBeLessThanOrEqual(removalLimitHours * hour);
  });

  test('ends before the machine is stopped', () => {
    const removedBy = removalLimitHours * hour + one('Remove') + wait('WaitForRemoval') + longest('Remove');
    expect(removedBy).toBeLessThan(timeout);
    expect(judgedBy + longest('Validate')).toBeLessThan(timeout);
  });

  test('begins to follow before it gives up on the restore', () => {
    expect(longest('Start')).toBeLessThan(restoreLimitHours * hour);
  });
});

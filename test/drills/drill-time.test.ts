import { restoreLimitHours } from '../../lambdas/start-drill/follow-restore';
import { removalLimitHours } from '../../lambdas/sweep-drills/remove-copies';
import { definition } from './drill-world';
import { MachineTimes } from '../support/asl/machine-times';

const times = new MachineTimes(definition);
const { timeout } = times;
const hour = 3600;

const one = (name: string) => times.stateOf(name).TimeoutSeconds ?? Infinity;
const moreChecks =
  times.stateOf('Checked').Choices?.[0]?.And?.find((each) => each.NumericLessThan)?.NumericLessThan ?? NaN;

// The last answer that it still runs comes at the limit, and the next one as late as can be.
const restoredBy = restoreLimitHours * hour + one('Follow') + times.wait('WaitForRestore') + times.longest('Follow');
const lastCheckBy = restoredBy + moreChecks * (times.longest('Check') + times.wait('WaitToCheck'));
const judgedBy = lastCheckBy + times.longest('Check') + times.longest('Judge');
const removalAskedBy = judgedBy + times.longest('Remove');

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
    const removedBy = removalLimitHours * hour + one('Remove') + times.wait('WaitForRemoval') + times.longest('Remove');
    expect(removedBy).toBeLessThan(timeout);
    expect(judgedBy + times.longest('Validate')).toBeLessThan(timeout);
  });

  test('begins to follow before it gives up on the restore', () => {
    expect(times.longest('Start')).toBeLessThan(restoreLimitHours * hour);
  });
});

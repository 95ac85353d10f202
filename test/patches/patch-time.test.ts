import { asking, definition } from './patch-world';
import { MachineTimes } from '../support/asl/machine-times';

const times = new MachineTimes(definition);
const { timeout } = times;
const hour = 3600;

/** How often the choice of a loop turns back. */
function turns(choice: string): number {
  const [, most] = /"NumericLessThan":(\d+)/.exec(JSON.stringify(times.stateOf(choice).Choices)) ?? [];
  return Number(most ?? Infinity);
}

/** A look after each turn, and the first. */
function loop(choice: string, waits: string, ...asks: string[]): number {
  const look = asks.map((name) => times.longest(name)).reduce((sum, each) => sum + each, 0);
  return turns(choice) * (times.wait(waits) + look) + look;
}

const backup = times.longest('BackUp') + loop('BackedUp', 'WaitForBackup', 'FollowBackup');
const before = loop('ProbedBefore', 'WaitToProbeBefore', 'ProbeBefore');
const forward = times.longest('RefreshForward') + loop('Forwarded', 'WaitForForward', 'FollowForward');
const after = loop('Compared', 'WaitToProbeAfter', 'ProbeAfter', 'Compare');
const cancel = loop('CancelledForward', 'WaitForCancel', 'CancelForward');
const back = times.longest('RefreshBack') + loop('Backed', 'WaitForBack', 'FollowBack');
const probeBack = loop('ProbedBack', 'WaitToProbeBack', 'ProbeBack');
const cancelBack = loop('CancelledBack', 'WaitForCancelBack', 'CancelBack');

describe('a window in which everything takes as long as it can', () => {
  test('is judged before the machine is stopped', () => {
    const untilBack = times.longest('Admit') + backup + before + forward + after + cancel + back;
    expect(untilBack + probeBack + times.longest('Verify') + times.longest('Judge')).toBeLessThan(timeout);
    expect(untilBack + cancelBack + times.longest('Judge')).toBeLessThan(timeout);
  });

  test('is over within a day', () => {
    expect(timeout).toBe(24 * hour);
  });
});

describe('a window that is answered', () => {
  // A recovery point within an hour and a half, a refresh within two hours: more than they take.
  test.each([
    ['BackedUp', 'WaitForBackup', 1.5],
    ['Forwarded', 'WaitForForward', 2],
    ['Backed', 'WaitForBack', 1.5],
    ['CancelledForward', 'WaitForCancel', 0.5],
    ['CancelledBack', 'WaitForCancelBack', 0.5],
  ])('waits at %s by turns of a minute', (choice, waits, hours) => {
    expect(times.wait(waits)).toBe(60);
    expect(turns(choice) * times.wait(waits)).toBe(hours * hour);
  });

  test.each(['ProbedBefore', 'Compared', 'ProbedBack'])('looks twice at %s before it concludes', (choice) => {
    expect(turns(choice)).toBe(1);
  });
});

test('what looks again does not try again by itself, and everything else does', () => {
  const looks = ['FollowBackup', 'FollowForward', 'CancelForward', 'FollowBack', 'CancelBack'];
  expect(asking.filter((name) => times.stateOf(name).Retry === undefined).sort()).toEqual([...looks].sort());
});

test('functions that take long are given the time, in seconds', () => {
  // A function runs for 900 at most.
  const long = asking.filter((name) => (times.stateOf(name).TimeoutSeconds ?? 0) > 130);
  expect(long.map((name) => [name, times.stateOf(name).TimeoutSeconds])).toEqual([
    ['ProbeBefore', 920],
    ['ProbeAfter', 920],
    ['ProbeBack', 920],
    ['Verify', 920],
  ]);
});

test('its history stays below what Step Functions keeps of an execution', () => {
  const loops = ['BackedUp', 'Forwarded', 'CancelledForward', 'Backed', 'CancelledBack'];
  const all = loops.reduce((sum, choice) => sum + turns(choice), 0);
  // Asking, choosing, counting and waiting are thirteen events at most; 1,000 are for everything else.
  expect(all * 13 + 1_000).toBeLessThan(25_000);
});

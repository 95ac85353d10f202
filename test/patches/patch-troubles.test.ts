import { silence } from '../support/asl/run-machine';
import { newImage, oldImage } from './fleet-world';
import { asking, aWindow, crash, many, throttled, type WorldOptions } from './patch-world';

/** Takes the patch back, and gets there. */
const worse: WorldOptions = { looks: { ProbeAfter: ['unwell'] } };

/** Takes the patch back, and does not get there in time. */
const stuck: WorldOptions = { ...worse, courses: { back: { minutes: 6000, ends: 'done' } } };

const well = { status: 'SUCCEEDED', hosts: newImage };
const rolledBack = { error: 'Patch.RolledBack', hosts: oldImage };
const rollBackFailed = { error: 'Patch.RollBackFailed' };
const brokenOff = { error: 'Patch.BrokenOff', hosts: oldImage };

/** Every state that asks, a world that comes to it, and how that world ends when it works, and when it fails for good. */
const states: readonly [string, WorldOptions, object, object][] = [
  ['Admit', {}, well, brokenOff],
  ['BackUp', {}, well, brokenOff],
  ['FollowBackup', {}, well, brokenOff],
  ['ProbeBefore', {}, well, brokenOff],
  ['RefreshForward', {}, well, rolledBack],
  ['FollowForward', {}, well, rolledBack],
  ['ProbeAfter', {}, well, rolledBack],
  ['Compare', {}, well, rolledBack],
  ['Verify', {}, well, { error: 'Patch.NotProven', hosts: newImage }],
  ['Judge', {}, well, { error: 'Patch.NotJudged', hosts: newImage }],
  ['CancelForward', worse, rolledBack, rolledBack],
  ['RefreshBack', worse, rolledBack, rollBackFailed],
  ['FollowBack', worse, rolledBack, rollBackFailed],
  ['ProbeBack', worse, rolledBack, rollBackFailed],
  ['CancelBack', stuck, rollBackFailed, rollBackFailed],
];

const troubles: readonly [string, () => unknown][] = [
  ['throttled', throttled],
  ['failing', crash],
  ['silent', silence],
];

test('no state that asks is left out', () => {
  expect(states.map(([state]) => state).sort()).toEqual([...asking].sort());
});

describe('trouble that passes', () => {
  const cases = states.flatMap(([state, world, ends]) =>
    troubles.map(([name, what]) => [state, name, world, ends, what] as const),
  );
  test.each(cases)('%s, %s twice, then working, changes nothing', async (state, _, options, ends, what) => {
    const { world, execution } = await aWindow({ ...options, trouble: { [state]: many(2, what) } });
    expect(execution).toMatchObject({ ...ends, left: [] });
    expect(world.evidence.kept).toHaveLength(1);
    expect(world.fleet.overlaps).toBe(0);
  });

  test.each(states)('%s answering late, after its work, changes nothing', async (state, options, ends) => {
    const { world, execution } = await aWindow({ ...options, lostAnswers: { [state]: 2 } });
    expect(execution).toMatchObject({ ...ends, left: [] });
    expect(world.evidence.kept).toHaveLength(1);
    expect(world.fleet.jobs.size).toBe(1);
    expect(world.fleet.kept).toHaveLength(options === worse || options === stuck ? 2 : 1);
  });
});

describe('trouble for good', () => {
  const cases = states.flatMap(([state, world, , ends]) =>
    troubles.map(([name, what]) => [state, name, world, ends, what] as const),
  );
  test.each(cases)('%s, %s, is no pass', async (state, _, options, ends, what) => {
    const { world, execution } = await aWindow({ ...options, trouble: { [state]: many(500, what) } });
    expect(execution).toMatchObject({ status: 'FAILED', ...ends });
    expect(world.evidence.kept.filter(({ verdict }) => verdict === 'pass')).toEqual([]);
    // Of a refresh that nobody can end, nobody can say that it is over.
    expect(execution.left).toEqual(state === 'CancelBack' ? ['refresh-back'] : []);
    expect(execution.seconds).toBeLessThan(24 * 3600);
  });

  const inVain = (...names: string[]) => Object.fromEntries(names.map((name) => [name, many(500, crash)]));
  const functions: [string, string[], string][] = [
    [
      'apply-patch',
      ['Admit', 'BackUp', 'FollowBackup', 'RefreshForward', 'FollowForward', 'CancelForward', 'RefreshBack'],
      'Patch.BrokenOff',
    ],
    ['probe-shop', ['ProbeBefore', 'ProbeAfter', 'ProbeBack'], 'Patch.BrokenOff'],
    ['verify-patches', ['Verify'], 'Patch.NotProven'],
    ['judge-patch', ['Compare', 'Judge'], 'Patch.NotJudged'],
    [
      'apply-patch, once the window is open',
      ['RefreshForward', 'CancelForward', 'RefreshBack'],
      'Patch.RollBackFailed',
    ],
    ['probe-shop, once the image is in', ['ProbeAfter', 'ProbeBack'], 'Patch.RollBackFailed'],
    ['every function', [...asking], 'Patch.NotJudged'],
  ];
  test.each(functions)('of %s ends, with nothing left running', async (_, names, error) => {
    const { execution } = await aWindow({ trouble: inVain(...names) });
    expect(execution).toMatchObject({ status: 'FAILED', error, left: [] });
  });

  test('says what failed, without its stack', async () => {
    const { execution, evidence } = await aWindow({ trouble: inVain('Admit') });
    expect(execution.cause).toBe(
      'broken-off: patch-admission error: Error: AWS does not answer; 1 checks passed, 7 not run',
    );
    expect(JSON.stringify(evidence)).not.toContain('secret.js');
  });
});

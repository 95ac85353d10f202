import { neverEntered } from '../support/asl/check-definition';
import { type Execution, runMachine } from '../support/asl/run-machine';
import { newImage, oldImage } from './fleet-world';
import { aWindow, crash, definition, many, PatchWorld, type WorldOptions } from './patch-world';

const executions: Execution[] = [];

/** Runs a window, and keeps which states it entered. */
async function patch(options: WorldOptions = {}, input: unknown = {}) {
  const run = await aWindow(options, input);
  executions.push(run.execution);
  return run;
}

const byHand = { reason: 'CVE-2026-1234', despiteFindings: true };

describe('a window in which all is well', () => {
  test('brings the new image in, proves it, and leaves evidence', async () => {
    const { world, execution, evidence } = await patch();
    expect(execution).toMatchObject({ status: 'SUCCEEDED', left: [], hosts: newImage });
    expect(execution.states.at(-1)).toBe('Patched');
    expect(world.fleet.imageParameter).toBe(newImage);
    expect(evidence).toMatchObject({
      check: 'patch-window',
      store: 'acme',
      verdict: 'pass',
      startedAt: expect.any(String),
      subject: {
        outcome: 'patched',
        execution: 'window-1',
        asked: 'by the schedule',
        imageBefore: oldImage,
        imageNewest: newImage,
        recoveryPointArn: 'arn:point-of-job-of-window-1',
        refreshId: 'refresh-forward',
        probeBefore: 'acme/shop-probe/well.json',
        probeAfter: 'acme/shop-probe/well.json',
        proof: 'acme/patch-proof/1.json',
      },
      measures: { windowMinutes: 60, recoveryPointMinutes: 10, refreshMinutes: 50 },
    });
  });

  test('takes the recovery point and looks at the shop before it changes anything', async () => {
    const { execution } = await patch();
    const asked = execution.calls.map(({ state }) => state);
    const order = ['Admit', 'BackUp', 'ProbeBefore', 'RefreshForward', 'ProbeAfter', 'Compare', 'Verify', 'Judge'];
    expect([...new Set(asked)].filter((state) => order.includes(state))).toEqual(order);
    expect(execution.calls.find(({ state }) => state === 'Admit')?.parameters).toEqual({
      step: 'admit',
      execution: 'window-1',
      startedAt: expect.any(String),
      request: {},
    });
  });

  test('hands on what a person started it with', async () => {
    const { execution, evidence } = await patch({}, { reason: 'CVE-2026-1234' });
    expect(execution.calls[0]?.parameters).toMatchObject({ request: { reason: 'CVE-2026-1234' } });
    expect(evidence?.subject).toMatchObject({ asked: 'by a person: CVE-2026-1234' });
    expect(evidence?.subject).not.toHaveProperty('findings');
  });

  test('looks a second time at a shop whose hosts have just begun', async () => {
    const { execution } = await patch({ looks: { ProbeAfter: ['slow', 'well'] } });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', left: [], hosts: newImage });
    expect(execution.calls.filter(({ state }) => state === 'ProbeAfter')).toHaveLength(2);
  });
});

describe('a window without a new image', () => {
  test('proves what is in, and changes nothing', async () => {
    const { world, execution, evidence } = await patch({ newest: oldImage });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', left: [], hosts: oldImage });
    expect(execution.states.at(-1)).toBe('NothingToDo');
    expect(evidence).toMatchObject({ verdict: 'pass', subject: { outcome: 'nothing-to-do' } });
    expect([world.fleet.kept, world.fleet.jobs.size]).toEqual([[], 0]);
  });

  test.each(['fail', 'error'] as const)('fails when the proof is %s', async (proof) => {
    const { execution, evidence } = await patch({ newest: oldImage, proof });
    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'Patch.NotProven',
      cause: `not-proven: patch-proof ${proof}: ${proof}: as the proof says and more (acme/patch-proof/1.json); 2 checks passed, 6 not run`,
    });
    expect(evidence).toMatchObject({ verdict: proof });
  });
});

describe('a window that does not open', () => {
  const alarms = ['acme-cpu of us-east-1'];
  const refused: [string, WorldOptions, object, string][] = [
    ['an alarm is on', { alarms }, {}, 'alarm acme-cpu of us-east-1 rings'],
    ['an alarm is on, whatever the reason', { alarms }, { reason: 'x' }, 'alarm acme-cpu of us-east-1 rings'],
    ['another window runs', { others: ['other'] }, byHand, 'another window runs: other'],
    [
      'a backup is too old',
      { pointHoursAgo: 40 },
      byHand,
      'the newest recovery point of the database is 40.0 hours old, 24 are allowed',
    ],
    ['a deployment runs', { deployments: ['acme-shop'] }, byHand, 'a deployment is under way: acme-shop'],
    ['a host is missing', { inService: 1 }, byHand, '1 of 2 hosts are in service'],
  ];
  test.each(refused)('because %s changes nothing', async (_, options, input, because) => {
    const { world, execution, evidence } = await patch(options, input);
    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'Patch.Refused',
      cause: `refused: patch-admission fail: ${because}; 1 checks passed, 7 not run`,
      left: [],
      hosts: oldImage,
    });
    expect(evidence).toMatchObject({ verdict: 'fail', subject: { outcome: 'refused' } });
    expect([world.fleet.kept, world.fleet.jobs.size]).toEqual([[], 0]);
  });

  test('because somebody’s refresh runs leaves that alone', async () => {
    const { execution } = await patch({ foreignRefresh: true }, byHand);
    expect(execution).toMatchObject({ error: 'Patch.Refused', left: ['refresh-foreign'] });
    expect(execution.cause).toContain('instance refresh refresh-foreign is InProgress');
  });

  test('opens despite an alarm when a person says so', async () => {
    const { execution, evidence } = await patch({ alarms }, byHand);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', hosts: newImage });
    expect(evidence?.subject).toMatchObject({ findings: 'went on despite them, as a person said' });
  });

  test.each([
    [{ despiteFindings: true }],
    [{ reason: '' }],
    [{ reason: 7 }],
    [{ reason: 'x', despiteFindings: false }],
    [{ reason: 'x', despiteFindings: 'true' }],
    [{ reason: 'x', despitefindings: true }],
    [{ reason: 'x', despiteFindings: true, more: 1 }],
    [{ why: 'x' }],
    [{ reason: 'x', why: 'y' }],
  ])('of input that it does not understand: %j', async (input) => {
    const execution = await runMachine(definition, input, { services: {} });
    executions.push(execution);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Patch.NotUnderstood', calls: [] });
  });
});

describe('a window that breaks off', () => {
  const unchanged: [string, WorldOptions, object, string, 'fail' | 'error'][] = [
    [
      'the recovery point fails',
      { backup: { minutes: 5, ends: 'failed' } },
      {},
      'patch-recovery-point fail: the backup job ended as FAILED: the key of the vault refuses',
      'fail',
    ],
    [
      'the recovery point does not come',
      { backup: { minutes: 300, ends: 'done' } },
      {},
      'patch-recovery-point error: it was not completed in time',
      'error',
    ],
    [
      'the shop is not well',
      { looks: { ProbeBefore: ['unwell'] } },
      { reason: 'x' },
      'patch-shop-before fail: fail: checkout',
      'fail',
    ],
    [
      'the shop cannot be seen',
      { looks: { ProbeBefore: ['unseen'] } },
      byHand,
      'patch-shop-before error: unseen',
      'error',
    ],
  ];
  test.each(unchanged)('because %s changes nothing', async (_, options, input, cause, verdict) => {
    const { world, execution, evidence } = await patch(options, input);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Patch.BrokenOff', left: [], hosts: oldImage });
    expect(execution.cause).toContain(`broken-off: ${cause}`);
    expect(evidence).toMatchObject({ verdict, subject: { outcome: 'broken-off' } });
    expect([world.fleet.kept, world.fleet.imageParameter]).toEqual([[], oldImage]);
  });

  test('looks at the shop twice before it does', async () => {
    const { execution } = await patch({ looks: { ProbeBefore: ['unseen', 'well'] } });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', hosts: newImage });
  });

  test('goes on with a shop that is not well when a person says so, but does not call that proven', async () => {
    const unwell = { ProbeBefore: ['unwell'], ProbeAfter: ['unwell'] } as const;
    const { execution } = await patch({ looks: unwell }, byHand);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Patch.NotProven', hosts: newImage, left: [] });
    const { execution: healed } = await patch({ looks: { ProbeBefore: ['unwell'] } }, byHand);
    expect(healed).toMatchObject({ status: 'SUCCEEDED', hosts: newImage });
  });
});

describe('a patch that is in', () => {
  test.each(['fail', 'error'] as const)('stays, but fails, when the proof is %s', async (proof) => {
    const { execution, evidence } = await patch({ proof });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Patch.NotProven', left: [], hosts: newImage });
    expect(evidence).toMatchObject({ verdict: proof, subject: { outcome: 'not-proven' } });
  });

  test('is no pass when the judge cannot put it down', async () => {
    const { execution, evidence } = await patch({ trouble: { Judge: many(20, crash) } });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Patch.NotJudged', left: [] });
    expect(evidence).toBeUndefined();
  });

  test('is judged once, however often the judge is asked', async () => {
    const world = new PatchWorld({ lostAnswers: { Judge: 3 } });
    expect(await world.run()).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.evidence.kept).toHaveLength(1);
  });
});

test('nothing but the four functions is asked, and nothing is restored: orders placed meanwhile stay', () => {
  const { States: states } = definition as { States: Record<string, { Type: string; Resource?: string }> };
  const asked = new Set(Object.values(states).flatMap(({ Type, Resource }) => (Type === 'Task' ? [Resource] : [])));
  expect([...asked].map((arn) => arn?.split(':').at(-1)).sort()).toEqual([
    'apply-patch',
    'judge-patch',
    'probe-shop',
    'verify-patches',
  ]);
});

test('every state was entered', async () => {
  const worse = { looks: { ProbeAfter: ['unwell'], ProbeBack: ['unseen', 'well'] } } as const;
  const endless = { minutes: 6000, ends: 'done' } as const;
  await patch(worse);
  await patch({ ...worse, courses: { back: endless } });
  await patch({ courses: { forward: endless } });
  expect(neverEntered(definition, executions)).toEqual([]);
});

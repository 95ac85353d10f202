import type { Evidence } from '../../lambdas/shared/evidence';
import { neverEntered } from '../support/asl/check-definition';
import { type Execution, runMachine, silence } from '../support/asl/run-machine';
import { aDrill, crash, many, throttled } from './a-drill';
import { definition, DrillWorld, type WorldOptions } from './drill-world';

const executions: Execution[] = [];

/** Runs a drill, and keeps which states it entered. */
async function drill(how: 'scheduled' | 'own', options: WorldOptions = {}) {
  const run = await aDrill(how, options);
  executions.push(run.execution);
  return run;
}

describe('a scheduled drill', () => {
  test('that proves the shop tells AWS Backup so, and leaves evidence and metrics', async () => {
    const { world, execution, evidence } = await drill('scheduled');
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.backup.told).toEqual(['SUCCESSFUL']);
    expect(evidence).toMatchObject({
      check: 'restore-drill',
      verdict: 'pass',
      store: 'acme',
      subject: { resource: 'database', place: 'home', restoreJobId: 'job-scheduled', recoveryPointArn: 'arn:point' },
      measures: { rtoSeconds: 1800, rpoSeconds: 3600, orders: 1000 },
    });
    expect(world.metrics.map(({ name, value }) => [name, value])).toEqual([
      ['DrillVerdict', 1],
      ['RtoSeconds', 1800],
      ['RpoSeconds', 3600],
    ]);
    expect(world.expectations).toEqual([
      { siteUrl: 'https://shop.example.com', administrators: ['ada'], takenAt: '2026-11-25T04:30:00.000Z' },
    ]);
    // AWS Backup takes away what its restore test made.
    expect(execution.states).not.toContain('Remove');
    expect(world.backup.spared).toBe(true);
  });

  test('that finds the shop unsound tells AWS Backup so, finally, and fails', async () => {
    const { world, execution, evidence } = await drill('scheduled', { shop: ['fail'] });
    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'Drill.Failed',
      cause: 'fail: shop-totals fail, 4 checks passed, 4 not run',
    });
    expect(world.backup.told).toEqual(['FAILED']);
    expect(evidence).toMatchObject({ verdict: 'fail' });
    expect(world.metrics[0]).toMatchObject({ name: 'DrillVerdict', value: 0 });
  });

  test('that cannot look into the shop tells AWS Backup nothing, and fails as an error', async () => {
    const { world, execution, evidence } = await drill('scheduled', { shop: ['error'] });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Drill.Unproven' });
    expect(execution.calls.filter(({ state }) => state === 'Check')).toHaveLength(2);
    expect(world.backup.told).toEqual([]);
    expect(evidence).toMatchObject({ verdict: 'error' });
    expect(world.metrics.map(({ name }) => name)).not.toContain('DrillVerdict');
  });

  test('whose connection broke once looks again, and passes', async () => {
    const { world, execution } = await drill('scheduled', { shop: ['error', 'pass'] });
    expect(execution.status).toBe('SUCCEEDED');
    expect(world.backup.told).toEqual(['SUCCESSFUL']);
    expect(execution.seconds).toBe(300);
  });

  test('counts a collapse against the last drill that passed', async () => {
    const { evidence: earlier } = await drill('scheduled');
    const before: Evidence = { ...(earlier as Evidence), id: 'drill-earlier', finishedAt: '2026-11-18T06:00:00.000Z' };
    const now = { orders: 10, products: 50, customers: 300, users: 320 };
    const { execution, world } = await drill('scheduled', { counts: now, earlier: [before] });
    expect(execution).toMatchObject({
      error: 'Drill.Failed',
      cause: expect.stringMatching(/^fail: shop-orders-kept fail, 8 checks/),
    });
    expect(world.backup.told).toEqual(['FAILED']);
  });

  test('of what a person took out on purpose is held against no earlier drill, and says so', async () => {
    const { evidence: earlier } = await drill('scheduled');
    const before: Evidence = { ...(earlier as Evidence), id: 'drill-earlier', finishedAt: '2026-11-18T06:00:00.000Z' };
    const world = new DrillWorld({
      counts: { orders: 1000, products: 5, customers: 300, users: 320 },
      earlier: [before],
    });
    expect(await world.run('own', 'as-before')).toMatchObject({ status: 'FAILED', error: 'Drill.Failed' });
    const accepted = await world.run('own', 'on-purpose', { newCounts: true });
    executions.push(accepted);
    expect(accepted).toMatchObject({ status: 'SUCCEEDED', left: [] });
    expect(world.evidence.kept.at(-1)?.subject).toMatchObject({
      newCounts: 'not held against earlier drills, as a person said',
    });
    // From then on these counts are the measure.
    const later = new Date('2026-11-25T08:00:00Z');
    expect(await world.run('own', 'afterwards', {}, later)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test.each([
    ['of another plan', { testingPlanArn: 'arn:aws:backup:us-east-1:111122223333:restore-testing-plan:other-1' }],
    ['that a person started', { testingPlanArn: '' }],
    ['of another plan that failed', { testingPlanArn: 'arn:other', status: 'FAILED' as const }],
  ])('leaves a restore %s alone, quietly', async (_, job) => {
    const { world, execution } = await drill('scheduled', { job });
    expect(execution.status).toBe('SUCCEEDED');
    expect(execution.states).toEqual(['Whose', 'Scheduled', 'Follow', 'HowFar', 'NotADrill']);
    expect([world.evidence.kept, world.backup.told, world.metrics]).toEqual([[], [], []]);
  });

  test.each([
    ['FAILED', 'KMS key is not accessible', 'Drill.Failed', 'fail'],
    ['FAILED', 'Insufficient DB instance capacity', 'Drill.Unproven', 'error'],
    ['FAILED', 'Internal server error', 'Drill.Unproven', 'error'],
    ['ABORTED', 'stopped by a person', 'Drill.Unproven', 'error'],
  ] as const)('whose restore ended as %s (%s) ends as %s', async (status, message, error, verdict) => {
    const { world, execution, evidence } = await drill('scheduled', { job: { status, message } });
    expect(execution).toMatchObject({ status: 'FAILED', error });
    expect(evidence).toMatchObject({ verdict, results: [{ id: 'drill-restored', verdict }] });
    // There is no restored copy to judge: AWS Backup would refuse, and needs no telling.
    expect(world.backup.told).toEqual([]);
  });

  test('told by an answer that was lost is not told again', async () => {
    const { world, execution } = await drill('scheduled', { lostAnswers: { validate: 1 } });
    expect(execution.status).toBe('SUCCEEDED');
    expect(world.backup.told).toEqual(['SUCCESSFUL']);
  });

  test('whose event comes twice gives the same verdict twice', async () => {
    const world = new DrillWorld();
    expect((await world.run('scheduled', 'first')).status).toBe('SUCCEEDED');
    expect((await world.run('scheduled', 'second')).status).toBe('SUCCEEDED');
    expect(world.backup.told).toEqual(['SUCCESSFUL']);
  });

  test('never turns a verdict that stands', async () => {
    const { world, execution } = await drill('scheduled', { shop: ['fail'], job: { validation: 'SUCCESSFUL' } });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Drill.NotTold' });
    expect(world.backup.told).toEqual([]);
  });

  test('that AWS Backup does not hear of is told to a person', async () => {
    const { execution } = await drill('scheduled', { trouble: { validate: many(20, throttled) } });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Drill.NotTold' });
  });
});

describe('a drill of its own', () => {
  test.each(['database', 'files'] as const)('restores the %s, proves it, and takes it away', async (resource) => {
    const { world, execution, evidence } = await drill('own', { resource });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', left: [] });
    expect(evidence).toMatchObject({ verdict: 'pass', subject: { resource } });
    expect(world.backup.told).toEqual([]);
    expect(world.backup.copies).toHaveLength(4);
    expect(world.backup.spared).toBe(true);
    expect(new Set(world.backup.marks).size).toBe(resource === 'files' ? 1 : 0);
  });

  test('waits until the files were weighed after the restore', async () => {
    const { execution, evidence } = await drill('own', { resource: 'files' });
    expect(execution.seconds).toBeGreaterThan(3600);
    // 30 minutes: the weighing is not a part of the recovery.
    expect(evidence?.measures).toMatchObject({ meteredBytes: 900_000, rtoSeconds: 1800 });
  });

  test('finds files that weigh next to nothing unsound', async () => {
    const { execution } = await drill('own', { resource: 'files', meteredBytes: 6144 });
    expect(execution).toMatchObject({
      error: 'Drill.Failed',
      cause: 'fail: drill-files-size fail, 3 checks passed, 1 not run',
    });
  });

  test('names no input that it does not understand', async () => {
    for (const input of [{}, { other: 1 }]) {
      const execution = await runMachine(definition, input, { services: {} });
      executions.push(execution);
      expect(execution).toMatchObject({ status: 'FAILED', error: 'Drill.NotUnderstood' });
    }
  });

  test('of an empty vault fails, and leaves evidence of it', async () => {
    const { execution, evidence } = await drill('own', { emptyVault: true });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Drill.Failed', left: [] });
    expect(evidence?.results).toMatchObject([
      {
        id: 'drill-restored',
        verdict: 'fail',
        observed: 'vault acme-home-g1 holds no completed recovery point of the database',
      },
    ]);
  });

  test.each([
    ['slower than the objective', { job: { minutes: 5 * 60 } }, 'fail: drill-rto fail'],
    ['of a point older than the objective', { takenHoursAgo: 31 }, 'fail: drill-rpo fail'],
    ['of a point from the future', { takenHoursAgo: -2 }, 'fail: drill-rpo fail'],
  ])('%s fails', async (_, options, cause) => {
    const { execution } = await drill('own', options);
    expect(execution).toMatchObject({ error: 'Drill.Failed', cause: expect.stringContaining(cause), left: [] });
  });

  test.each([
    ['the shop is unsound', { shop: ['fail'] }, 'Drill.Failed'],
    ['the shop cannot be looked into', { shop: ['error'] }, 'Drill.Unproven'],
    ['the checker fails for good', { trouble: { check: many(20, crash) } }, 'Drill.Unproven'],
    ['the checker never answers', { trouble: { check: many(20, silence) } }, 'Drill.Unproven'],
    ['following fails for good', { trouble: { follow: many(20, crash) } }, 'Drill.Unproven'],
    ['the judge fails for good', { trouble: { judge: many(20, crash) } }, 'Drill.Unproven'],
    ['the job it started is said to be another’s', { foreign: true }, 'Drill.Unproven'],
    ['the restored database is broken', { status: 'incompatible-network' }, 'Drill.Unproven'],
    ['the restored database never becomes available', { status: 'creating' }, 'Drill.Unproven'],
    ['the restore takes all day', { job: { minutes: 9 * 60 } }, 'Drill.Unproven'],
    ['starting fails, and its answers are lost', { lostAnswers: { start: 20 } }, 'Drill.Unproven'],
  ] as [string, WorldOptions, string][])('is taken away also when %s', async (_, options, error) => {
    const { world, execution } = await drill('own', options);
    expect(execution).toMatchObject({ status: 'FAILED', error });
    expect(execution.left).toEqual([]);
    expect(execution.seconds).toBeLessThan(12 * 3600);
    expect(world.backup.spared).toBe(true);
    expect(world.backup.told).toEqual([]);
  });

  test('says what the checker failed with, without its stack', async () => {
    const { evidence } = await drill('own', { trouble: { check: many(20, crash) } });
    expect(evidence?.results).toContainEqual(
      expect.objectContaining({ id: 'drill-shop', verdict: 'error', observed: 'Error: RDS does not answer' }),
    );
  });

  test('waits for the restore job before it calls anything gone', async () => {
    const options = { job: { minutes: 9 * 60 }, trouble: { follow: many(20, crash) } };
    const { world, execution } = await drill('own', options);
    expect(world.backup.copies).toHaveLength(4);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Drill.Unproven', left: [] });
  });

  test('tries again when removing fails twice', async () => {
    const { execution } = await drill('own', { trouble: { remove: many(2, throttled) } });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', left: [] });
  });

  test('says so when what it restored does not go, although it passed', async () => {
    const { execution, evidence } = await drill('own', { removalMinutes: 24 * 60 });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Drill.LeftBehind' });
    expect(execution.left).toHaveLength(1);
    expect(evidence?.verdict).toBe('pass');
    expect(execution.seconds).toBeLessThan(12 * 3600);
  });

  test('says so when removing fails for good', async () => {
    const { execution } = await drill('own', { trouble: { remove: many(20, crash) } });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Drill.LeftBehind' });
  });

  test('starts one restore, however often it is asked', async () => {
    const { world, execution } = await drill('own', { lostAnswers: { start: 3 } });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', left: [] });
    expect(world.backup.tokens.size).toBe(1);
  });
});

test('every state was entered', () => {
  expect(neverEntered(definition, executions)).toEqual([]);
});

import { drillNameOf } from '../../../lambdas/shared/drill-id';
import { followRestore } from '../../../lambdas/start-drill/follow-restore';
import type { Restored, RestoreJob } from '../../../lambdas/start-drill/ports';

const plan = 'arn:aws:backup:us-east-1:111122223333:restore-testing-plan:acme-1';
const own = { scheduled: false, execution: 'one', startedAt: '2026-11-25T06:00:00Z', restoreJobId: 'job' };
const scheduled = { ...own, scheduled: true };
const prefix = 'acme-g1-drill-';

const job: RestoreJob = {
  status: 'COMPLETED',
  resource: 'database',
  recoveryPointArn: 'arn:point',
  requestedAt: new Date('2026-11-25T06:00:00Z'),
  takenAt: new Date('2026-11-25T05:00:00Z'),
  completedAt: new Date('2026-11-25T06:30:00Z'),
  createdResourceArn: 'arn:created',
};

interface Given {
  readonly job?: Partial<RestoreJob> | undefined;
  readonly noJob?: boolean;
  readonly database?: Awaited<ReturnType<Restored['database']>>;
  readonly files?: Awaited<ReturnType<Restored['fileSystem']>>;
  readonly hour?: string;
  readonly run?: typeof own & { readonly restore?: { readonly unavailableAt?: string } };
  readonly testingPlanArn?: string;
}

async function follow(given: Given) {
  const marks: string[][] = [];
  const found = await followRestore(
    given.run ?? own,
    { drillPrefix: prefix, testingPlanArn: given.testingPlanArn },
    {
      jobs: {
        describe: () => Promise.resolve(given.noJob ? undefined : { ...job, ...given.job }),
        start: () => Promise.reject(new Error('not here')),
        validate: () => Promise.reject(new Error('not here')),
      },
      restored: {
        database: () => Promise.resolve(given.database),
        fileSystem: () => Promise.resolve(given.files),
        mark: (arn, name) => {
          marks.push([arn, name]);
          return Promise.resolve();
        },
      },
      now: () => new Date(`2026-11-25T${given.hour ?? '06:40'}:00Z`),
    },
  );
  return { found, marks };
}

const endpoint = { host: 'restored.example', port: 3306 };

describe('followRestore', () => {
  test('finds an available database with its endpoint and its times', async () => {
    const { found } = await follow({ database: { status: 'available', endpoint } });
    expect(found).toEqual({
      state: 'restored',
      database: endpoint,
      resource: 'database',
      recoveryPointArn: 'arn:point',
      createdResourceArn: 'arn:created',
      takenAt: '2026-11-25T05:00:00.000Z',
      requestedAt: '2026-11-25T06:00:00.000Z',
      completedAt: '2026-11-25T06:30:00.000Z',
      availableAt: '2026-11-25T06:30:00.000Z',
      seenAt: '2026-11-25T06:40:00.000Z',
    });
  });

  test.each([
    ['the job still runs', { job: { status: 'RUNNING' }, database: { status: 'available', endpoint } }],
    ['the job has not begun', { job: { status: 'PENDING', createdResourceArn: undefined } }],
    ['the job names nothing yet', { job: { createdResourceArn: undefined } }],
    ['the instance is not listed yet', {}],
    ['the instance is being made', { database: { status: 'creating', endpoint } }],
    ['the instance has no endpoint yet', { database: { status: 'available' } }],
    ['the instance is being changed', { database: { status: 'modifying', endpoint } }],
    ['the file system is not listed yet', { job: { resource: 'files' } }],
    ['the file system is being made', { job: { resource: 'files' }, files: { status: 'creating' } }],
  ] as [string, Given][])('waits while %s', async (_, given) => {
    expect((await follow(given)).found).toMatchObject({ state: 'running' });
    expect((await follow({ ...given, hour: '11:59' })).found).toMatchObject({ state: 'running' });
    expect((await follow({ ...given, hour: '12:01' })).found).toMatchObject({
      state: 'late',
      reason: 'the restore was not done after 6 hours',
    });
  });

  test('says since when the database is there, and until when it was not, as far as it was seen', async () => {
    const there = { database: { status: 'available', endpoint } };
    const waiting = await follow({ database: { status: 'modifying' } });
    expect(waiting.found).toEqual({ state: 'running', unavailableAt: '2026-11-25T06:40:00.000Z' });
    expect((await follow({ job: { status: 'RUNNING' } })).found).toEqual({ state: 'running' });
    const run = { ...own, restore: { state: 'running', unavailableAt: '2026-11-25T06:40:00.000Z' } };
    expect((await follow({ ...there, run, hour: '06:50' })).found).toMatchObject({
      unavailableAt: '2026-11-25T06:40:00.000Z',
      availableAt: '2026-11-25T06:50:00.000Z',
    });
    // Trouble before the first look at a restore that was done is none of its own.
    expect((await follow({ ...there, hour: '08:50' })).found).toMatchObject({
      availableAt: '2026-11-25T06:30:00.000Z',
    });
  });

  test.each(['failed', 'incompatible-network', 'incompatible-parameters', 'storage-full', 'deleting', 'restore-error'])(
    'gives up on an instance that is %s',
    async (status) => {
      const { found } = await follow({ database: { status, endpoint } });
      expect(found).toMatchObject({ state: 'failed', transient: true, reason: `the restored database is ${status}` });
    },
  );

  const kmsKey = 'arn:aws:kms:us-east-1:111122223333:key/1a2b';
  const point = 'arn:aws:backup:us-east-1:111122223333:recovery-point:1A2B';
  test.each([
    [{ status: 'FAILED', message: 'The KMS key is disabled' }, false],
    [{ status: 'FAILED', message: `KMS key ${kmsKey} is pending deletion` }, false],
    [{ status: 'FAILED', message: `The key ${kmsKey} is not accessible` }, false],
    [{ status: 'FAILED', message: `${kmsKey} is disabled.` }, false],
    [{ status: 'FAILED', message: 'KMSKeyNotAccessibleFault' }, false],
    [{ status: 'FAILED', message: 'Access denied to the KMS key' }, false],
    [{ status: 'FAILED', message: `Role is not authorized to perform: kms:Decrypt on ${kmsKey}` }, false],
    [{ status: 'FAILED', message: `Recovery point ${point} was not found` }, false],
    [{ status: 'FAILED', message: 'DBSnapshot not found: awsbackup:job-1' }, false],
    [{ status: 'FAILED', message: 'Cannot find snapshot awsbackup:job-1' }, false],
    [{ status: 'FAILED', message: 'The recovery point is corrupted' }, false],
    [{ status: 'FAILED', message: `${point} has expired` }, false],
    [{ status: 'FAILED', message: 'The backup was deleted' }, false],
    [{ status: 'FAILED' }, true],
    [{ status: 'FAILED', message: 'AWS Backup cannot assume the role, which was deleted' }, true],
    [{ status: 'FAILED', message: 'The snapshot has an invalid state: creating' }, true],
    [{ status: 'FAILED', message: 'No address of the endpoint of KMS was found: host not found' }, true],
    [{ status: 'FAILED', message: 'Internal server error' }, true],
    [{ status: 'FAILED', message: 'InternalFailure (Status Code: 500)' }, true],
    [{ status: 'FAILED', message: 'Service: Kms; Status Code: 503; key is disabled' }, true],
    [{ status: 'FAILED', message: 'Unable to execute HTTP request: Read timed out' }, true],
    [{ status: 'FAILED', message: 'The recovery point is not available at this time' }, true],
    [{ status: 'FAILED', message: 'Request to KMS was throttled: access to key denied' }, true],
    [{ status: 'FAILED', message: `Restore of ${point} failed. DB subnet group not found` }, true],
    [{ status: 'FAILED', message: 'Access Denied' }, true],
    [{ status: 'FAILED', message: 'The security token included in the request is expired' }, true],
    [{ status: 'FAILED', message: 'Who knows' }, true],
    [{ status: 'FAILED', message: 'Insufficient capacity in the zone' }, true],
    [{ status: 'FAILED', message: 'Rate exceeded' }, true],
    [{ status: 'FAILED', message: 'Internal failure, try again' }, true],
    [{ status: 'FAILED', message: 'Instance quota reached' }, true],
    [{ status: 'ABORTED', message: 'by a person' }, true],
  ] as [Partial<RestoreJob>, boolean][])(
    'tells of %j whether another try may succeed: %s',
    async (change, transient) => {
      expect((await follow({ job: change })).found).toMatchObject({ state: 'failed', transient });
    },
  );

  const files = { resource: 'files' } as const;
  const weighed = (at: string) => ({ status: 'available', meteredBytes: 5000, meteredAt: new Date(at) });

  test('takes a weight from two hours after the restore only, when EFS knows it', async () => {
    const { found } = await follow({ job: files, files: weighed('2026-11-25T08:31:00Z'), hour: '08:40' });
    expect(found).toMatchObject({ state: 'restored', files: { meteredBytes: 5000 } });
    expect(found).not.toHaveProperty('database');
    const early = await follow({ job: files, files: weighed('2026-11-25T08:29:00Z'), hour: '08:40' });
    expect(early.found).toMatchObject({ state: 'running' });
    expect((await follow({ job: files, files: { status: 'available' } })).found).toMatchObject({ state: 'running' });
  });

  test('goes on without a weight after four hours', async () => {
    const given = { job: files, files: weighed('2026-11-25T06:29:00Z') };
    expect((await follow({ ...given, hour: '10:29' })).found).toMatchObject({ state: 'running' });
    expect((await follow({ ...given, hour: '10:31' })).found).toMatchObject({ state: 'restored', files: {} });
    expect((await follow({ ...given, hour: '10:31' })).found).not.toHaveProperty('files.meteredBytes');
  });

  test('goes on without a weight when the drill’s own time is over', async () => {
    const late = { ...files, completedAt: new Date('2026-11-25T11:30:00Z') };
    const given = { job: late, files: weighed('2026-11-25T11:29:00Z'), hour: '12:01' };
    expect((await follow(given)).found).toMatchObject({ state: 'restored' });
  });

  test('marks a file system of its own as a drill’s as soon as it is named, and nothing else', async () => {
    const name = drillNameOf(prefix, 'one');
    expect(name).toMatch(/^acme-g1-drill-[0-9a-f]{12}$/);
    expect((await follow({ job: { ...files, status: 'RUNNING' } })).marks).toEqual([['arn:created', name]]);
    expect((await follow({ job: { ...files, status: 'RUNNING', createdResourceArn: undefined } })).marks).toEqual([]);
    for (const status of ['FAILED', 'ABORTED'] as const) {
      expect((await follow({ job: { ...files, status } })).marks).toEqual([['arn:created', name]]);
    }
    expect((await follow({})).marks).toEqual([]);
    const test = { run: scheduled, testingPlanArn: plan, job: { ...files, testingPlanArn: plan } };
    expect((await follow(test)).marks).toEqual([]);
  });

  test.each([
    ['another plan’s', { job: { testingPlanArn: 'arn:other' }, testingPlanArn: plan }],
    ['no plan’s', { job: {}, testingPlanArn: plan }],
    ['some plan’s, where none is known', { job: { testingPlanArn: plan } }],
    ['no plan’s, where none is known', { job: {} }],
    ['something that no drill restores', { noJob: true, testingPlanArn: plan }],
  ] as [string, Given][])('a job of %s is none of its business', async (_, given) => {
    const { found } = await follow({ ...given, run: scheduled, database: { status: 'available', endpoint } });
    expect(found).toEqual({ state: 'foreign' });
  });

  test('a job of the plan is', async () => {
    const given = { run: scheduled, testingPlanArn: plan, job: { testingPlanArn: plan } };
    expect((await follow({ ...given, database: { status: 'available', endpoint } })).found).toMatchObject({
      state: 'restored',
    });
  });
});

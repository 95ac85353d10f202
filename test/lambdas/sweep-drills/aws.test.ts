import { BackupClient, DescribeRestoreJobCommand, ListRestoreJobsCommand } from '@aws-sdk/client-backup';
import {
  DeleteFileSystemCommand,
  DescribeFileSystemsCommand,
  EFSClient,
  FileSystemNotFound,
  TagResourceCommand,
} from '@aws-sdk/client-efs';
import {
  DBInstanceNotFoundFault,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsCopies } from '../../../lambdas/sweep-drills/aws-copies';
import { AwsRestores } from '../../../lambdas/sweep-drills/aws-restores';

const backup = mockClient(BackupClient);
const rds = mockClient(RDSClient);
const efs = mockClient(EFSClient);
const region = { region: 'us-east-1' };
const copies = new AwsCopies(new RDSClient(region), new EFSClient(region));
const restores = new AwsRestores(new BackupClient(region), 'arn:restore-role');
const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
const at = new Date('2026-11-25T06:00:00Z');

const db = 'arn:aws:rds:us-east-1:111122223333:db:acme-g1-drill-1';
const fs = 'arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-1';

beforeEach(() => {
  for (const mock of [backup, rds, efs]) mock.reset();
  efs.on(DescribeFileSystemsCommand).resolves({ FileSystems: [] });
  rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [] });
});

const files = (change: object) => ({ FileSystemArn: fs, CreationToken: 'token', CreationTime: at, ...change }) as never;

describe('AwsCopies', () => {
  test('lists instances and file systems of all pages, with every name they go by', async () => {
    rds
      .on(DescribeDBInstancesCommand)
      .resolvesOnce({
        DBInstances: [{ DBInstanceArn: db, DBInstanceIdentifier: 'acme-g1-drill-1', InstanceCreateTime: at }],
        Marker: 'more',
      })
      .resolvesOnce({
        DBInstances: [
          { DBInstanceArn: `${db}2`, DBInstanceIdentifier: 'x', DBInstanceStatus: 'deleting' },
          { DBInstanceArn: `${db}3`, DBInstanceIdentifier: 'y', DBInstanceStatus: 'creating' },
          {},
        ],
      });
    efs
      .on(DescribeFileSystemsCommand)
      .resolvesOnce({ FileSystems: [files({ LifeCycleState: 'available' })], NextMarker: 'more' })
      .resolvesOnce({
        FileSystems: [
          files({
            LifeCycleState: 'creating',
            Tags: [
              { Key: 'storefort:drill', Value: 'acme-g1-drill-1' },
              { Key: 'Name', Value: 'x' },
            ],
          }),
          files({ LifeCycleState: 'deleting', CreationToken: undefined }),
          {} as never,
        ],
      });
    expect(await copies.all()).toEqual([
      { arn: db, names: ['acme-g1-drill-1'], going: false, beingMade: false, createdAt: at },
      { arn: `${db}2`, names: ['x'], going: true, beingMade: false, createdAt: undefined },
      { arn: `${db}3`, names: ['y'], going: false, beingMade: true, createdAt: undefined },
      { arn: fs, names: ['token'], going: false, beingMade: false, createdAt: at },
      { arn: fs, names: ['acme-g1-drill-1', 'token'], going: false, beingMade: true, createdAt: at },
      { arn: fs, names: [], going: true, beingMade: false, createdAt: at },
    ]);
    expect(rds.commandCalls(DescribeDBInstancesCommand)[1]?.args[0].input).toEqual({ Marker: 'more' });
    expect(efs.commandCalls(DescribeFileSystemsCommand)[1]?.args[0].input).toEqual({ Marker: 'more' });
  });

  test('does not take half a list for a list, nor one without an end', async () => {
    rds.on(DescribeDBInstancesCommand).resolvesOnce({ DBInstances: [], Marker: 'more' }).rejectsOnce(throttled);
    await expect(copies.all()).rejects.toMatchObject({
      message: 'the database instances could not be listed',
      cause: throttled,
    });
    rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [] });
    efs.on(DescribeFileSystemsCommand).rejects(throttled);
    await expect(copies.all()).rejects.toMatchObject({ message: 'the file systems could not be listed' });
    rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [], Marker: 'again' });
    await expect(copies.all()).rejects.toThrow('the list of database instances does not end');
  });

  const copy = (arn: string, names: string[]) => ({ arn, names, going: false, beingMade: false });
  const drill = 'acme-g1-drill-1';

  test('removes an instance without a trace', async () => {
    rds.on(DeleteDBInstanceCommand).resolves({});
    await copies.remove(copy(db, ['acme-g1-drill-1']), drill);
    expect(rds.commandCalls(DeleteDBInstanceCommand)[0]?.args[0].input).toEqual({
      DBInstanceIdentifier: 'acme-g1-drill-1',
      SkipFinalSnapshot: true,
      DeleteAutomatedBackups: true,
    });
  });

  test('removes a file system once it bears the tag that lets the role do so, whatever it calls itself', async () => {
    efs.on(TagResourceCommand).resolves({}).on(DeleteFileSystemCommand).resolves({});
    await copies.remove(copy(fs, ['token']), drill);
    expect(efs.commandCalls(TagResourceCommand)[0]?.args[0].input).toEqual({
      ResourceId: 'fs-1',
      Tags: [{ Key: 'storefort:drill', Value: 'acme-g1-drill-1' }],
    });
    expect(efs.commandCalls(DeleteFileSystemCommand)[0]?.args[0].input).toEqual({ FileSystemId: 'fs-1' });
    efs.on(TagResourceCommand).rejects(throttled);
    await expect(copies.remove(copy(fs, []), drill)).rejects.toMatchObject({ cause: throttled });
    expect(efs.commandCalls(DeleteFileSystemCommand)).toHaveLength(1);
  });

  test('what is gone already is removed; what AWS refuses is not', async () => {
    rds.on(DeleteDBInstanceCommand).rejectsOnce(new DBInstanceNotFoundFault({ message: '', $metadata: {} }));
    await copies.remove(copy(db, []), drill);
    const gone = new FileSystemNotFound({ message: '', ErrorCode: 'FileSystemNotFound', $metadata: {} });
    efs.on(TagResourceCommand).rejects(gone);
    await copies.remove(copy(fs, []), drill);
    const busy = Object.assign(new Error(''), { name: 'InvalidDBInstanceStateFault' });
    rds.on(DeleteDBInstanceCommand).rejects(busy);
    await expect(copies.remove(copy(db, []), drill)).rejects.toMatchObject({
      message: `${db} was not removed: InvalidDBInstanceStateFault`,
      cause: busy,
    });
  });
});

describe('AwsRestores', () => {
  test.each([
    ['PENDING', true],
    ['RUNNING', true],
    ['COMPLETED', false],
    ['FAILED', false],
    ['ABORTED', false],
    [undefined, true],
  ] as const)('a job that is %s runs: %s', async (Status, running) => {
    backup.on(DescribeRestoreJobCommand, { RestoreJobId: 'job' }).resolves({ Status, CreatedResourceArn: 'arn:made' });
    expect(await restores.look('job')).toEqual({ running, createdResourceArn: 'arn:made' });
  });

  test('passes on that AWS does not say', async () => {
    backup.on(DescribeRestoreJobCommand).rejects(throttled).on(ListRestoreJobsCommand).rejects(throttled);
    await expect(restores.look('job')).rejects.toMatchObject({ cause: throttled });
    await expect(restores.anyRuns(at)).rejects.toMatchObject({ cause: throttled });
  });

  test('looks for jobs of the drills’ role that no restore testing asked for, on all pages', async () => {
    const own = { IamRoleArn: 'arn:restore-role', Status: 'RUNNING' as const };
    backup
      .on(ListRestoreJobsCommand)
      .resolvesOnce({
        RestoreJobs: [
          { ...own, Status: 'COMPLETED' },
          { ...own, IamRoleArn: 'arn:other' },
          { ...own, CreatedBy: { RestoreTestingPlanArn: 'arn:plan' } },
        ],
        NextToken: 'more',
      })
      .resolvesOnce({ RestoreJobs: [own] })
      .resolvesOnce({ RestoreJobs: [] });
    expect(await restores.anyRuns(at)).toBe(true);
    expect(await restores.anyRuns(at)).toBe(false);
    expect(backup.commandCalls(ListRestoreJobsCommand).map(({ args }) => args[0].input)).toEqual([
      { ByCreatedAfter: at, NextToken: undefined },
      { ByCreatedAfter: at, NextToken: 'more' },
      { ByCreatedAfter: at, NextToken: undefined },
    ]);
    backup.on(ListRestoreJobsCommand).resolves({ NextToken: 'again' });
    await expect(restores.anyRuns(at)).rejects.toThrow('does not end');
  });
});

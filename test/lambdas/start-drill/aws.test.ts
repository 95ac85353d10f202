import {
  BackupClient,
  DescribeRestoreJobCommand,
  GetRecoveryPointRestoreMetadataCommand,
  ListRecoveryPointsByBackupVaultCommand,
  PutRestoreValidationResultCommand,
  StartRestoreJobCommand,
} from '@aws-sdk/client-backup';
import { DescribeFileSystemsCommand, EFSClient, FileSystemNotFound, TagResourceCommand } from '@aws-sdk/client-efs';
import { DBInstanceNotFoundFault, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsRecoveryPoints } from '../../../lambdas/start-drill/aws-recovery-points';
import { AwsRestored } from '../../../lambdas/start-drill/aws-restored';
import { AwsRestoreJobs } from '../../../lambdas/start-drill/aws-restore-jobs';

const backup = mockClient(BackupClient);
const rds = mockClient(RDSClient);
const efs = mockClient(EFSClient);
const region = { region: 'us-east-1' };
const points = new AwsRecoveryPoints(new BackupClient(region), 'acme-home-g1');
const jobs = new AwsRestoreJobs(new BackupClient(region), 'arn:restore-role');
const restored = new AwsRestored(new RDSClient(region), new EFSClient(region));
const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });

beforeEach(() => {
  for (const mock of [backup, rds, efs]) mock.reset();
});

const point = (name: string, at: string, Status = 'COMPLETED') => ({
  RecoveryPointArn: `arn:aws:rds:us-east-1:111122223333:${name}`,
  CreationDate: new Date(at),
  Status: Status as 'COMPLETED',
});

describe('AwsRecoveryPoints', () => {
  test('finds the newest that can be restored as it is, on whichever page', async () => {
    backup
      .on(ListRecoveryPointsByBackupVaultCommand)
      .resolvesOnce({ RecoveryPoints: [point('snapshot:awsbackup:a', '2026-11-23')], NextToken: 'more' })
      .resolvesOnce({
        RecoveryPoints: [
          point('snapshot:awsbackup:b', '2026-11-24'),
          point('auto-backup:ab-1', '2026-11-25'),
          point('recovery-point:continuous:db-1', '2026-11-25'),
          point('snapshot:awsbackup:c', '2026-11-25', 'PARTIAL'),
          point('snapshot:awsbackup:d', '2026-11-25', 'EXPIRED'),
          { RecoveryPointArn: 'arn:without-a-date', Status: 'COMPLETED' },
        ],
        NextToken: 'and more',
      })
      .resolvesOnce({ RecoveryPoints: [point('snapshot:awsbackup:e', '2026-11-22')] });
    expect(await points.newest('database')).toEqual({
      arn: 'arn:aws:rds:us-east-1:111122223333:snapshot:awsbackup:b',
      takenAt: new Date('2026-11-24'),
    });
    expect(backup.commandCalls(ListRecoveryPointsByBackupVaultCommand).map(({ args }) => args[0].input)).toEqual([
      { BackupVaultName: 'acme-home-g1', ByResourceType: 'RDS', NextToken: undefined },
      { BackupVaultName: 'acme-home-g1', ByResourceType: 'RDS', NextToken: 'more' },
      { BackupVaultName: 'acme-home-g1', ByResourceType: 'RDS', NextToken: 'and more' },
    ]);
  });

  test('asks for file systems by their type, and finds none in an empty vault', async () => {
    backup.on(ListRecoveryPointsByBackupVaultCommand).resolves({});
    expect(await points.newest('files')).toBeUndefined();
    expect(backup.commandCalls(ListRecoveryPointsByBackupVaultCommand)[0]?.args[0].input.ByResourceType).toBe('EFS');
  });

  test('does not take half a list for a list, nor one without an end', async () => {
    backup
      .on(ListRecoveryPointsByBackupVaultCommand)
      .resolvesOnce({ RecoveryPoints: [point('snapshot:awsbackup:a', '2026-11-23')], NextToken: 'more' })
      .rejects(throttled);
    await expect(points.newest('database')).rejects.toMatchObject({
      message: 'the recovery points in acme-home-g1 could not be listed',
      cause: throttled,
    });
    backup.on(ListRecoveryPointsByBackupVaultCommand).resolves({ RecoveryPoints: [], NextToken: 'again' });
    await expect(points.newest('database')).rejects.toThrow('does not end');
  });

  test('reads what a point was recorded with', async () => {
    backup.on(GetRecoveryPointRestoreMetadataCommand).resolves({ RestoreMetadata: { Engine: 'mariadb' } });
    expect(await points.metadata('arn:point')).toEqual({ Engine: 'mariadb' });
    expect(backup.commandCalls(GetRecoveryPointRestoreMetadataCommand)[0]?.args[0].input).toEqual({
      BackupVaultName: 'acme-home-g1',
      RecoveryPointArn: 'arn:point',
    });
    backup.on(GetRecoveryPointRestoreMetadataCommand).rejects(throttled);
    await expect(points.metadata('arn:point')).rejects.toMatchObject({ cause: throttled });
  });
});

describe('AwsRestoreJobs', () => {
  const request = { resource: 'files', recoveryPointArn: 'arn:point', metadata: { a: 'b' }, token: 'one' } as const;

  test('starts with the restore role, and the token', async () => {
    backup.on(StartRestoreJobCommand).resolves({ RestoreJobId: 'job-1' });
    expect(await jobs.start(request)).toBe('job-1');
    expect(backup.commandCalls(StartRestoreJobCommand)[0]?.args[0].input).toEqual({
      RecoveryPointArn: 'arn:point',
      Metadata: { a: 'b' },
      IamRoleArn: 'arn:restore-role',
      IdempotencyToken: 'one',
      ResourceType: 'EFS',
    });
  });

  test('takes no answer without a job for a start, and names what AWS refused', async () => {
    backup.on(StartRestoreJobCommand).resolvesOnce({}).rejects(throttled);
    await expect(jobs.start(request)).rejects.toThrow('AWS Backup names no job');
    await expect(jobs.start(request)).rejects.toMatchObject({
      message: 'restore arn:point: ThrottlingException',
      cause: throttled,
    });
  });

  const described = {
    Status: 'COMPLETED' as const,
    StatusMessage: 'done',
    ResourceType: 'RDS',
    RecoveryPointArn: 'arn:point',
    CreationDate: new Date('2026-11-25T06:00:00Z'),
    CompletionDate: new Date('2026-11-25T06:30:00Z'),
    RecoveryPointCreationDate: new Date('2026-11-25T05:00:00Z'),
    CreatedResourceArn: 'arn:created',
    BackupSizeInBytes: 1000,
    CreatedBy: { RestoreTestingPlanArn: 'arn:plan' },
    ValidationStatus: 'VALIDATING' as const,
  };

  test('describes a job', async () => {
    backup.on(DescribeRestoreJobCommand, { RestoreJobId: 'job-1' }).resolves(described);
    expect(await jobs.describe('job-1')).toEqual({
      status: 'COMPLETED',
      message: 'done',
      resource: 'database',
      recoveryPointArn: 'arn:point',
      requestedAt: described.CreationDate,
      completedAt: described.CompletionDate,
      takenAt: described.RecoveryPointCreationDate,
      createdResourceArn: 'arn:created',
      pointBytes: 1000,
      testingPlanArn: 'arn:plan',
      validation: 'VALIDATING',
    });
  });

  test('knows nothing of what no drill restores, and believes no half answer', async () => {
    backup.on(DescribeRestoreJobCommand).resolves({ ...described, ResourceType: 'DynamoDB' });
    expect(await jobs.describe('job-1')).toBeUndefined();
    for (const missing of ['Status', 'RecoveryPointArn', 'CreationDate']) {
      backup.on(DescribeRestoreJobCommand).resolves({ ...described, [missing]: undefined });
      await expect(jobs.describe('job-1')).rejects.toThrow('is missing');
    }
    backup.on(DescribeRestoreJobCommand).rejects(throttled);
    await expect(jobs.describe('job-1')).rejects.toMatchObject({ cause: throttled });
  });

  test('puts a verdict', async () => {
    backup.on(PutRestoreValidationResultCommand).resolves({});
    await jobs.validate('job-1', 'FAILED', 'why');
    expect(backup.commandCalls(PutRestoreValidationResultCommand)[0]?.args[0].input).toEqual({
      RestoreJobId: 'job-1',
      ValidationStatus: 'FAILED',
      ValidationStatusMessage: 'why',
    });
    backup.on(PutRestoreValidationResultCommand).rejects(throttled);
    await expect(jobs.validate('job-1', 'FAILED', 'why')).rejects.toMatchObject({ cause: throttled });
  });
});

describe('AwsRestored', () => {
  const arn = 'arn:aws:rds:us-east-1:111122223333:db:acme-g1-drill-1';
  const filesArn = 'arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-1';

  test('looks at an instance by its identifier', async () => {
    rds
      .on(DescribeDBInstancesCommand, { DBInstanceIdentifier: 'acme-g1-drill-1' })
      .resolvesOnce({ DBInstances: [{ DBInstanceStatus: 'available', Endpoint: { Address: 'host', Port: 3306 } }] })
      .resolvesOnce({ DBInstances: [{ DBInstanceStatus: 'creating' }] })
      .resolvesOnce({ DBInstances: [] });
    expect(await restored.database(arn)).toEqual({ status: 'available', endpoint: { host: 'host', port: 3306 } });
    expect(await restored.database(arn)).toEqual({ status: 'creating' });
    expect(await restored.database(arn)).toBeUndefined();
  });

  test('takes not found for not there, and nothing else', async () => {
    rds.on(DescribeDBInstancesCommand).rejectsOnce(new DBInstanceNotFoundFault({ message: '', $metadata: {} }));
    expect(await restored.database(arn)).toBeUndefined();
    rds.on(DescribeDBInstancesCommand).rejects(throttled);
    await expect(restored.database(arn)).rejects.toMatchObject({ cause: throttled });
    const gone = new FileSystemNotFound({ message: '', ErrorCode: 'FileSystemNotFound', $metadata: {} });
    efs.on(DescribeFileSystemsCommand).rejectsOnce(gone);
    expect(await restored.fileSystem(filesArn)).toBeUndefined();
    efs.on(DescribeFileSystemsCommand).rejects(throttled);
    await expect(restored.fileSystem(filesArn)).rejects.toMatchObject({ cause: throttled });
  });

  test('looks at a file system by its id, and at what it weighs', async () => {
    const Timestamp = new Date('2026-11-25T07:00:00Z');
    efs
      .on(DescribeFileSystemsCommand, { FileSystemId: 'fs-1' })
      .resolvesOnce({ FileSystems: [{ LifeCycleState: 'available', SizeInBytes: { Value: 7, Timestamp } } as never] })
      .resolvesOnce({ FileSystems: [] });
    expect(await restored.fileSystem(filesArn)).toEqual({ status: 'available', meteredBytes: 7, meteredAt: Timestamp });
    expect(await restored.fileSystem(filesArn)).toBeUndefined();
  });

  test('marks a file system', async () => {
    efs.on(TagResourceCommand).resolvesOnce({}).rejects(throttled);
    await restored.mark(filesArn, 'acme-g1-drill-1');
    expect(efs.commandCalls(TagResourceCommand)[0]?.args[0].input).toEqual({
      ResourceId: 'fs-1',
      Tags: [{ Key: 'storefort:drill', Value: 'acme-g1-drill-1' }],
    });
    await expect(restored.mark(filesArn, 'acme-g1-drill-1')).rejects.toMatchObject({ cause: throttled });
  });

  test('does not mind that a file system to be marked is gone', async () => {
    const gone = new FileSystemNotFound({ message: '', ErrorCode: 'FileSystemNotFound', $metadata: {} });
    efs.on(TagResourceCommand).rejects(gone);
    await expect(restored.mark(filesArn, 'acme-g1-drill-1')).resolves.toBeUndefined();
  });
});

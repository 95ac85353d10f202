import {
  BackupClient,
  DescribeBackupVaultCommand,
  ListRecoveryPointsByBackupVaultCommand,
  type RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsVaults } from '../../../lambdas/verify-backup/aws-vaults';

const client = mockClient(BackupClient);
const vaults = new AwsVaults(new BackupClient({ region: 'us-east-1' }));
const since = new Date('2026-11-18T00:00:00Z');
const fault = new Error('Rate exceeded');

const point = (change: Partial<RecoveryPointByBackupVault> = {}): RecoveryPointByBackupVault => ({
  RecoveryPointArn: 'arn:aws:rds:us-east-1:111122223333:snapshot:awsbackup:job-1',
  ResourceArn: 'arn:db',
  Status: 'COMPLETED',
  CreationDate: new Date('2026-11-25T05:00:00Z'),
  EncryptionKeyArn: 'arn:key',
  IsEncrypted: true,
  Lifecycle: { DeleteAfterDays: 35 },
  ...change,
});

beforeEach(() => {
  client.reset();
});

describe('describe', () => {
  test('tells lock and key', async () => {
    const LockDate = new Date('2026-06-01T00:00:00Z');
    client.on(DescribeBackupVaultCommand, { BackupVaultName: 'v' }).resolves({
      EncryptionKeyArn: 'arn:key',
      Locked: true,
      MinRetentionDays: 7,
      MaxRetentionDays: 365,
      LockDate,
    });
    expect(await vaults.describe('v')).toEqual({
      keyArn: 'arn:key',
      locked: true,
      minRetentionDays: 7,
      maxRetentionDays: 365,
      lockDate: LockDate,
    });
  });

  test('half an answer is none', async () => {
    client.on(DescribeBackupVaultCommand).resolves({ EncryptionKeyArn: 'arn:key' });
    await expect(vaults.describe('v')).rejects.toThrow('the vault v could not be described');
  });

  test('a refusal is thrown', async () => {
    client.on(DescribeBackupVaultCommand).rejects(fault);
    await expect(vaults.describe('v')).rejects.toMatchObject({
      message: 'the vault v could not be described',
      cause: fault,
    });
  });
});

describe('recoveryPoints', () => {
  const answer = (...pages: (RecoveryPointByBackupVault[] | undefined)[]) => {
    pages.forEach((RecoveryPoints, index) => {
      client
        .on(ListRecoveryPointsByBackupVaultCommand, {
          BackupVaultName: 'v',
          ByCreatedAfter: since,
          NextToken: index === 0 ? undefined : `t${index}`,
        })
        .resolves({ RecoveryPoints, NextToken: index === pages.length - 1 ? undefined : `t${index + 1}` });
    });
  };

  test('are those of every page', async () => {
    answer([point()], [], [point({ RecoveryPointArn: 'arn:2', IsEncrypted: undefined, Lifecycle: undefined })]);
    expect(await vaults.recoveryPoints('v', since)).toEqual([
      {
        arn: 'arn:aws:rds:us-east-1:111122223333:snapshot:awsbackup:job-1',
        resourceArn: 'arn:db',
        status: 'COMPLETED',
        takenAt: new Date('2026-11-25T05:00:00Z'),
        keyArn: 'arn:key',
        encrypted: true,
        deleteAfterDays: 35,
      },
      expect.objectContaining({ arn: 'arn:2', encrypted: false, deleteAfterDays: undefined }),
    ]);
  });

  test.each([
    ['2026-11-25T02:00:00Z', '2026-11-25T02:00:00Z'],
    ['2026-11-25T08:00:00Z', '2026-11-25T05:00:00Z'],
  ])('are as old as the earliest time AWS names (%s)', async (initiated, taken) => {
    answer([point({ InitiationDate: new Date(initiated) })]);
    expect((await vaults.recoveryPoints('v', since))[0]?.takenAt).toEqual(new Date(taken));
  });

  test.each([
    'arn:aws:backup:us-east-1:111122223333:recovery-point:continuous:db-abc',
    'arn:aws:rds:us-east-1:111122223333:auto-backup:ab-abc',
  ])('leave out continuous backups, whose date is that of their beginning (%s)', async (RecoveryPointArn) => {
    answer([point({ RecoveryPointArn }), point()]);
    expect(await vaults.recoveryPoints('v', since)).toHaveLength(1);
  });

  test.each(['RecoveryPointArn', 'Status', 'CreationDate'])('half an answer is none (without %s)', async (field) => {
    answer([point({ [field]: undefined })]);
    await expect(vaults.recoveryPoints('v', since)).rejects.toThrow('a recovery point lacks ARN, status or date');
  });

  test('a page without a list is none', async () => {
    answer([point()], undefined);
    await expect(vaults.recoveryPoints('v', since)).rejects.toThrow('the list of v has a page without a list');
  });

  test('a second page that fails fails the list', async () => {
    answer([point()], [point()]);
    client.on(ListRecoveryPointsByBackupVaultCommand, { NextToken: 't1' }).rejects(fault);
    await expect(vaults.recoveryPoints('v', since)).rejects.toMatchObject({
      message: 'the recovery points of v could not be listed',
      cause: fault,
    });
  });

  test('a list without end is given up', async () => {
    client.on(ListRecoveryPointsByBackupVaultCommand).resolves({ RecoveryPoints: [point()], NextToken: 't' });
    await expect(vaults.recoveryPoints('v', since)).rejects.toThrow('the list of v does not end');
  });
});

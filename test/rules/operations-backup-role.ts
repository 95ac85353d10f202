import { expect } from 'expect';
import type { Variant } from '../support/template';

const account = '111122223333';

/** The backup role's policy, statement by statement. */
export function backupRolePolicy({ region, offsite }: Variant): object {
  const away = region === 'us-east-1' ? 'us-west-2' : 'eu-west-1';
  const places = offsite ? [region, away] : [region];
  const rds = (place: string, name: string) => `arn:aws:rds:${place}:${account}:${name}`;
  const points = places.map((place) => `arn:aws:backup:${place}:${account}:recovery-point:*`);
  const snapshots = places.map((place) => rds(place, 'snapshot:awsbackup:*'));
  const database = rds(region, 'db:data/DatabaseInstance');
  const vault = `offsite@${away}/Vault.BackupVaultArn`;
  const keys = only([...(offsite ? [`offsite@${away}/Key.Arn`] : []), 'data/DataKey.Arn']);
  const allow = (Sid: string, Action: string | string[], Resource: unknown, Condition?: object) => ({
    Sid,
    Effect: 'Allow',
    Action,
    Resource,
    ...(Condition && { Condition }),
  });
  return {
    PolicyName: expect.stringMatching(/^BackupsService/) as unknown,
    Roles: ['BackupsServiceRole'],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        allow(
          'DescribeDatabases',
          [
            'rds:DescribeDBInstanceAutomatedBackups',
            'rds:DescribeDBInstances',
            'rds:DescribeDBSnapshots',
            'rds:ListTagsForResource',
          ],
          [rds(region, 'auto-backup:*'), ...places.flatMap((place) => [rds(place, 'db:*'), rds(place, 'snapshot:*')])],
        ),
        allow('SnapshotTheDatabase', 'rds:CreateDBSnapshot', [rds(region, 'snapshot:awsbackup:*'), database]),
        allow('PointInTime', 'rds:ModifyDBInstance', database),
        allow('OwnSnapshots', ['rds:AddTagsToResource', 'rds:CopyDBSnapshot', 'rds:DeleteDBSnapshot'], only(snapshots)),
        allow(
          'OwnContinuousBackups',
          ['rds:AddTagsToResource', 'rds:DeleteDBInstanceAutomatedBackup'],
          rds(region, 'auto-backup:*'),
        ),
        allow(
          'BackUpTheFileSystem',
          ['elasticfilesystem:Backup', 'elasticfilesystem:DescribeTags'],
          'data/UploadsFileSystem.Arn',
        ),
        allow('ReadTags', 'tag:GetResources', '*'),
        allow(
          'KnowVaults',
          'backup:DescribeBackupVault',
          only(['BackupsHomeVault.BackupVaultArn', ...(offsite ? [vault] : [])]),
        ),
        allow('TagRecoveryPoints', 'backup:TagResource', only(points)),
        ...(offsite
          ? [
              allow('CopyFromHome', 'backup:CopyFromBackupVault', [
                `arn:aws:backup:${region}:${account}:recovery-point:*`,
                rds(region, 'snapshot:awsbackup:*'),
              ]),
              allow('CopyOffsite', 'backup:CopyIntoBackupVault', vault),
            ]
          : []),
        allow('KnowKeys', 'kms:DescribeKey', keys),
        allow('UseKeys', ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], keys, {
          StringEquals: {
            'kms:ViaService': places.flatMap((place) => [
              `backup.${place}.amazonaws.com`,
              `elasticfilesystem.${place}.amazonaws.com`,
              `rds.${place}.amazonaws.com`,
            ]),
          },
        }),
        allow('GrantKeys', 'kms:CreateGrant', keys, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
      ],
    },
  };
}

/** IAM writes one as itself, more as a list. */
function only(values: readonly string[]): unknown {
  const sorted = [...values];
  return sorted.length === 1 ? sorted[0] : sorted;
}

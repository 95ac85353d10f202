import { expect } from 'expect';
import {
  accountDecides,
  anyone,
  encryptedBy,
  kept,
  lifecycle,
  privateBucket,
  publishersUse,
  shape,
  tlsOnly,
} from '../support/plain';
import type { Rule, Variant } from '../support/template';

const stacks = ['offsite'] as const;
/** The offsite region of each home region among the variants. */
const regionOf = ({ region }: Variant) => (region === 'us-east-1' ? 'us-west-2' : 'eu-west-1');
const deployer = (variant: Variant) =>
  `arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-${regionOf(variant)}`;

const through = (title: string, service: string, variant: Variant) => {
  const condition = {
    StringEquals: {
      'kms:CallerAccount': '111122223333',
      'kms:ViaService': `${service}.${regionOf(variant)}.amazonaws.com`,
    },
  };
  return [
    {
      Sid: `UseVia${title}`,
      Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      Effect: 'Allow',
      Principal: anyone,
      Resource: '*',
      Condition: condition,
    },
    {
      Sid: `GrantVia${title}`,
      Action: 'kms:CreateGrant',
      Effect: 'Allow',
      Principal: anyone,
      Resource: '*',
      Condition: { ...condition, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
};

/** The proof stack's log groups. */
const logsUse = (variant: Variant) => ({
  Sid: 'CloudWatchLogs',
  Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
  Effect: 'Allow',
  Principal: { Service: `logs.${regionOf(variant)}.amazonaws.com` },
  Resource: '*',
  Condition: {
    ArnLike: {
      'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${regionOf(variant)}:111122223333:log-group:*`,
    },
  },
});

const refused = (Sid: string, Action: string | string[], Condition?: object) => ({
  Sid,
  Action,
  Effect: 'Deny',
  Principal: anyone,
  Resource: ['ExportsBucket.Arn', 'ExportsBucket.Arn/*'],
  ...(Condition && { Condition }),
});

/** What a sound offsite stack says, resource by resource. Ids are written without their hash. */
export const offsiteRules: Rule[] = [
  {
    says: 'the stack cannot be deleted by mistake, unless it is a trial',
    stacks,
    holds: ({ terminationProtection, variant }) => {
      expect(terminationProtection).toBe(!variant.trial);
    },
  },
  {
    says: 'the offsite key rotates, waits 30 days, and is used by AWS Backup, RDS, logs and alarms of this account only',
    stacks,
    holds: (template) => {
      const { variant } = template;
      expect(shape(template.one('AWS::KMS::Key', 'Key'))).toEqual({
        Type: 'AWS::KMS::Key',
        ...kept(variant.trial),
        EnableKeyRotation: true,
        PendingWindowInDays: 30,
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            accountDecides,
            logsUse(variant),
            publishersUse,
            ...through('Backup', 'backup', variant),
            ...through('Rds', 'rds', variant),
          ],
        },
      });
    },
  },
  {
    says: 'the key has its alias',
    stacks,
    holds: (template) => {
      expect(shape(template.one('AWS::KMS::Alias'))).toEqual({
        Type: 'AWS::KMS::Alias',
        AliasName: `alias/storefort/${template.variant.name}/offsite-g1`,
        TargetKeyId: 'Key.Arn',
      });
    },
  },
  {
    says: 'the vault is locked, encrypted by the offsite key, and refuses other accounts, and unless it is a trial deletion and shorter lives',
    stacks,
    holds: (template) => {
      const { variant } = template;
      const everyone = { Effect: 'Deny', Principal: anyone, Resource: '*' };
      expect(shape(template.one('AWS::Backup::BackupVault', 'Vault'))).toEqual({
        Type: 'AWS::Backup::BackupVault',
        ...kept(variant.trial),
        BackupVaultName: `${variant.name}-offsite-g1`,
        EncryptionKeyArn: 'Key.Arn',
        LockConfiguration: variant.trial
          ? { MinRetentionDays: 1, MaxRetentionDays: 2 }
          : { MinRetentionDays: 7, MaxRetentionDays: 365 },
        AccessPolicy: {
          Version: '2012-10-17',
          Statement: [
            ...(variant.trial
              ? []
              : [
                  {
                    ...everyone,
                    Sid: 'KeepRecoveryPoints',
                    Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
                  },
                ]),
            {
              ...everyone,
              Sid: 'KeepInThisAccount',
              Action: 'backup:CopyFromBackupVault',
              Condition: {
                'ForAllValues:ArnNotLike': { 'backup:CopyTargets': 'arn:aws:backup:*:111122223333:backup-vault:*' },
              },
            },
            {
              ...everyone,
              Sid: 'KeepThisPolicy',
              Action: [
                'backup:DeleteBackupVault',
                'backup:DeleteBackupVaultAccessPolicy',
                'backup:PutBackupVaultAccessPolicy',
              ],
              Condition: { ArnNotEquals: { 'aws:PrincipalArn': deployer(variant) } },
            },
          ],
        },
      });
    },
  },
  {
    says: 'the export bucket is private, locked, logged and encrypted by the offsite key, and tells of what arrives',
    stacks,
    holds: (template) => {
      const { name, trial } = template.variant;
      expect(shape(template.one('AWS::S3::Bucket', 'ExportsBucket'))).toEqual({
        ...privateBucket,
        ...kept(trial),
        BucketName: `storefort-${name}-g1-exports-111122223333`,
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
        BucketEncryption: encryptedBy('Key.Arn'),
        LoggingConfiguration: { DestinationBucketName: 'ExportsAccessLogs', LogFilePrefix: 'exports/' },
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: trial ? 1 : 35 } },
        },
        LifecycleConfiguration: lifecycle(trial ? 2 : 36, 1),
      });
    },
  },
  {
    says: 'the export bucket takes TLS and the offsite key only, and nobody gets past its lock',
    stacks,
    holds: (template) => {
      const { variant } = template;
      const header = 's3:x-amz-server-side-encryption';
      expect(shape(template.one('AWS::S3::BucketPolicy', 'ExportsBucketPolicy'))).toEqual({
        Type: 'AWS::S3::BucketPolicy',
        ...kept(variant.trial),
        Bucket: 'ExportsBucket',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            ...tlsOnly('ExportsBucket'),
            refused('OtherEncryption', 's3:PutObject', {
              StringNotEquals: { [header]: 'aws:kms' },
              Null: { [header]: 'false' },
            }),
            refused('OtherKey', 's3:PutObject', {
              ArnNotEquals: { [`${header}-aws-kms-key-id`]: 'Key.Arn' },
              Null: { [`${header}-aws-kms-key-id`]: 'false' },
            }),
            refused('CustomerProvidedKey', 's3:PutObject', { Null: { [`${header}-customer-algorithm`]: 'false' } }),
            refused('BypassOfTheLock', 's3:BypassGovernanceRetention'),
            refused(
              'ChangeOfTheRules',
              [
                's3:DeleteBucketPolicy',
                's3:PutBucketObjectLockConfiguration',
                's3:PutBucketPolicy',
                's3:PutBucketVersioning',
                's3:PutEncryptionConfiguration',
                's3:PutLifecycleConfiguration',
              ],
              { ArnNotEquals: { 'aws:PrincipalArn': deployer(variant) } },
            ),
          ],
        },
      });
    },
  },
  {
    says: 'the access logs are private and kept 400 days',
    stacks,
    holds: (template) => {
      const { trial } = template.variant;
      expect(shape(template.one('AWS::S3::Bucket', 'ExportsAccessLogs'))).toEqual({
        ...privateBucket,
        ...kept(trial),
        BucketEncryption: encryptedBy(),
        LifecycleConfiguration: lifecycle(trial ? 1 : 400, 1),
      });
    },
  },
  {
    says: 'only S3 writes access logs, for the export bucket alone',
    stacks,
    holds: (template) => {
      expect(shape(template.one('AWS::S3::BucketPolicy', 'ExportsAccessLogsPolicy'))).toEqual({
        Type: 'AWS::S3::BucketPolicy',
        ...kept(template.variant.trial),
        Bucket: 'ExportsAccessLogs',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            ...tlsOnly('ExportsAccessLogs'),
            {
              Action: 's3:PutObject',
              Effect: 'Allow',
              Principal: { Service: 'logging.s3.amazonaws.com' },
              Resource: 'ExportsAccessLogs.Arn/exports/*',
              Condition: {
                ArnLike: { 'aws:SourceArn': 'ExportsBucket.Arn' },
                StringEquals: { 'aws:SourceAccount': '111122223333' },
              },
            },
          ],
        },
      });
    },
  },
];

import { kept } from '../support/plain';
import {
  account,
  databaseArn,
  document,
  offsiteRegion,
  operationsRows,
  type OperationsRow,
  trusts,
} from '../support/operations-rows';
import type { Variant } from '../support/template';
import { backupRolePolicy } from './operations-backup-role';

const offsiteVault = (variant: Variant) => `offsite@${offsiteRegion(variant)}/Vault.BackupVaultArn`;
const denied = (Sid: string, Action: string | string[], Condition?: object) => ({
  Sid,
  Action,
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Resource: '*',
  ...(Condition && { Condition }),
});

const backupDays = ({ trial }: Variant, standing: number) => (trial ? 1 : standing);
const planRule = (variant: Variant, RuleName: string, ScheduleExpression: string, days: number, copied: boolean) => ({
  RuleName,
  ScheduleExpression,
  ScheduleExpressionTimezone: 'Etc/UTC',
  StartWindowMinutes: 120,
  CompletionWindowMinutes: 720,
  TargetBackupVault: 'BackupsHomeVault.BackupVaultName',
  Lifecycle: { DeleteAfterDays: backupDays(variant, days) },
  ...(copied &&
    variant.offsite && {
      CopyActions: [
        {
          DestinationBackupVaultArn: offsiteVault(variant),
          Lifecycle: { DeleteAfterDays: backupDays(variant, days) },
        },
      ],
    }),
});

const backups: OperationsRow[] = [
  [
    'the home vault is locked, encrypted by the data key, kept, and refuses deletion (a trial: does not) and copies elsewhere',
    'AWS::Backup::BackupVault',
    'BackupsHome',
    (variant) => ({
      ...kept(variant.trial),
      BackupVaultName: `${variant.name}-home-g1`,
      EncryptionKeyArn: 'data/DataKey.Arn',
      LockConfiguration: variant.trial
        ? { MinRetentionDays: 1, MaxRetentionDays: 2 }
        : { MinRetentionDays: 14, MaxRetentionDays: 365 },
      AccessPolicy: document(
        ...(variant.trial
          ? []
          : [
              denied('KeepRecoveryPoints', [
                'backup:DeleteRecoveryPoint',
                'backup:DisassociateRecoveryPoint',
                'backup:UpdateRecoveryPointLifecycle',
              ]),
            ]),
        denied(
          'CopyOffsiteOnly',
          'backup:CopyFromBackupVault',
          variant.offsite ? { 'ForAnyValue:ArnNotEquals': { 'backup:CopyTargets': offsiteVault(variant) } } : undefined,
        ),
        denied(
          'KeepThisPolicy',
          ['backup:DeleteBackupVault', 'backup:DeleteBackupVaultAccessPolicy', 'backup:PutBackupVaultAccessPolicy'],
          {
            ArnNotEquals: {
              'aws:PrincipalArn': `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${variant.region}`,
            },
          },
        ),
      ),
    }),
  ],
  [
    'only AWS Backup assumes the backup role',
    'AWS::IAM::Role',
    'BackupsService',
    () => ({ AssumeRolePolicyDocument: trusts('backup.amazonaws.com') }),
  ],
  ['the backup role may do what it needs and no more', 'AWS::IAM::Policy', 'BackupsService', backupRolePolicy],
  [
    'daily and monthly recovery points, each with its copy offsite',
    'AWS::Backup::BackupPlan',
    'BackupsPlansSnapshots',
    (variant) => ({
      BackupPlan: {
        BackupPlanName: `${variant.name}-Snapshots`,
        BackupPlanRule: [
          planRule(variant, 'daily', 'cron(0 5 * * ? *)', 35, true),
          planRule(variant, 'monthly', 'cron(30 7 1 * ? *)', 365, true),
        ],
      },
    }),
  ],
  [
    'the database can go back to any second of the last days',
    'AWS::Backup::BackupPlan',
    'BackupsPlansPointInTime',
    (variant) => ({
      BackupPlan: {
        BackupPlanName: `${variant.name}-PointInTime`,
        BackupPlanRule: [
          { ...planRule(variant, 'continuous', 'cron(30 2 * * ? *)', 14, false), EnableContinuousBackup: true },
        ],
      },
    }),
  ],
  [
    'database and file system are backed up, by ARN',
    'AWS::Backup::BackupSelection',
    'BackupsPlansSnapshotsData',
    (variant) => ({
      BackupPlanId: 'BackupsPlansSnapshots.BackupPlanId',
      BackupSelection: {
        SelectionName: 'Data',
        IamRoleArn: 'BackupsServiceRole.Arn',
        Resources: [databaseArn(variant), 'data/UploadsFileSystem.Arn'],
      },
    }),
  ],
  [
    'point-in-time recovery is of the database, by ARN',
    'AWS::Backup::BackupSelection',
    'BackupsPlansPointInTimeDatabase',
    (variant) => ({
      BackupPlanId: 'BackupsPlansPointInTime.BackupPlanId',
      BackupSelection: {
        SelectionName: 'Database',
        IamRoleArn: 'BackupsServiceRole.Arn',
        Resources: [databaseArn(variant)],
      },
    }),
  ],
];

/** The home vault, the backup role and the plans. */
export const operationsBackups = operationsRows(backups);

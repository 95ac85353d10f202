import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { drillUser } from '../../lambdas/create-database-users/contract';
import { drillChecks } from '../../lambdas/judge-drill/contract';
import { notAStores, restoredDatabases } from './restored-names';
import type { DrillsProps } from './drills-props';

/** Where the functions run. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly drillPrefix: string;
}

const anyFileSystem = ({ account, region }: Place) => `arn:aws:elasticfilesystem:${region}:${account}:file-system/*`;

/** The tag of `lambdas/shared/drill-id.ts`; nothing else may be written. */
const ownTagOnly = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['storefort:drill'] } };

/** Starting restores of one vault, following them, and telling AWS Backup the verdict. */
export function startDrillPermissions(
  { vault, fileSystemArn }: Pick<DrillsProps, 'vault' | 'fileSystemArn'>,
  restoreRoleArn: string,
  place: Place,
): PolicyStatement[] {
  const { account, region, drillPrefix } = place;
  return [
    new PolicyStatement({
      sid: 'KnowVault',
      actions: ['backup:ListRecoveryPointsByBackupVault'],
      resources: [vault.arn],
    }),
    new PolicyStatement({
      sid: 'Restore',
      actions: ['backup:GetRecoveryPointRestoreMetadata', 'backup:StartRestoreJob'],
      resources: [
        `arn:aws:backup:${region}:${account}:recovery-point:*`,
        `arn:aws:rds:${region}:${account}:snapshot:awsbackup:*`,
      ],
    }),
    new PolicyStatement({
      sid: 'FollowRestores',
      actions: ['backup:DescribeRestoreJob', 'backup:PutRestoreValidationResult'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'PassRestoreRole',
      actions: ['iam:PassRole'],
      resources: [restoreRoleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } },
    }),
    new PolicyStatement({
      sid: 'LookAtDatabases',
      actions: ['rds:DescribeDBInstances'],
      resources: restoredDatabases(drillPrefix, account, region),
    }),
    new PolicyStatement({
      sid: 'LookAtFiles',
      actions: ['elasticfilesystem:DescribeFileSystems'],
      resources: [anyFileSystem(place)],
    }),
    markFiles(place),
    new PolicyStatement({
      sid: 'SpareTheShop',
      effect: Effect.DENY,
      actions: ['elasticfilesystem:TagResource'],
      resources: [fileSystemArn],
    }),
  ];
}

function markFiles(place: Place): PolicyStatement {
  return new PolicyStatement({
    sid: 'MarkFiles',
    actions: ['elasticfilesystem:TagResource'],
    resources: [anyFileSystem(place)],
    conditions: { ...notAStores, ...ownTagOnly },
  });
}

/** A restored instance's resource id is not known beforehand: the user is, and it reads only. */
export function checkShopPermissions({ account, region }: Place): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'LogIn',
      actions: ['rds-db:connect'],
      resources: [`arn:aws:rds-db:${region}:${account}:dbuser:*/${drillUser}`],
    }),
  ];
}

/** Where this place's evidence of drills lies. */
export function evidenceFolder({ store, place }: Pick<DrillsProps, 'store' | 'place'>): string {
  return `${store.name}/${drillChecks[place]}`;
}

/** Putting evidence of drills, and reading earlier of the same kind. */
export function judgeDrillPermissions(props: Pick<DrillsProps, 'store' | 'place' | 'evidence'>): PolicyStatement[] {
  const { bucketArn, keyArn, region } = props.evidence;
  const folder = evidenceFolder(props);
  return [
    new PolicyStatement({
      sid: 'KeepEvidence',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [`${bucketArn}/${folder}/*`],
    }),
    new PolicyStatement({
      sid: 'ListEvidence',
      actions: ['s3:ListBucket'],
      resources: [bucketArn],
      conditions: { StringLike: { 's3:prefix': `${folder}/*` } },
    }),
    new PolicyStatement({
      sid: 'EncryptEvidence',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
    }),
  ];
}

/**
 * Taking away what drills restored: database instances by their name, file systems by the drills' tag. The shop's own are refused
 * beside that, whatever else is allowed one day.
 */
export function sweepDrillsPermissions(spared: readonly string[], place: Place): PolicyStatement[] {
  const { account, region, drillPrefix } = place;
  return [
    new PolicyStatement({
      sid: 'LookAtDatabases',
      actions: ['rds:DescribeDBInstances'],
      resources: [`arn:aws:rds:${region}:${account}:db:*`],
    }),
    new PolicyStatement({
      sid: 'LookAtFiles',
      actions: ['elasticfilesystem:DescribeFileSystems'],
      resources: [anyFileSystem(place)],
    }),
    new PolicyStatement({
      sid: 'LookAtRestores',
      actions: ['backup:DescribeRestoreJob', 'backup:ListRestoreJobs'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'RemoveDatabases',
      actions: ['rds:DeleteDBInstance'],
      resources: [`arn:aws:rds:${region}:${account}:db:${drillPrefix}*`],
    }),
    markFiles(place),
    new PolicyStatement({
      sid: 'RemoveFiles',
      actions: ['elasticfilesystem:DeleteFileSystem'],
      resources: [anyFileSystem(place)],
      conditions: { ...notAStores, StringLike: { 'aws:ResourceTag/storefort:drill': `${drillPrefix}*` } },
    }),
    new PolicyStatement({
      sid: 'SpareTheShop',
      effect: Effect.DENY,
      actions: ['elasticfilesystem:DeleteFileSystem', 'elasticfilesystem:TagResource', 'rds:DeleteDBInstance'],
      resources: [...spared],
    }),
  ];
}

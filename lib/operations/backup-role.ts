import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../hardened/acknowledge';
import { backupKeyStatements } from '../hardened/backup-key-statements';

/** Where the second copies go. */
export interface OffsiteCopies {
  readonly vaultArn: string;
  readonly keyArn: string;
  readonly region: string;
}

export interface BackupRoleProps {
  readonly databaseArn: string;
  readonly fileSystemArn: string;
  readonly vaultArn: string;
  /** Encrypts database, file system and home vault. */
  readonly keyArn: string;
  /** @default - nothing is copied */
  readonly offsite?: OffsiteCopies;
}

/**
 * What AWS Backup may do here: back up this database and this file system, and copy to the offsite vault. AWS's managed
 * policy lets it do so with every resource of the account, and share snapshots; this role cannot restore, share, or delete a
 * recovery point by AWS Backup's API. It may delete RDS snapshots that AWS Backup made (`awsbackup:`), since that is how a
 * lifecycle ends them; only AWS Backup can assume it.
 * What it leaves open: `rds:ModifyDBInstance` on the database is what turns point-in-time recovery on, and no condition key
 * narrows it to that.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html#AWSBackupServiceRolePolicyForBackup
 */
export class BackupRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: BackupRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      description: 'AWS Backup: database and file system of one store, copies to its offsite vault',
    });
    const { account, region } = Stack.of(this);
    const places = [region, ...(props.offsite ? [props.offsite.region] : [])];
    const statements = [
      ...databaseStatements(props.databaseArn, account, region, places),
      ...fileSystemStatements(props.fileSystemArn),
      ...vaultStatements(props, account, region, places),
      ...backupKeyStatements([props.keyArn, ...(props.offsite ? [props.offsite.keyArn] : [])], places),
    ];
    for (const statement of statements) this.role.addToPolicy(statement);
    this.acknowledgeWildcards(account, region, places);
  }

  private acknowledgeWildcards(account: string, region: string, places: readonly string[]): void {
    const names = places.flatMap((place) => [
      `arn:aws:rds:${place}:${account}:db:*`,
      `arn:aws:rds:${place}:${account}:snapshot:*`,
      `arn:aws:rds:${place}:${account}:snapshot:awsbackup:*`,
      `arn:aws:backup:${place}:${account}:recovery-point:*`,
    ]);
    const found = [
      ...names.map((arn) => `Resource::${arn}`),
      `Resource::arn:aws:rds:${region}:${account}:auto-backup:*`,
      'Resource::*',
      'Action::kms:GenerateDataKey*',
      'Action::kms:ReEncrypt*',
    ];
    acknowledge(
      this,
      found.map((finding) => `AwsSolutions::AwsSolutions-IAM5[${finding}]`),
      {
        reason:
          'AWS Backup names recovery points and snapshots when it makes them, so only their prefix is known; descriptions and tag look-ups have no narrower resource; key use is limited to the two keys; only backup.amazonaws.com assumes the role',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
    acknowledge(
      this,
      ['NIST.800.53.R5::NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321::PCI.DSS.321-IAMNoInlinePolicy'],
      {
        reason:
          'the policy belongs to this one role and lives and goes with it; shared by nobody, it cannot drift from its use',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
  }
}

function databaseStatements(
  databaseArn: string,
  account: string,
  region: string,
  places: readonly string[],
): PolicyStatement[] {
  const rds = (place: string, resource: string): string => `arn:aws:rds:${place}:${account}:${resource}`;
  const snapshots = places.map((place) => rds(place, 'snapshot:awsbackup:*'));
  const continuous = rds(region, 'auto-backup:*');
  return [
    new PolicyStatement({
      sid: 'DescribeDatabases',
      actions: [
        'rds:DescribeDBInstanceAutomatedBackups',
        'rds:DescribeDBInstances',
        'rds:DescribeDBSnapshots',
        'rds:ListTagsForResource',
      ],
      resources: [...places.flatMap((place) => [rds(place, 'db:*'), rds(place, 'snapshot:*')]), continuous],
    }),
    new PolicyStatement({
      sid: 'SnapshotTheDatabase',
      actions: ['rds:CreateDBSnapshot'],
      resources: [databaseArn, rds(region, 'snapshot:awsbackup:*')],
    }),
    new PolicyStatement({ sid: 'PointInTime', actions: ['rds:ModifyDBInstance'], resources: [databaseArn] }),
    new PolicyStatement({
      sid: 'OwnSnapshots',
      actions: ['rds:AddTagsToResource', 'rds:CopyDBSnapshot', 'rds:DeleteDBSnapshot'],
      resources: snapshots,
    }),
    new PolicyStatement({
      sid: 'OwnContinuousBackups',
      actions: ['rds:AddTagsToResource', 'rds:DeleteDBInstanceAutomatedBackup'],
      resources: [continuous],
    }),
  ];
}

function fileSystemStatements(fileSystemArn: string): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'BackUpTheFileSystem',
      actions: ['elasticfilesystem:Backup', 'elasticfilesystem:DescribeTags'],
      resources: [fileSystemArn],
    }),
    new PolicyStatement({ sid: 'ReadTags', actions: ['tag:GetResources'], resources: ['*'] }),
  ];
}

function vaultStatements(
  props: BackupRoleProps,
  account: string,
  region: string,
  places: readonly string[],
): PolicyStatement[] {
  const points = (place: string): string => `arn:aws:backup:${place}:${account}:recovery-point:*`;
  return [
    new PolicyStatement({
      sid: 'KnowVaults',
      actions: ['backup:DescribeBackupVault'],
      resources: [props.vaultArn, ...(props.offsite ? [props.offsite.vaultArn] : [])],
    }),
    new PolicyStatement({ sid: 'TagRecoveryPoints', actions: ['backup:TagResource'], resources: places.map(points) }),
    ...(props.offsite
      ? [
          new PolicyStatement({
            sid: 'CopyFromHome',
            actions: ['backup:CopyFromBackupVault'],
            resources: [points(region), `arn:aws:rds:${region}:${account}:snapshot:awsbackup:*`],
          }),
          new PolicyStatement({
            sid: 'CopyOffsite',
            actions: ['backup:CopyIntoBackupVault'],
            resources: [props.offsite.vaultArn],
          }),
        ]
      : []),
  ];
}

import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { backupKeyStatements } from '../hardened/backup-key-statements';
import { acknowledgeOwnPolicy, acknowledgeWildcards } from '../hardened/acknowledge-role';
import { notAStores, restoredDatabases } from './restored-names';

export interface RestoreRoleProps {
  readonly drillPrefix: string;
  readonly subnetGroupName: string;
  /** Keys that recovery points carry, and restored files. */
  readonly keyArns: readonly string[];
  /** ARNs of the shop's own database and file system. */
  readonly spared: readonly string[];
}

/**
 * What AWS Backup may do for a drill: make a database instance that bears a drill's name out of one of its own snapshots, in the
 * drills' subnets; make a file system that is no store's own, and fill it. AWS's managed policy lets it restore over everything in
 * the account; this role can neither change nor delete what is the shop's. Only AWS Backup takes it on.
 * What it leaves open: the id of a new file system is not known beforehand, so that a tag, which stores' own bear, tells them apart.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html#AWSBackupServiceRolePolicyForRestores
 */
export class RestoreRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: RestoreRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      description: 'AWS Backup: restores of drills of one store',
    });
    const { account, region } = Stack.of(this);
    const statements = [
      ...databaseStatements(props, account, region),
      ...fileStatements(account, region),
      spare(props.spared),
      ...backupKeyStatements(props.keyArns, [region]),
    ];
    for (const statement of statements) this.role.addToPolicy(statement);
    const rds = (name: string) => `Resource::arn:aws:rds:${region}:${account}:${name}`;
    acknowledgeOwnPolicy(this.role);
    acknowledgeWildcards(
      this.role,
      [
        ...['db:*', 'snapshot:*', 'snapshot:awsbackup:*', 'og:*', 'pg:*'].map(rds),
        ...restoredDatabases(props.drillPrefix, account, region).map((arn) => `Resource::${arn}`),
        `Resource::arn:aws:elasticfilesystem:${region}:${account}:file-system/*`,
        'Resource::*',
        'Action::kms:GenerateDataKey*',
        'Action::kms:ReEncrypt*',
      ],
      'AWS Backup names snapshots, restored instances and file systems when it makes them, so only their prefix or a tag is known; descriptions have no narrower resource; only backup.amazonaws.com assumes the role',
    );
  }
}

function databaseStatements(
  { drillPrefix, subnetGroupName }: RestoreRoleProps,
  account: string,
  region: string,
): PolicyStatement[] {
  const rds = (name: string): string => `arn:aws:rds:${region}:${account}:${name}`;
  const restored = restoredDatabases(drillPrefix, account, region);
  return [
    new PolicyStatement({
      sid: 'DescribeDatabases',
      actions: ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots', 'rds:ListTagsForResource'],
      resources: [rds('db:*'), rds('snapshot:*')],
    }),
    new PolicyStatement({
      sid: 'RestoreDatabases',
      actions: ['rds:RestoreDBInstanceFromDBSnapshot'],
      // Option and parameter groups are the region's defaults, which RDS picks; an instance is made with them, they stay as they are.
      resources: [...restored, rds('snapshot:awsbackup:*'), rds(`subgrp:${subnetGroupName}`), rds('og:*'), rds('pg:*')],
    }),
    new PolicyStatement({
      sid: 'OwnRestoredDatabases',
      actions: ['rds:AddTagsToResource', 'rds:DeleteDBInstance'],
      resources: restored,
    }),
    new PolicyStatement({
      sid: 'DescribeNetwork',
      actions: [
        'ec2:DescribeAccountAttributes',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ],
      resources: ['*'],
    }),
  ];
}

function fileStatements(account: string, region: string): PolicyStatement[] {
  const resources = [`arn:aws:elasticfilesystem:${region}:${account}:file-system/*`];
  return [
    new PolicyStatement({
      sid: 'DescribeFileSystems',
      actions: ['elasticfilesystem:DescribeFileSystems'],
      resources,
    }),
    // There is no resource yet.
    new PolicyStatement({ sid: 'MakeFileSystems', actions: ['elasticfilesystem:CreateFileSystem'], resources: ['*'] }),
    new PolicyStatement({
      sid: 'RestoreFiles',
      actions: ['elasticfilesystem:DeleteFileSystem', 'elasticfilesystem:Restore', 'elasticfilesystem:TagResource'],
      resources,
      conditions: notAStores,
    }),
  ];
}

/** Whatever else is allowed one day. */
function spare(resources: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    sid: 'SpareTheShop',
    effect: Effect.DENY,
    actions: [
      'elasticfilesystem:DeleteFileSystem',
      'elasticfilesystem:Restore',
      'elasticfilesystem:TagResource',
      'rds:DeleteDBInstance',
      'rds:RestoreDBInstanceFromDBSnapshot',
    ],
    resources: [...resources],
  });
}

import { expect } from 'expect';
import { atHome, drillRules, type DrillPlace, inAnyOrder, policyOf } from '../support/drills/drill-rows';
import { account, type OperationsRow, rowsOf, trusts } from '../support/operations-rows';
import type { Rule, Variant } from '../support/template';

const allow = (Sid: string, Action: string | readonly string[], Resource: unknown, Condition?: object) => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

function statements(at: DrillPlace, variant: Variant): object[] {
  const region = at.region(variant);
  const rds = (name: string) => `arn:aws:rds:${region}:${account}:${name}`;
  const files = `arn:aws:elasticfilesystem:${region}:${account}:file-system/*`;
  const restored = [rds(`db:${variant.name}-g1-drill-*`), rds('db:awsbackup-restore-test-*')];
  const key = at.restoreKey(variant);
  return [
    allow(
      'DescribeDatabases',
      ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots', 'rds:ListTagsForResource'],
      [rds('db:*'), rds('snapshot:*')],
    ),
    allow(
      'RestoreDatabases',
      'rds:RestoreDBInstanceFromDBSnapshot',
      inAnyOrder([...restored, rds('og:*'), rds('pg:*'), rds('snapshot:awsbackup:*'), rds('subgrp:DrillsSubnets')]),
    ),
    allow('OwnRestoredDatabases', ['rds:AddTagsToResource', 'rds:DeleteDBInstance'], inAnyOrder(restored)),
    allow(
      'DescribeNetwork',
      [
        'ec2:DescribeAccountAttributes',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ],
      '*',
    ),
    allow('DescribeFileSystems', 'elasticfilesystem:DescribeFileSystems', files),
    allow('MakeFileSystems', 'elasticfilesystem:CreateFileSystem', '*'),
    allow(
      'RestoreFiles',
      ['elasticfilesystem:DeleteFileSystem', 'elasticfilesystem:Restore', 'elasticfilesystem:TagResource'],
      files,
      { Null: { 'aws:ResourceTag/storefort:store': 'true' } },
    ),
    {
      Sid: 'SpareTheShop',
      Effect: 'Deny',
      Action: [
        'elasticfilesystem:DeleteFileSystem',
        'elasticfilesystem:Restore',
        'elasticfilesystem:TagResource',
        'rds:DeleteDBInstance',
        'rds:RestoreDBInstanceFromDBSnapshot',
      ],
      Resource: inAnyOrder([at.databaseArn(variant), at.fileSystemArn(variant)]),
    },
    allow('KnowKeys', 'kms:DescribeKey', key),
    allow('UseKeys', ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], key, {
      StringEquals: {
        'kms:ViaService': ['backup', 'elasticfilesystem', 'rds'].map((service) => `${service}.${region}.amazonaws.com`),
      },
    }),
    allow('GrantKeys', 'kms:CreateGrant', key, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  ];
}

function rows(at: DrillPlace): OperationsRow[] {
  return [
    [
      'restored databases stand in isolated subnets',
      'AWS::RDS::DBSubnetGroup',
      'DrillsSubnets',
      (variant) => ({
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Delete',
        DBSubnetGroupDescription: 'Isolated subnets for restored databases',
        SubnetIds: at.subnets(variant),
      }),
    ],
    [
      'only AWS Backup takes on the restore role',
      'AWS::IAM::Role',
      'DrillsRestoreRole',
      () => ({ AssumeRolePolicyDocument: trusts('backup.amazonaws.com') }),
    ],
    [
      'the restore role makes copies, and touches nothing of the shop’s',
      'AWS::IAM::Policy',
      'DrillsRestoreRole',
      (variant) => policyOf('DrillsRestoreRole', statements(at, variant), expect.stringMatching(/^DrillsRestoreRole/)),
    ],
  ];
}

const selection =
  (name: string, type: string, arn: (variant: Variant) => string, overrides: (variant: Variant) => object) =>
  (variant: Variant) => ({
    IamRoleArn: 'DrillsRestoreRole.Arn',
    ProtectedResourceArns: [arn(variant)],
    ProtectedResourceType: type,
    RestoreMetadataOverrides: overrides(variant),
    RestoreTestingPlanName: planName(variant),
    RestoreTestingSelectionName: name,
    ValidationWindowHours: 12,
  });
const planName = ({ name }: Variant) => `storefort_${name.replaceAll('-', '_')}_g1`;
const databaseClass = { solo: 'db.t4g.small', shop: 'db.t4g.medium', surge: 'db.r7g.large' } as const;

const testing: OperationsRow[] = [
  [
    'AWS Backup restores the newest recovery point of the home vault on the store’s schedule',
    'AWS::Backup::RestoreTestingPlan',
    'DrillsTesting',
    (variant) => ({
      RestoreTestingPlanName: planName(variant),
      ScheduleExpression: 'cron(0 4 ? * SUN *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      StartWindowHours: 1,
      RecoveryPointSelection: {
        Algorithm: 'LATEST_WITHIN_WINDOW',
        IncludeVaults: ['BackupsHomeVault.BackupVaultArn'],
        RecoveryPointTypes: ['SNAPSHOT'],
        SelectionWindowDays: 30,
      },
    }),
  ],
  [
    'the database is restored alone, isolated, and lets the checker in by IAM',
    'AWS::Backup::RestoreTestingSelection',
    'DrillsTestingDatabase',
    selection('database', 'RDS', atHome.databaseArn, ({ size }) => ({
      dbInstanceClass: databaseClass[size],
      dbSubnetGroupName: 'DrillsSubnets',
      vpcSecurityGroupIds: `["${atHome.databaseGroup}"]`,
      enableIamDatabaseAuthentication: 'true',
      multiAz: 'false',
      publiclyAccessible: 'false',
    })),
  ],
  [
    'the files are restored encrypted by the shop’s key',
    'AWS::Backup::RestoreTestingSelection',
    'DrillsTestingFiles',
    selection('files', 'EFS', atHome.fileSystemArn, () => ({ kmsKeyId: 'data/DataKey.Arn' })),
  ],
];

const waits: Rule = {
  says: 'restore tests wait until their role has its permissions',
  stacks: ['operations'],
  holds: (template) => {
    const selections = template.resources('AWS::Backup::RestoreTestingSelection');
    expect(selections).toHaveLength(2);
    for (const { DependsOn } of selections) {
      expect(DependsOn).toContainEqual(expect.stringMatching(/^DrillsRestoreRoleDefaultPolicy/));
    }
  },
};

/** What restores, and into what. */
export const drillRestoreRules = [...drillRules(rows), ...rowsOf('operations', testing), waits];

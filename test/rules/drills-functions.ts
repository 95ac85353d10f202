import { expect } from 'expect';
import { drillRules, type DrillPlace, inAnyOrder } from '../support/drills/drill-rows';
import { functionRows } from '../support/function-rows';
import { account, type OperationsRow } from '../support/operations-rows';
import type { Variant } from '../support/template';

const allow = (Sid: string, Action: string | readonly string[], Resource: unknown, Condition?: object) => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const prefix = ({ name }: Variant) => `${name}-g1-drill-`;
const files = (region: string) => `arn:aws:elasticfilesystem:${region}:${account}:file-system/*`;
const noStores = { Null: { 'aws:ResourceTag/storefort:store': 'true' } };
const markFiles = (region: string) =>
  allow('MarkFiles', 'elasticfilesystem:TagResource', files(region), {
    ...noStores,
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['storefort:drill'] },
  });

function start(at: DrillPlace) {
  return (variant: Variant) => {
    const region = at.region(variant);
    return [
      allow('KnowVault', 'backup:ListRecoveryPointsByBackupVault', at.vault(variant).arn),
      allow(
        'Restore',
        ['backup:GetRecoveryPointRestoreMetadata', 'backup:StartRestoreJob'],
        [
          `arn:aws:backup:${region}:${account}:recovery-point:*`,
          `arn:aws:rds:${region}:${account}:snapshot:awsbackup:*`,
        ],
      ),
      allow('FollowRestores', ['backup:DescribeRestoreJob', 'backup:PutRestoreValidationResult'], '*'),
      allow('PassRestoreRole', 'iam:PassRole', 'DrillsRestoreRole.Arn', {
        StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' },
      }),
      allow(
        'LookAtDatabases',
        'rds:DescribeDBInstances',
        inAnyOrder(
          [prefix(variant), 'awsbackup-restore-test-'].map((each) => `arn:aws:rds:${region}:${account}:db:${each}*`),
        ),
      ),
      allow('LookAtFiles', 'elasticfilesystem:DescribeFileSystems', files(region)),
      markFiles(region),
      {
        Sid: 'SpareTheShop',
        Effect: 'Deny',
        Action: 'elasticfilesystem:TagResource',
        Resource: at.fileSystemArn(variant),
      },
    ];
  };
}

function judge(at: DrillPlace) {
  return (variant: Variant) => {
    const folder = `${variant.name}/${at.place === 'home' ? 'restore' : 'offsite'}-drill`;
    const bucket = `${at.evidenceBucket(variant)}.Arn`;
    return [
      allow('KeepEvidence', ['s3:GetObject', 's3:PutObject'], `${bucket}/${folder}/*`),
      allow('ListEvidence', 's3:ListBucket', bucket, { StringLike: { 's3:prefix': `${folder}/*` } }),
      allow('EncryptEvidence', ['kms:Decrypt', 'kms:GenerateDataKey'], at.evidenceKey(variant), {
        StringEquals: { 'kms:ViaService': `s3.${variant.region}.amazonaws.com` },
      }),
    ];
  };
}

function sweep(at: DrillPlace) {
  return (variant: Variant) => {
    const region = at.region(variant);
    return [
      allow('LookAtDatabases', 'rds:DescribeDBInstances', `arn:aws:rds:${region}:${account}:db:*`),
      allow('LookAtFiles', 'elasticfilesystem:DescribeFileSystems', files(region)),
      allow('LookAtRestores', ['backup:DescribeRestoreJob', 'backup:ListRestoreJobs'], '*'),
      allow('RemoveDatabases', 'rds:DeleteDBInstance', `arn:aws:rds:${region}:${account}:db:${prefix(variant)}*`),
      markFiles(region),
      allow('RemoveFiles', 'elasticfilesystem:DeleteFileSystem', files(region), {
        ...noStores,
        StringLike: { 'aws:ResourceTag/storefort:drill': `${prefix(variant)}*` },
      }),
      {
        Sid: 'SpareTheShop',
        Effect: 'Deny',
        Action: ['elasticfilesystem:DeleteFileSystem', 'elasticfilesystem:TagResource', 'rds:DeleteDBInstance'],
        Resource: inAnyOrder([at.databaseArn(variant), at.fileSystemArn(variant)]),
      },
    ];
  };
}

const databaseClass = { solo: 'db.t4g.small', shop: 'db.t4g.medium', surge: 'db.r7g.large' } as const;

function rows(at: DrillPlace): OperationsRow[] {
  const { region, key } = at;
  const common = { region, key };
  return [
    ...functionRows({
      ...common,
      id: 'DrillsFunctionsStart',
      timeout: 120,
      environment: (variant) => ({
        VAULT_NAME: at.vault(variant).name,
        RESTORE_ROLE_ARN: 'DrillsRestoreRole.Arn',
        DRILL_PREFIX: prefix(variant),
        SUBNET_GROUP_NAME: 'DrillsSubnets',
        DATABASE_SECURITY_GROUP_ID: at.databaseGroup,
        DATABASE_CLASS: databaseClass[variant.size],
        FILES_KEY_ARN: at.restoreKey(variant),
        ...(at.place === 'home' && { RESTORE_TESTING_PLAN_ARN: 'DrillsTestingPlan.RestoreTestingPlanArn' }),
      }),
      statements: start(at),
    }),
    ...functionRows({
      ...common,
      id: 'DrillsFunctionsCheck',
      timeout: 900,
      memory: 1024,
      environment: () => ({ SCHEMA: 'shop', DATABASE_USER: 'drill' }),
      network: (variant) => ({ SubnetIds: at.subnets(variant), SecurityGroupIds: [at.checkerGroup] }),
      statements: (variant) => [
        allow('LogIn', 'rds-db:connect', `arn:aws:rds-db:${region(variant)}:${account}:dbuser:*/drill`),
      ],
    }),
    ...functionRows({
      ...common,
      id: 'DrillsFunctionsJudge',
      timeout: 120,
      environment: (variant) => ({
        STORE: variant.name,
        PLACE: at.place,
        VAULT_NAME: at.vault(variant).name,
        RTO_HOURS: '4',
        RPO_HOURS: '24',
        METRIC_NAMESPACE: `Storefort/${variant.name}`,
        EVIDENCE_BUCKET: at.evidenceBucket(variant),
        EVIDENCE_REGION: variant.region,
        STOREFORT_VERSION: expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown,
      }),
      statements: judge(at),
    }),
    ...functionRows({
      ...common,
      id: 'DrillsFunctionsSweep',
      timeout: 120,
      environment: (variant) => ({
        DRILL_PREFIX: prefix(variant),
        RESTORE_ROLE_ARN: 'DrillsRestoreRole.Arn',
        SPARED_ARNS: JSON.stringify([at.databaseArn(variant), at.fileSystemArn(variant)]),
        METRIC_NAMESPACE: `Storefort/${variant.name}`,
        PLACE: at.place,
      }),
      statements: sweep(at),
    }),
  ];
}

/** The four functions of the drills, at home and offsite. */
export const drillFunctionsRules = drillRules(rows);

import { type Ask, functionBasics, functionLimits, type RoleTable } from './role-tables';
import { ofDrill, ofStore, Place, type Stack, tagKeys, theShops } from './drill-place';

const key = 'AWS::KMS::Key';
const bucket = 'AWS::S3::Bucket';

const restore = (stack: Stack): RoleTable => ({
  stack,
  role: 'DrillsRestoreRole',
  trusts: 'backup.amazonaws.com',
  can: (world) => {
    const at = new Place(world, stack);
    return [
      ['rds:RestoreDBInstanceFromDBSnapshot', at.arn('rds', 'snapshot:awsbackup:job-1')],
      ['rds:RestoreDBInstanceFromDBSnapshot', at.restored()],
      ['rds:RestoreDBInstanceFromDBSnapshot', at.restored('awsbackup-restore-test-1a2b')],
      ['rds:DeleteDBInstance', at.restored('awsbackup-restore-test-1a2b')],
      ['rds:AddTagsToResource', at.restored()],
      ['elasticfilesystem:CreateFileSystem', '*'],
      ['elasticfilesystem:Restore', at.newFiles],
      ['kms:Decrypt', at.key, at.via('rds')],
      ['kms:GenerateDataKeyWithoutPlaintext', at.key, at.via('elasticfilesystem')],
      ['kms:CreateGrant', at.key, { 'kms:GrantIsForAWSResource': 'true' }],
    ];
  },
  cannot: (world) => {
    const at = new Place(world, stack);
    return [
      ...theShops(at),
      ['rds:RestoreDBInstanceFromDBSnapshot', at.arn('rds', 'snapshot:made-by-hand')],
      ['rds:RestoreDBInstanceFromDBSnapshot', at.own.database],
      ['rds:RestoreDBInstanceFromDBSnapshot', at.arn('rds', 'subgrp:public')],
      ['rds:ModifyDBSnapshotAttribute', at.arn('rds', 'snapshot:awsbackup:job-1')],
      ['rds:DeleteDBSnapshot', at.arn('rds', 'snapshot:awsbackup:job-1')],
      ['elasticfilesystem:Restore', at.newFiles, ofStore('other')],
      ['kms:Decrypt', at.key],
      ['kms:Decrypt', at.key, at.via('s3')],
      ['kms:CreateGrant', at.key, { 'kms:GrantIsForAWSResource': 'false' }],
    ];
  },
});

const start = (stack: Stack): RoleTable => ({
  stack,
  role: 'DrillsFunctionsStartRole',
  trusts: 'lambda.amazonaws.com',
  can: (world) => {
    const at = new Place(world, stack);
    return [
      ...functionBasics(world, stack, 'DrillsFunctionsStart'),
      ['backup:ListRecoveryPointsByBackupVault', at.vault],
      ['backup:GetRecoveryPointRestoreMetadata', at.arn('backup', 'recovery-point:1A2B3C')],
      ['backup:StartRestoreJob', at.arn('rds', 'snapshot:awsbackup:job-1')],
      ['backup:StartRestoreJob', at.arn('backup', 'recovery-point:1A2B3C')],
      ['backup:DescribeRestoreJob', '*'],
      ['backup:PutRestoreValidationResult', '*'],
      ['iam:PassRole', at.restoreRole, { 'iam:PassedToService': 'backup.amazonaws.com' }],
      ['rds:DescribeDBInstances', at.restored()],
      ['rds:DescribeDBInstances', at.restored('awsbackup-restore-test-1a2b')],
      ['elasticfilesystem:DescribeFileSystems', at.newFiles],
      ['elasticfilesystem:TagResource', at.newFiles, tagKeys('storefort:drill')],
    ];
  },
  cannot: (world) => {
    const at = new Place(world, stack);
    return [
      ...functionLimits(world),
      ...theShops(at),
      ['iam:PassRole', at.restoreRole, { 'iam:PassedToService': 'lambda.amazonaws.com' }],
      [
        'iam:PassRole',
        world.arn('operations', 'AWS::IAM::Role', 'BackupsServiceRole'),
        { 'iam:PassedToService': 'backup.amazonaws.com' },
      ],
      ['backup:ListRecoveryPointsByBackupVault', at.arn('backup', 'backup-vault:other')],
      ['backup:StartBackupJob', at.vault],
      ['rds:DeleteDBInstance', at.restored()],
      ['elasticfilesystem:DeleteFileSystem', at.newFiles],
      ['elasticfilesystem:TagResource', at.newFiles, tagKeys('storefort:store')],
      ['rds-db:connect', at.arn('rds-db', 'dbuser:db-ABC/drill')],
      ['kms:Decrypt', at.key, at.via('rds')],
    ];
  },
});

const check = (stack: Stack): RoleTable => ({
  stack,
  role: 'DrillsFunctionsCheckRole',
  trusts: 'lambda.amazonaws.com',
  can: (world) => {
    const at = new Place(world, stack);
    return [
      ...functionBasics(world, stack, 'DrillsFunctionsCheck'),
      ['rds-db:connect', at.arn('rds-db', 'dbuser:db-ABC/drill')],
      ['ec2:CreateNetworkInterface', at.arn('ec2', 'network-interface/*')],
    ];
  },
  cannot: (world) => {
    const at = new Place(world, stack);
    const self = { 'lambda:SourceFunctionArn': at.function('Check') };
    return [
      ...functionLimits(world),
      ...theShops(at),
      ['rds-db:connect', at.arn('rds-db', 'dbuser:db-ABC/admin')],
      ['rds:DescribeDBInstances', at.restored()],
      ['s3:PutObject', at.evidence()],
      ['s3:GetObject', at.evidence()],
      ['kms:Decrypt', at.key, at.via('s3')],
      ['backup:PutRestoreValidationResult', '*'],
      ['ec2:CreateNetworkInterface', at.arn('ec2', 'network-interface/*'), self],
      ['ec2:DeleteNetworkInterface', at.arn('ec2', 'network-interface/eni-1'), self],
    ];
  },
});

const judge = (stack: Stack): RoleTable => ({
  stack,
  role: 'DrillsFunctionsJudgeRole',
  trusts: 'lambda.amazonaws.com',
  can: (world) => {
    const at = new Place(world, stack);
    const dataKey = world.arn('data', key, 'DataKey');
    const evidence = world.arn('data', bucket, 'Evidence');
    const folder = stack === 'operations' ? 'restore-drill' : 'offsite-drill';
    return [
      ...functionBasics(world, stack, 'DrillsFunctionsJudge'),
      ['s3:PutObject', at.evidence()],
      ['s3:GetObject', at.evidence()],
      ['s3:ListBucket', evidence, { 's3:prefix': `${world.store}/${folder}/` }],
      ['kms:GenerateDataKey', dataKey, at.via('s3', world.region)],
      ['kms:Decrypt', dataKey, at.via('s3', world.region)],
    ];
  },
  cannot: (world) => {
    const at = new Place(world, stack);
    return [
      ...functionLimits(world),
      ...theShops(at),
      ['s3:PutObject', at.evidence('backup-proof')],
      ['s3:PutObject', at.evidence(stack === 'operations' ? 'offsite-drill' : 'restore-drill')],
      ['s3:PutObject', at.evidence(undefined, 'other')],
      ['s3:DeleteObject', at.evidence()],
      ['s3:PutObjectRetention', at.evidence()],
      ['s3:ListBucket', world.arn('data', bucket, 'Evidence')],
      ['kms:Decrypt', world.arn('data', key, 'DataKey')],
      ['kms:Decrypt', world.arn('data', key, 'DataKey'), at.via('rds')],
      ['backup:PutRestoreValidationResult', '*'],
      ['rds-db:connect', at.arn('rds-db', 'dbuser:db-ABC/drill')],
    ];
  },
});

const sweep = (stack: Stack): RoleTable => ({
  stack,
  role: 'DrillsFunctionsSweepRole',
  trusts: 'lambda.amazonaws.com',
  can: (world) => {
    const at = new Place(world, stack);
    return [
      ...functionBasics(world, stack, 'DrillsFunctionsSweep'),
      ['rds:DescribeDBInstances', at.arn('rds', 'db:any')],
      ['rds:DeleteDBInstance', at.restored()],
      ['elasticfilesystem:DescribeFileSystems', at.newFiles],
      ['elasticfilesystem:TagResource', at.newFiles, tagKeys('storefort:drill')],
      ['elasticfilesystem:DeleteFileSystem', at.newFiles, ofDrill(`${world.store}-g1-drill-0123456789ab`)],
      ['backup:DescribeRestoreJob', '*'],
      ['backup:ListRestoreJobs', '*'],
    ];
  },
  cannot: (world) => {
    const at = new Place(world, stack);
    return [
      ...functionLimits(world),
      ...theShops(at),
      ['rds:DeleteDBInstance', at.restored('awsbackup-restore-test-1a2b')],
      ['rds:DeleteDBInstance', at.restored('other-g1-drill-0123456789ab')],
      ['elasticfilesystem:DeleteFileSystem', at.newFiles],
      ['elasticfilesystem:DeleteFileSystem', at.newFiles, ofDrill('other-g1-drill-0123456789ab')],
      ['elasticfilesystem:TagResource', at.newFiles, tagKeys('storefort:store')],
      ['backup:StartRestoreJob', at.arn('backup', 'recovery-point:1A2B3C')],
      ['rds-db:connect', at.arn('rds-db', 'dbuser:db-ABC/drill')],
    ];
  },
});

const run = (stack: Stack): RoleTable => ({
  stack,
  role: 'DrillsRunRole',
  trusts: 'states.amazonaws.com',
  can: (world) => {
    const at = new Place(world, stack);
    return [
      ...['Start', 'Check', 'Judge', 'Sweep'].map((each): Ask => ['lambda:InvokeFunction', at.function(each)]),
      ['logs:CreateLogDelivery', '*'],
      ['xray:PutTraceSegments', '*'],
    ];
  },
  cannot: (world) => {
    const at = new Place(world, stack);
    return [
      ...theShops(at),
      ['lambda:UpdateFunctionCode', at.function('Start')],
      ['lambda:InvokeFunction', at.arn('lambda', 'function:other')],
      ['backup:StartRestoreJob', at.arn('backup', 'recovery-point:1A2B3C')],
      ['backup:PutRestoreValidationResult', '*'],
      ['states:StartExecution', at.machine],
    ];
  },
});

/** One that starts one thing. */
const starter = (
  stack: Stack,
  role: string,
  trusts: string,
  starts: (at: Place) => Ask,
  not: (at: Place) => Ask,
): RoleTable => ({
  stack,
  role,
  trusts,
  can: (world) => [starts(new Place(world, stack))],
  cannot: (world) => [
    not(new Place(world, stack)),
    ['states:StopExecution', new Place(world, stack).arn('states', 'execution:any:one')],
    ['lambda:InvokeFunction', new Place(world, stack).function('Judge')],
  ],
});

const drill = (at: Place): Ask => ['states:StartExecution', at.machine];
const otherMachine = (at: Place): Ask => ['states:StartExecution', at.arn('states', 'stateMachine:other')];
const sweeper = (at: Place): Ask => ['lambda:InvokeFunction', at.function('Sweep')];

/** Roles of the drills, at home and offsite. */
export const drillTables: readonly RoleTable[] = [
  ...(['operations', 'proof'] as const).flatMap((stack) => [
    restore(stack),
    start(stack),
    check(stack),
    judge(stack),
    sweep(stack),
    run(stack),
    starter(stack, 'DrillsSchedulesSweepRole', 'scheduler.amazonaws.com', sweeper, drill),
  ]),
  starter('operations', 'DrillsRestoreTestStarter', 'events.amazonaws.com', drill, otherMachine),
  starter('proof', 'DrillsSchedulesDatabaseRole', 'scheduler.amazonaws.com', drill, otherMachine),
  starter('proof', 'DrillsSchedulesFilesRole', 'scheduler.amazonaws.com', drill, otherMachine),
];

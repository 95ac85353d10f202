import {
  at,
  bucket,
  changesNothing,
  dataKey,
  document,
  evidence,
  feed,
  group,
  inAccount,
  keeps,
  keepsNot,
  key,
  lambda,
  machine,
  ownImage,
  sends,
  sendsNot,
  throughS3,
} from './patch-asks';
import { type Ask, functionBasics, functionLimits, type RoleTable } from './role-tables';
import type { World } from './world';

const apply: RoleTable = {
  stack: 'operations',
  role: 'PatchesFunctionsApplyRole',
  trusts: 'lambda.amazonaws.com',
  can: (world) => [
    ...functionBasics(world, 'operations', 'PatchesFunctionsApply'),
    ['cloudwatch:DescribeAlarms', '*'],
    ['autoscaling:DescribeAutoScalingGroups', '*'],
    ['autoscaling:DescribeInstanceRefreshes', '*'],
    ['ec2:DescribeInstances', '*'],
    ['ec2:DescribeImages', '*'],
    ['backup:DescribeBackupJob', '*'],
    ['ssm:GetParameter', ownImage(world)],
    ['ssm:PutParameter', ownImage(world)],
    ['backup:StartBackupJob', world.arn('operations', 'AWS::Backup::BackupVault')],
    ['backup:ListRecoveryPointsByBackupVault', world.arn('operations', 'AWS::Backup::BackupVault')],
    ['iam:PassRole', backupRole(world), { 'iam:PassedToService': 'backup.amazonaws.com' }],
    ['autoscaling:StartInstanceRefresh', group(world)],
    ['autoscaling:CancelInstanceRefresh', group(world)],
    ['states:ListExecutions', world.arn('operations', machine, 'PatchesRunMachine')],
    ['cloudformation:DescribeStacks', at(world, 'cloudformation', `stack/${world.store}-data/1`)],
    ['cloudformation:DescribeStacks', `arn:aws:cloudformation:us-east-1:${world.account}:stack/${world.store}-edge/1`],
  ],
  cannot: (world) => [
    ...functionLimits(world),
    ...changesNothing(world).filter(([action]) => !action.includes('InstanceRefresh') && !action.startsWith('backup:')),
    ...sendsNot(world, []),
    ['iam:PassRole', backupRole(world), { 'iam:PassedToService': 'lambda.amazonaws.com' }],
    ['iam:PassRole', world.arn('host', 'AWS::IAM::Role', 'Role'), { 'iam:PassedToService': 'ec2.amazonaws.com' }],
    ['autoscaling:StartInstanceRefresh', group(world, 'other')],
    ['autoscaling:RollbackInstanceRefresh', group(world)],
    ['autoscaling:DeleteAutoScalingGroup', group(world)],
    ['ssm:PutParameter', at(world, 'ssm', `parameter/storefort/${world.store}/release`)],
    ['ssm:GetParameter', at(world, 'ssm', `parameter/storefort/${world.store}/release`)],
    ['ssm:DeleteParameter', ownImage(world)],
    ['backup:StartBackupJob', at(world, 'backup', 'backup-vault:other')],
    ['backup:StartRestoreJob', at(world, 'rds', 'snapshot:awsbackup:job-1')],
    ['backup:StopBackupJob', '*'],
    ['rds:DescribeDBInstances', world.arn('data', 'AWS::RDS::DBInstance')],
    ['elasticfilesystem:ClientMount', world.arn('data', 'AWS::EFS::FileSystem')],
    ['s3:GetObject', `${world.arn('data', bucket, 'Releases')}/releases/one.tar`],
    ['s3:GetObject', `${world.arn('data', bucket, 'Releases')}/inventories/i-1/one.json.gz`],
    ['s3:PutObject', evidence(world, 'patch-window')],
    ['kms:Decrypt', dataKey(world), throughS3(world)],
    ['states:StopExecution', at(world, 'states', `execution:storefort-${world.store}-g1-patch:one`)],
    ['cloudformation:DescribeStacks', at(world, 'cloudformation', 'stack/other-data/1')],
  ],
};

function backupRole(world: World): string {
  return world.arn('operations', 'AWS::IAM::Role', 'BackupsServiceRole');
}

const byAlias = (alias: string, world: World) => ({ ...throughS3(world), 'kms:ResourceAliases': [alias] });

/** The account's key, where its stack makes one in the home region. */
function accountKeys(world: World): string[] {
  return world.has('account', key, 'Key') ? [world.arn('account', key, 'Key')] : [];
}

const verify: RoleTable = {
  stack: 'operations',
  role: 'PatchesFunctionsVerifyRole',
  trusts: 'lambda.amazonaws.com',
  can: (world) => [
    ...functionBasics(world, 'operations', 'PatchesFunctionsVerify'),
    ...sends(world, ['inventory']),
    ...keeps(world, 'patch-proof'),
    ['acm:ListCertificates', '*'],
    ['ec2:DescribeImages', '*'],
    ['ec2:DescribeInstances', '*'],
    ['lambda:ListFunctions', '*'],
    ['rds:DescribeDBEngineVersions', '*'],
    ['rds:DescribeDBMajorEngineVersions', '*'],
    ['ssm:DescribeInstancePatchStates', '*'],
    ['rds:DescribeDBInstances', world.arn('data', 'AWS::RDS::DBInstance')],
    ['rds:DescribePendingMaintenanceActions', world.arn('data', 'AWS::RDS::DBInstance')],
    ['cloudformation:ListStackResources', at(world, 'cloudformation', `stack/${world.store}-operations/1`)],
    ['cloudformation:ListStackResources', at(world, 'cloudformation', `stack/${world.store}-data-Rotation-1AB/1`)],
    ['s3:GetObject', `${world.arn('data', bucket, 'Releases')}/inventories/i-1/one.json.gz`],
    ['s3:GetObject', feed(world, 'wordfence/manifest.json'), inAccount(world)],
    ['s3:GetObjectVersion', feed(world, 'wordfence/production.json.gz'), inAccount(world)],
    ...accountKeys(world).map((arn): Ask => ['kms:Decrypt', arn, byAlias('alias/storefort/account', world)]),
  ],
  cannot: (world) => [
    ...functionLimits(world),
    ...sendsNot(world, ['inventory']),
    ...keepsNot(world, 'patch-proof'),
    ...changesNothing(world),
    ['ssm:GetParameter', ownImage(world)],
    ['ssm:PutParameter', ownImage(world)],
    ['ssm:GetParameter', at(world, 'ssm', `parameter/storefort/${world.store}/release`)],
    ['s3:GetObject', `${world.arn('data', bucket, 'Releases')}/releases/one.tar`],
    ['s3:PutObject', `${world.arn('data', bucket, 'Releases')}/inventories/i-1/one.json.gz`],
    ['s3:GetObject', feed(world, 'wordfence/manifest.json'), { 'aws:ResourceAccount': '999999999999' }],
    ['s3:GetObject', feed(world, 'elsewhere/manifest.json'), inAccount(world)],
    ['s3:PutObject', feed(world, 'wordfence/manifest.json'), inAccount(world)],
    ['kms:Decrypt', world.arn('network', key, 'PlatformKey'), byAlias('alias/storefort/other/platform-g1', world)],
    ['kms:Decrypt', world.arn('network', key, 'PlatformKey'), throughS3(world)],
    ...accountKeys(world).flatMap((arn): Ask[] => [
      ['kms:Decrypt', arn, { 'kms:ResourceAliases': ['alias/storefort/account'] }],
      ['kms:Decrypt', arn, byAlias('alias/storefort/other', world)],
      ['kms:GenerateDataKey', arn, byAlias('alias/storefort/account', world)],
    ]),
    ['cloudformation:ListStackResources', at(world, 'cloudformation', 'stack/other-data/1')],
    ['cloudformation:ListStackResources', at(world, 'cloudformation', 'stack/other-data-Rotation-1AB/1')],
    ['lambda:GetFunction', world.arn('operations', lambda, 'PatchesFunctionsApply')],
    ['rds:DescribeDBInstances', at(world, 'rds', 'db:other')],
  ],
};

const judge: RoleTable = {
  stack: 'operations',
  role: 'PatchesFunctionsJudgeRole',
  trusts: 'lambda.amazonaws.com',
  can: (world) => [...functionBasics(world, 'operations', 'PatchesFunctionsJudge'), ...keeps(world, 'patch-window')],
  cannot: (world) => [
    ...functionLimits(world),
    ...sendsNot(world, []),
    ...keepsNot(world, 'patch-window'),
    ...changesNothing(world),
    ['ssm:GetParameter', ownImage(world)],
  ],
};

const probe: RoleTable = {
  stack: 'operations',
  role: 'ProbesFunctionRole',
  trusts: 'lambda.amazonaws.com',
  can: (world) => [
    ...functionBasics(world, 'operations', 'ProbesFunction'),
    ...sends(world, ['test-mail', 'test-order']),
    ...keeps(world, 'shop-probe'),
  ],
  cannot: (world) => [
    ...functionLimits(world),
    ...sendsNot(world, ['test-mail', 'test-order']),
    ...keepsNot(world, 'shop-probe'),
    ...changesNothing(world),
    ['ses:SendEmail', at(world, 'ses', 'identity/shop.example.com'), { 'ses:FromAddress': 'orders@shop.example.com' }],
    ['s3:GetObject', `${world.arn('data', bucket, 'Releases')}/inventories/i-1/one.json.gz`],
  ],
};

const run: RoleTable = {
  stack: 'operations',
  role: 'PatchesRunRole',
  trusts: 'states.amazonaws.com',
  can: (world) => [
    ...asked.map((id): Ask => ['lambda:InvokeFunction', world.arn('operations', lambda, id)]),
    ['logs:CreateLogDelivery', '*'],
    ['xray:PutTraceSegments', '*'],
  ],
  cannot: (world) => [
    ...sendsNot(world, []),
    ...changesNothing(world),
    ['lambda:InvokeFunction', world.arn('operations', lambda, 'DrillsFunctionsSweep')],
    ['ssm:PutParameter', ownImage(world)],
    ['s3:PutObject', evidence(world, 'patch-window')],
  ],
};

const asked = ['PatchesFunctionsApply', 'PatchesFunctionsVerify', 'PatchesFunctionsJudge', 'ProbesFunction'];

/** What keeps time: each starts one thing. */
function starter(role: string, can: (world: World) => Ask): RoleTable {
  return {
    stack: 'operations',
    role,
    trusts: 'scheduler.amazonaws.com',
    can: (world) => [can(world)],
    cannot: (world) => {
      const [, own] = can(world);
      const all = asked.map((id): Ask => ['lambda:InvokeFunction', world.arn('operations', lambda, id)]);
      const machines = ['PatchesRunMachine', 'DrillsRunMachine'].map((id): Ask => [
        'states:StartExecution',
        world.arn('operations', machine, id),
      ]);
      return [
        ...[...all, ...machines].filter(([, resource]) => resource !== own),
        ['states:StopExecution', at(world, 'states', `execution:storefort-${world.store}-g1-patch:one`)],
        ['lambda:UpdateFunctionCode', world.arn('operations', lambda, 'PatchesFunctionsVerify')],
        ['ssm:SendCommand', document(world, 'inventory')],
      ];
    },
  };
}

const invokes =
  (id: string) =>
  (world: World): Ask => ['lambda:InvokeFunction', world.arn('operations', lambda, id)];

/**
 * What patches hosts, proves it, and looks at the shop; and what starts each. AWS's public parameter is held in test/rules alone: the
 * evaluator knows no ARN without an account.
 */
export const patchTables: readonly RoleTable[] = [
  apply,
  verify,
  judge,
  probe,
  run,
  starter('PatchesWindowRole', (world) => [
    'states:StartExecution',
    world.arn('operations', machine, 'PatchesRunMachine'),
  ]),
  starter('PatchesDailyRole', invokes('PatchesFunctionsVerify')),
  starter('ProbesWatchFiveMinutesRole', invokes('ProbesFunction')),
  starter('ProbesWatchDailyRole', invokes('ProbesFunction')),
];

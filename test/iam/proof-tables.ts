import { type Ask, functionBasics, functionLimits, home, type RoleTable, stream } from './role-tables';
import type { World } from './world';

const key = 'AWS::KMS::Key';
const bucket = 'AWS::S3::Bucket';
const vault = 'AWS::Backup::BackupVault';
const logGroup = 'AWS::Logs::LogGroup';

/** The region of the offsite and proof stacks. */
function away(world: World): string {
  return world.arn('offsite', key).split(':')[3] ?? '';
}

function there(world: World, service: string, rest: string): string {
  return `arn:aws:${service}:${away(world)}:${world.account}:${rest}`;
}

function through(region: string): Ask[2] {
  return { 'kms:ViaService': `s3.${region}.amazonaws.com` };
}

function exportOf(world: World, name: string, store = world.store): string {
  return `${world.arn('offsite', bucket, 'ExportsBucket')}/exports/${store}/g1/20261125T010003Z/${name}`;
}

function evidenceOf(world: World, store = world.store): string {
  return `${world.arn('data', bucket, 'Evidence')}/${store}/backup-proof/2026/11/25/093000Z-one.json`;
}

const verify: RoleTable = {
  stack: 'proof',
  role: 'VerifyFunctionRole',
  trusts: 'lambda.amazonaws.com',
  can: (world) => [
    ...functionBasics(world, 'proof', 'VerifyFunction'),
    ['s3:GetObject', exportOf(world, 'dump.sql.gz')],
    ['s3:GetObjectRetention', exportOf(world, 'manifest.json')],
    ['s3:ListBucket', world.arn('offsite', bucket, 'ExportsBucket'), { 's3:prefix': `exports/${world.store}/g1/` }],
    ['kms:Decrypt', world.arn('offsite', key), through(away(world))],
    ['kms:DescribeKey', world.arn('offsite', key)],
    ['kms:GetKeyPolicy', world.arn('offsite', key)],
    ['kms:GetKeyRotationStatus', world.arn('offsite', key)],
    ...[world.arn('offsite', vault), world.arn('operations', vault)].flatMap((arn): Ask[] => [
      ['backup:DescribeBackupVault', arn],
      ['backup:ListRecoveryPointsByBackupVault', arn],
    ]),
    ['s3:PutObject', evidenceOf(world)],
    ['s3:GetObject', evidenceOf(world)],
    ['s3:ListBucket', world.arn('data', bucket, 'Evidence'), { 's3:prefix': `${world.store}/restore-drill/2026/` }],
    ['kms:GenerateDataKey', world.arn('data', key, 'DataKey'), through(world.region)],
    ['kms:Decrypt', world.arn('data', key, 'DataKey'), through(world.region)],
    ['kms:GenerateDataKey', world.arn('offsite', key), { 'kms:ViaService': `sqs.${away(world)}.amazonaws.com` }],
  ],
  cannot: (world) => [
    ...functionLimits(world),
    ['s3:GetObject', exportOf(world, 'dump.sql.gz', 'other')],
    ['s3:PutObject', exportOf(world, 'manifest.json')],
    ['s3:DeleteObject', exportOf(world, 'manifest.json')],
    ['s3:DeleteObjectVersion', exportOf(world, 'manifest.json')],
    ['s3:PutObjectRetention', exportOf(world, 'manifest.json')],
    ['s3:ListBucket', world.arn('offsite', bucket, 'ExportsBucket'), { 's3:prefix': 'exports/other/' }],
    ['s3:ListBucket', world.arn('offsite', bucket, 'ExportsBucket')],
    ['kms:Decrypt', world.arn('offsite', key)],
    ['kms:Decrypt', world.arn('offsite', key), { 'kms:ViaService': `rds.${away(world)}.amazonaws.com` }],
    ['kms:GenerateDataKey', world.arn('offsite', key), through(away(world))],
    ['kms:CreateGrant', world.arn('offsite', key), { 'kms:GrantIsForAWSResource': 'false' }],
    ['s3:PutObject', evidenceOf(world, 'other')],
    ['s3:GetObject', evidenceOf(world, 'other')],
    ['s3:DeleteObject', evidenceOf(world)],
    ['s3:ListBucket', world.arn('data', bucket, 'Evidence')],
    ['kms:Decrypt', world.arn('data', key, 'DataKey')],
    [
      'kms:Decrypt',
      world.arn('data', key, 'DataKey'),
      { 'kms:ViaService': `secretsmanager.${world.region}.amazonaws.com` },
    ],
    ['backup:ListRecoveryPointsByBackupVault', there(world, 'backup', 'backup-vault:other')],
    ['backup:StartRestoreJob', there(world, 'backup', 'recovery-point:1A2B3C')],
    ['backup:DeleteRecoveryPoint', there(world, 'backup', 'recovery-point:1A2B3C')],
    ['backup:DeleteBackupVaultLockConfiguration', world.arn('offsite', vault)],
    ['backup:PutBackupVaultLockConfiguration', world.arn('offsite', vault)],
    ['ec2:CreateNetworkInterface', there(world, 'ec2', 'network-interface/*')],
  ],
};

/** Roles of the proof stack beside those of its drills. */
export const proofTables: readonly RoleTable[] = [
  verify,
  {
    stack: 'proof',
    role: 'VerifyDailyRole',
    trusts: 'scheduler.amazonaws.com',
    can: (world) => [['lambda:InvokeFunction', world.arn('proof', 'AWS::Lambda::Function', 'VerifyFunction')]],
    cannot: (world) => [
      ['lambda:InvokeFunction', world.arn('proof', 'AWS::Lambda::Function', 'DefaultSecurityGroupCloser')],
      ['states:StartExecution', there(world, 'states', 'stateMachine:any')],
    ],
  },
  {
    stack: 'proof',
    role: 'NoticesPublisher',
    trusts: 'events.amazonaws.com',
    can: (world) => [
      ['sns:Publish', world.arn('offsite', 'AWS::SNS::Topic')],
      ['kms:GenerateDataKey', world.arn('offsite', key)],
    ],
    cannot: (world) => [
      ['sns:Subscribe', world.arn('offsite', 'AWS::SNS::Topic')],
      ['sns:Publish', world.arn('operations', 'AWS::SNS::Topic')],
      ['kms:Decrypt', world.arn('data', key, 'DataKey')],
    ],
  },
  {
    stack: 'proof',
    role: 'FlowLogRole',
    trusts: 'vpc-flow-logs.amazonaws.com',
    can: (world) => [['logs:PutLogEvents', stream(world.arn('proof', logGroup, 'FlowLog'))]],
    cannot: (world) => [
      ['logs:PutLogEvents', stream(there(world, 'logs', 'log-group:other:*'))],
      ['logs:GetLogEvents', stream(world.arn('proof', logGroup, 'FlowLog'))],
    ],
  },
  {
    stack: 'proof',
    role: 'DefaultSecurityGroupCloserRole',
    trusts: 'lambda.amazonaws.com',
    can: (world) => {
      const group = there(world, 'ec2', `security-group/${world.name('proof', 'AWS::EC2::VPC')}.DefaultSecurityGroup`);
      return [
        ...functionBasics(world, 'proof', 'DefaultSecurityGroupCloser'),
        ['ec2:RevokeSecurityGroupIngress', group],
        ['ec2:RevokeSecurityGroupEgress', group],
      ];
    },
    cannot: (world) => [
      ...functionLimits(world),
      ['ec2:RevokeSecurityGroupIngress', there(world, 'ec2', 'security-group/sg-0123456789abcdef0')],
      ['ec2:RevokeSecurityGroupIngress', home(world, 'ec2', 'security-group/sg-0123456789abcdef0')],
    ],
  },
];

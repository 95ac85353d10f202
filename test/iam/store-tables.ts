import type { Ask, RoleTable } from './role-tables';
import type { World } from './world';

const secret = 'AWS::SecretsManager::Secret';
const key = 'AWS::KMS::Key';
const bucket = 'AWS::S3::Bucket';
const vault = 'AWS::Backup::BackupVault';
const files = 'AWS::EFS::FileSystem';

function at({ region, account }: World, service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`;
}

/** What the nightly export writes, where there is an offsite region: multipart uploads need the key both ways. */
function exports(world: World): Ask[] {
  if (!world.has('offsite', bucket, 'ExportsBucket')) return [];
  const keyArn = world.arn('offsite', key, 'Key');
  const through = { 'kms:ViaService': `s3.${keyArn.split(':')[3] ?? ''}.amazonaws.com` };
  return [
    ['s3:PutObject', exported(world), own(world)],
    ['s3:AbortMultipartUpload', exported(world), own(world)],
    ['kms:GenerateDataKey', keyArn, through],
    ['kms:Decrypt', keyArn, through],
  ];
}

/** Nor may they read, list, shorten or delete it, write elsewhere, or into another account's bucket of that name. */
function notExports(world: World): Ask[] {
  const all = exported(world).replace(/\/exports\/.*/, '');
  const rest: Ask[] = [
    ['s3:GetObject', exported(world), own(world)],
    ['s3:GetObjectVersion', exported(world), own(world)],
    ['s3:ListBucket', all, own(world)],
    ['s3:DeleteObject', exported(world), own(world)],
    ['s3:DeleteObjectVersion', exported(world), own(world)],
    ['s3:PutObjectRetention', exported(world), own(world)],
    ['s3:PutObject', exported(world), { 'aws:ResourceAccount': '999999999999' }],
    ['s3:PutObject', exported(world, 'other'), own(world)],
    ['s3:PutObject', exported(world, world.store, 2), own(world)],
  ];
  if (!world.has('offsite', bucket, 'ExportsBucket')) return [...rest, ['s3:PutObject', exported(world), own(world)]];
  const keyArn = world.arn('offsite', key, 'Key');
  return [
    ...rest,
    ['kms:Decrypt', keyArn],
    ['kms:Decrypt', keyArn, { 'kms:ViaService': `s3.${world.region}.amazonaws.com` }],
    ['kms:Encrypt', keyArn, { 'kms:ViaService': `s3.${keyArn.split(':')[3] ?? ''}.amazonaws.com` }],
  ];
}

function exported(world: World, store = world.store, generation = 1): string {
  const name = `storefort-${world.store}-g1-exports-${world.account}`;
  return `arn:aws:s3:::${name}/exports/${store}/g${generation}/20261125T011500Z/dump.sql.gz`;
}

function own({ account }: World): Ask[2] {
  return { 'aws:ResourceAccount': account };
}

function uploads(world: World, changes: Record<string, string> = {}): Ask[2] {
  return {
    'elasticfilesystem:AccessedViaMountTarget': 'true',
    'elasticfilesystem:AccessPointArn': world.arn('data', 'AWS::EFS::AccessPoint'),
    ...changes,
  };
}

const database: readonly RoleTable[] = [
  {
    stack: 'data',
    role: 'DatabaseMonitoringRole',
    trusts: 'monitoring.rds.amazonaws.com',
    can: (world) => [['logs:PutLogEvents', at(world, 'logs', 'log-group:RDSOSMetrics:log-stream:db-1')]],
    cannot: (world) => [
      ['logs:PutLogEvents', at(world, 'logs', 'log-group:other:log-stream:one')],
      ['logs:DeleteLogStream', at(world, 'logs', 'log-group:RDSOSMetrics:log-stream:db-1')],
      ['rds:DescribeDBInstances', at(world, 'rds', 'db:any')],
    ],
  },
  {
    stack: 'data',
    role: 'DatabaseUsersFunctionRole',
    trusts: 'lambda.amazonaws.com',
    can: (world) => {
      const credentials = world.arn('data', secret, 'DatabaseCredentials');
      return [
        ['secretsmanager:GetSecretValue', credentials],
        ['secretsmanager:GetSecretValue', world.masterSecret],
        ['kms:Decrypt', world.arn('data', key, 'DataKey'), throughSecrets(world, credentials)],
        ['ec2:CreateNetworkInterface', at(world, 'ec2', 'network-interface/*')],
        ['sqs:SendMessage', world.arn('data', 'AWS::SQS::Queue', 'DatabaseUsersFunctionDeadLetters')],
      ];
    },
    cannot: (world) => {
      const dataKey = world.arn('data', key, 'DataKey');
      const self = { 'lambda:SourceFunctionArn': world.arn('data', 'AWS::Lambda::Function', 'DatabaseUsers') };
      return [
        ['secretsmanager:GetSecretValue', world.arn('data', secret, 'Salts')],
        ['secretsmanager:UpdateSecret', world.masterSecret],
        ['kms:Decrypt', dataKey, { 'kms:ViaService': `s3.${world.region}.amazonaws.com` }],
        ['kms:Decrypt', dataKey, throughSecrets(world, world.arn('data', secret, 'Salts'))],
        ['ec2:CreateNetworkInterface', at(world, 'ec2', 'network-interface/*'), self],
        ['ec2:DeleteNetworkInterface', at(world, 'ec2', 'network-interface/eni-1'), self],
        ['rds:ModifyDBInstance', world.arn('data', 'AWS::RDS::DBInstance')],
      ];
    },
  },
];

function throughSecrets({ region }: World, arn: string): Ask[2] {
  return { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com`, 'kms:EncryptionContext:SecretARN': arn };
}

function throughStorage({ region }: World): Ask[2] {
  return { 'kms:ViaService': `s3.${region}.amazonaws.com` };
}

/** What a host says it runs. */
function inventory(world: World): string {
  return `${world.arn('data', bucket, 'Releases')}/inventories/i-0123456789abcdef0/daily.json.gz`;
}

function doors(world: World): string[] {
  return ['ShopDoor', 'StaffDoor'].map((start) => world.arn('network', secret, start));
}

const host: RoleTable = {
  stack: 'host',
  role: 'Role',
  trusts: 'ec2.amazonaws.com',
  can: (world) => [
    ['ssm:UpdateInstanceInformation', at(world, 'ec2', 'instance/i-0123456789abcdef0')],
    ['ssm:GetParameter', at(world, 'ssm', `parameter/storefort/${world.store}/release`)],
    ['secretsmanager:GetSecretValue', world.arn('data', secret, 'DatabaseCredentials')],
    ['secretsmanager:GetSecretValue', world.arn('data', secret, 'Salts')],
    [
      'kms:Decrypt',
      world.arn('data', key, 'DataKey'),
      { 'kms:ViaService': `secretsmanager.${world.region}.amazonaws.com` },
    ],
    ...doors(world).flatMap((arn): Ask[] => [
      ['secretsmanager:GetSecretValue', arn],
      ['kms:Decrypt', world.arn('network', key, 'PlatformKey'), throughSecrets(world, arn)],
    ]),
    ['s3:GetObject', `${world.arn('data', bucket, 'Releases')}/releases/one.tar`],
    ['s3:PutObject', inventory(world)],
    ['kms:GenerateDataKey', world.arn('data', key, 'DataKey'), throughStorage(world)],
    ['kms:Verify', world.arn('data', key, 'SigningKey')],
    ['elasticfilesystem:ClientWrite', world.arn('data', files), uploads(world)],
    ['logs:PutLogEvents', at(world, 'logs', `log-group:/storefort/${world.store}/php-g1:log-stream:i-1`)],
    ['cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': `Storefort/${world.store}` }],
    ['cloudformation:SignalResource', at(world, 'cloudformation', `stack/${world.store}-host/1`)],
    ...(world.mail === 'smtp' ? [relay(world)] : []),
    ...exports(world),
  ],
  cannot: (world) => [
    ...notExports(world),
    ['secretsmanager:GetSecretValue', world.masterSecret],
    ['secretsmanager:ListSecrets', '*'],
    ['ssm:GetParameter', at(world, 'ssm', `parameter/storefort/${world.store}/ami`)],
    ['ssm:GetParametersByPath', at(world, 'ssm', `parameter/storefort/${world.store}`)],
    ['kms:Decrypt', world.arn('network', key, 'PlatformKey')],
    [
      'kms:Decrypt',
      world.arn('network', key, 'PlatformKey'),
      throughSecrets(world, world.arn('data', secret, 'DatabaseCredentials')),
    ],
    [
      'kms:Decrypt',
      world.arn('network', key, 'PlatformKey'),
      { ...throughSecrets(world, doors(world)[0] ?? ''), 'kms:ViaService': `logs.${world.region}.amazonaws.com` },
    ],
    ['kms:Decrypt', world.arn('data', key, 'DataKey')],
    ['kms:Encrypt', world.arn('data', key, 'DataKey')],
    ['kms:CreateGrant', world.arn('data', key, 'DataKey'), { 'kms:GrantIsForAWSResource': 'false' }],
    ['s3:GetObject', `${world.arn('data', bucket, 'Releases')}/elsewhere/one.tar`],
    ['s3:GetObject', inventory(world)],
    ['s3:DeleteObject', inventory(world)],
    ['s3:PutObject', `${world.arn('data', bucket, 'Releases')}/releases/one.tar`],
    ['s3:PutObject', `${world.arn('data', bucket, 'Evidence')}/inventories/i-1/one.json.gz`],
    ['kms:GenerateDataKey', world.arn('data', key, 'DataKey')],
    [
      'kms:GenerateDataKey',
      world.arn('data', key, 'DataKey'),
      { 'kms:ViaService': `rds.${world.region}.amazonaws.com` },
    ],
    ['s3:ListBucket', world.arn('data', bucket, 'Releases')],
    ['s3:GetObject', `${world.arn('data', bucket, 'Evidence')}/one.json`],
    ['s3:GetObject', `${world.arn('network', bucket, 'AccessLogs')}/one`],
    ['elasticfilesystem:ClientRootAccess', world.arn('data', files), uploads(world)],
    ['elasticfilesystem:ClientMount', world.arn('data', files), uploads(world, { 'aws:SecureTransport': 'false' })],
    [
      'elasticfilesystem:ClientMount',
      world.arn('data', files),
      uploads(world, { 'elasticfilesystem:AccessPointArn': at(world, 'elasticfilesystem', 'access-point/other') }),
    ],
    ['logs:PutLogEvents', at(world, 'logs', 'log-group:/storefort/other/php-g1:log-stream:i-1')],
    ['logs:GetLogEvents', at(world, 'logs', `log-group:/storefort/${world.store}/php-g1:log-stream:i-1`)],
    ['logs:PutRetentionPolicy', at(world, 'logs', `log-group:/storefort/${world.store}/php-g1`)],
    ['cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'Storefort/other' }],
    ['cloudwatch:DeleteAlarms', at(world, 'cloudwatch', 'alarm:any')],
    ['cloudformation:SignalResource', at(world, 'cloudformation', `stack/${world.store}-data/1`)],
    ['autoscaling:SetDesiredCapacity', at(world, 'autoscaling', 'autoScalingGroup:1:autoScalingGroupName/any')],
    ['ec2:CreateSnapshot', at(world, 'ec2', 'volume/vol-0123456789abcdef0')],
    send(world, 'orders@shop.example.com'),
    ...(world.mail === 'ses' ? [relay(world)] : []),
  ],
};

function relay(world: World): Ask {
  return ['secretsmanager:GetSecretValue', at(world, 'secretsmanager', 'secret:storefort/smtp-AbCdEf')];
}

function send(world: World, from: string, by = 'identity/shop.example.com'): Ask {
  return ['ses:SendEmail', at(world, 'ses', by), { 'ses:FromAddress': from }];
}

const mail: RoleTable = {
  stack: 'host',
  role: 'MailRole',
  trusts: (world) => ({ AWS: world.arn('host', 'AWS::IAM::Role', 'Role') }),
  can: (world) => [
    send(world, 'orders@shop.example.com'),
    send(world, 'orders@shop.example.com', `configuration-set/storefort-${world.store}-g1`),
  ],
  cannot: (world) => [
    send(world, 'owner@bank.example'),
    send(world, 'orders@shop.example.com', 'identity/other.example.com'),
    ['ses:SendEmail', at(world, 'ses', 'identity/shop.example.com')],
    ['ses:CreateEmailIdentity', at(world, 'ses', 'identity/shop.example.com')],
    ['secretsmanager:GetSecretValue', world.arn('data', secret, 'DatabaseCredentials')],
    ['s3:GetObject', `${world.arn('data', bucket, 'Releases')}/releases/one.tar`],
    ['elasticfilesystem:ClientMount', world.arn('data', files), uploads(world)],
    ['logs:PutLogEvents', at(world, 'logs', `log-group:/storefort/${world.store}/php-g1:log-stream:i-1`)],
    relay(world),
  ],
};

const operations: readonly RoleTable[] = [
  {
    stack: 'operations',
    role: 'NoticesPublisher',
    trusts: 'events.amazonaws.com',
    can: (world) => [['sns:Publish', world.arn('operations', 'AWS::SNS::Topic')]],
    cannot: (world) => [
      ['sns:Subscribe', world.arn('operations', 'AWS::SNS::Topic')],
      ['kms:Decrypt', world.arn('data', key, 'DataKey')],
    ],
  },
  {
    stack: 'operations',
    role: 'BackupsServiceRole',
    trusts: 'backup.amazonaws.com',
    can: (world) => [
      ['rds:CreateDBSnapshot', world.arn('data', 'AWS::RDS::DBInstance')],
      ['rds:DeleteDBSnapshot', at(world, 'rds', 'snapshot:awsbackup:job-1')],
      ['elasticfilesystem:Backup', world.arn('data', files)],
      ['backup:DescribeBackupVault', world.arn('operations', vault)],
      ...copies(world),
    ],
    cannot: (world) => [
      ['rds:CreateDBSnapshot', at(world, 'rds', 'db:other')],
      ['rds:DeleteDBSnapshot', at(world, 'rds', 'snapshot:made-by-hand')],
      ['rds:DeleteDBInstance', world.arn('data', 'AWS::RDS::DBInstance')],
      ['rds:RestoreDBInstanceFromDBSnapshot', at(world, 'rds', 'snapshot:awsbackup:job-1')],
      ['rds:ModifyDBSnapshotAttribute', at(world, 'rds', 'snapshot:awsbackup:job-1')],
      ['elasticfilesystem:Backup', at(world, 'elasticfilesystem', 'file-system/other')],
      ['backup:CopyIntoBackupVault', at(world, 'backup', 'backup-vault:other')],
      ['kms:CreateGrant', world.arn('data', key, 'DataKey'), { 'kms:GrantIsForAWSResource': 'false' }],
      ['kms:Decrypt', world.arn('data', key, 'DataKey'), { 'kms:ViaService': `s3.${world.region}.amazonaws.com` }],
    ],
  },
];

function copies(world: World): readonly Ask[] {
  return world.has('offsite', vault) ? [['backup:CopyIntoBackupVault', world.arn('offsite', vault)]] : [];
}

export const storeTables: readonly RoleTable[] = [...database, host, mail, ...operations];

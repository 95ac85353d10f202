import type { StackName } from '../support/template';
import type { World } from './world';

/** An action on a resource, with the request's condition keys where they decide. */
export type Ask = readonly [action: string, resource: string, context?: Readonly<Record<string, string | string[]>>];

/** What one role is for, and what it must never do beside what no role may. */
export interface RoleTable {
  readonly stack: StackName;
  /** How its logical id starts. */
  readonly role: string;
  /** The only service that may take it on, or the only principal, as a policy writes it. */
  readonly trusts: string | ((world: World) => unknown);
  readonly can: (world: World) => readonly Ask[];
  readonly cannot: (world: World) => readonly Ask[];
}

const secret = 'AWS::SecretsManager::Secret';
const key = 'AWS::KMS::Key';
const bucket = 'AWS::S3::Bucket';
const queue = 'AWS::SQS::Queue';
const topic = 'AWS::SNS::Topic';
const logGroup = 'AWS::Logs::LogGroup';

/** `arn:aws:<service>:<home region>:<account>:<rest>` */
export function home({ region, account }: World, service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`;
}

/** Stream of a log group, as PutLogEvents names it. */
export function stream(groupArn: string): string {
  return `${groupArn.replace(/:\*$/, '')}:log-stream:one`;
}

/** What every function's role has, and the same of its neighbours, which it has not. */
export function functionBasics(world: World, stack: StackName, id: string): readonly Ask[] {
  return [
    ['logs:PutLogEvents', stream(world.arn(stack, logGroup, `${id}Logs`))],
    ['sqs:SendMessage', world.arn(stack, queue, `${id}DeadLetters`)],
    ['xray:PutTraceSegments', '*'],
  ];
}

/** Its neighbours' logs, letters and code. */
export function functionLimits(world: World): readonly Ask[] {
  return [
    ['logs:PutLogEvents', stream(home(world, 'logs', 'log-group:/storefort/other/php-g1:*'))],
    ['sqs:SendMessage', home(world, 'sqs', 'other-queue')],
    ['sqs:ReceiveMessage', home(world, 'sqs', 'other-queue')],
    ['lambda:UpdateFunctionCode', home(world, 'lambda', 'function:other')],
  ];
}

/** No role of a store may do any of these; hosts alone read what the doors are known by, one function alone writes their image. */
export function forbiddenTo({ stack, role }: RoleTable, world: World): readonly Ask[] {
  return [
    ...forbiddenToAll(world),
    ...(stack === 'host' && role === 'Role' ? [] : doorSecrets(world)),
    ...(role === 'PatchesFunctionsApplyRole' ? [] : image(world)),
  ];
}

function image(world: World): readonly Ask[] {
  return [['ssm:PutParameter', home(world, 'ssm', `parameter/storefort/${world.store}/ami`)]];
}

function doorSecrets(world: World): readonly Ask[] {
  return [
    ['secretsmanager:GetSecretValue', world.arn('network', secret, 'ShopDoor')],
    ['secretsmanager:GetSecretValue', world.arn('network', secret, 'StaffDoor')],
  ];
}

function forbiddenToAll(world: World): readonly Ask[] {
  const { account } = world;
  const dataKey = world.arn('data', key, 'DataKey');
  const releases = world.arn('data', bucket, 'Releases');
  const evidence = world.arn('data', bucket, 'Evidence');
  return [
    ['secretsmanager:GetSecretValue', home(world, 'secretsmanager', 'secret:other-data-DatabaseCredentials-AbCdEf')],
    ['secretsmanager:PutSecretValue', world.arn('data', secret, 'DatabaseCredentials')],
    ['secretsmanager:PutSecretValue', world.arn('network', secret, 'ShopDoor')],
    ['ssm:GetParameter', home(world, 'ssm', 'parameter/storefort/other/release')],
    ['ssm:SendCommand', home(world, 'ec2', 'instance/i-0123456789abcdef0')],
    ['ssm:StartSession', home(world, 'ec2', 'instance/i-0123456789abcdef0')],
    ['s3:GetObject', 'arn:aws:s3:::other-data-releases/releases/one.tar'],
    ['s3:PutObject', `${releases}/releases/one.tar`],
    ['s3:DeleteObjectVersion', `${evidence}/one.json`],
    ['s3:PutObject', `${evidence}/one.json`],
    ['s3:BypassGovernanceRetention', `${evidence}/one.json`],
    ['s3:PutBucketPolicy', evidence],
    ['backup:DeleteRecoveryPoint', home(world, 'backup', 'recovery-point:1A2B3C')],
    ['backup:DeleteBackupVault', world.arn('operations', 'AWS::Backup::BackupVault')],
    ['backup:DeleteBackupVaultLockConfiguration', world.arn('operations', 'AWS::Backup::BackupVault')],
    ['kms:DisableKey', dataKey],
    ['kms:ScheduleKeyDeletion', dataKey],
    ['kms:PutKeyPolicy', dataKey],
    ['kms:Sign', world.arn('data', key, 'SigningKey')],
    ['kms:Decrypt', home(world, 'kms', 'key/another-stores-key')],
    ['iam:PassRole', `arn:aws:iam::${account}:role/any`],
    ['iam:PutRolePolicy', `arn:aws:iam::${account}:role/any`],
    ['iam:CreateUser', `arn:aws:iam::${account}:user/any`],
    ['sts:AssumeRole', `arn:aws:iam::${account}:role/any`],
    ['rds:DeleteDBInstance', home(world, 'rds', 'db:other')],
    ['rds:ModifyDBInstance', home(world, 'rds', 'db:other')],
    ['rds-db:connect', home(world, 'rds-db', 'dbuser:db-ABC/app')],
    ['elasticfilesystem:DeleteFileSystem', world.arn('data', 'AWS::EFS::FileSystem')],
    ['ec2:AuthorizeSecurityGroupIngress', home(world, 'ec2', 'security-group/sg-0123456789abcdef0')],
    ['logs:DeleteLogGroup', home(world, 'logs', 'log-group:/storefort/any:*')],
    ['cloudtrail:StopLogging', home(world, 'cloudtrail', 'trail/storefort-account')],
    ['guardduty:DeleteDetector', home(world, 'guardduty', 'detector/any')],
    ['lambda:InvokeFunction', home(world, 'lambda', 'function:other')],
    ['sns:Publish', home(world, 'sns', 'other-topic')],
  ];
}

const account: readonly RoleTable[] = [
  {
    stack: 'account',
    role: 'TrailRole',
    trusts: 'cloudtrail.amazonaws.com',
    can: (world) => [['logs:PutLogEvents', stream(world.arn('account', logGroup, 'TrailEvents'))]],
    cannot: (world) => [
      ['logs:PutLogEvents', stream(home(world, 'logs', 'log-group:other:*'))],
      ['logs:GetLogEvents', stream(world.arn('account', logGroup, 'TrailEvents'))],
      ['s3:PutObject', `${world.arn('account', bucket, 'TrailFiles')}/AWSLogs/one`],
    ],
  },
  {
    stack: 'account',
    role: 'ConfigRole',
    trusts: 'config.amazonaws.com',
    can: (world) => {
      const history = world.arn('account', bucket, 'ConfigHistory');
      return [
        ['s3:PutObject', `${history}/AWSLogs/${world.account}/Config/one`],
        ['s3:GetBucketAcl', history],
      ];
    },
    cannot: (world) => {
      const history = world.arn('account', bucket, 'ConfigHistory');
      return [
        ['s3:PutObject', `${history}/elsewhere/one`],
        ['s3:GetObject', `${history}/AWSLogs/${world.account}/Config/one`],
        ['s3:DeleteObject', `${history}/AWSLogs/${world.account}/Config/one`],
        ['s3:PutObject', `${world.arn('account', bucket, 'TrailFiles')}/AWSLogs/${world.account}/Config/one`],
      ];
    },
  },
  {
    stack: 'account',
    role: 'GuardDutyMessenger',
    trusts: 'events.amazonaws.com',
    can: (world) => [['sns:Publish', world.arn('account', topic)]],
    cannot: (world) => [
      ['sns:Publish', world.arn('operations', topic)],
      ['sns:Subscribe', world.arn('account', topic)],
      ['sns:SetTopicAttributes', world.arn('account', topic)],
    ],
  },
  {
    stack: 'account',
    role: 'SettingsConfigureRole',
    trusts: 'lambda.amazonaws.com',
    can: (world) => [
      ...functionBasics(world, 'account', 'SettingsConfigure'),
      ['s3:PutAccountPublicAccessBlock', '*'],
      ['ec2:EnableEbsEncryptionByDefault', '*'],
      ['inspector2:Enable', '*'],
      [
        'iam:CreateServiceLinkedRole',
        `arn:aws:iam::${world.account}:role/aws-service-role/inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2`,
        { 'iam:AWSServiceName': 'inspector2.amazonaws.com' },
      ],
    ],
    cannot: (world) => [
      ...functionLimits(world),
      ['ec2:DisableEbsEncryptionByDefault', '*'],
      ['inspector2:Disable', '*'],
      ['s3:PutBucketPublicAccessBlock', world.arn('data', bucket, 'Releases')],
      [
        'iam:CreateServiceLinkedRole',
        `arn:aws:iam::${world.account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
        { 'iam:AWSServiceName': 'ecs.amazonaws.com' },
      ],
    ],
  },
];

const network: readonly RoleTable[] = [
  {
    stack: 'network',
    role: 'DefaultSecurityGroupCloserRole',
    trusts: 'lambda.amazonaws.com',
    can: (world) => {
      const group = home(world, 'ec2', `security-group/${world.name('network', 'AWS::EC2::VPC')}.DefaultSecurityGroup`);
      return [
        ...functionBasics(world, 'network', 'DefaultSecurityGroupCloser'),
        ['ec2:RevokeSecurityGroupIngress', group],
        ['ec2:RevokeSecurityGroupEgress', group],
        ['ec2:DescribeSecurityGroupRules', '*'],
      ];
    },
    cannot: (world) => [
      ...functionLimits(world),
      ['ec2:RevokeSecurityGroupIngress', home(world, 'ec2', 'security-group/sg-0123456789abcdef0')],
      ['ec2:DeleteSecurityGroup', home(world, 'ec2', 'security-group/sg-0123456789abcdef0')],
    ],
  },
  {
    stack: 'network',
    role: 'FlowLogRole',
    trusts: 'vpc-flow-logs.amazonaws.com',
    can: (world) => [['logs:PutLogEvents', stream(world.arn('network', logGroup, 'FlowLog'))]],
    cannot: (world) => [
      ['logs:PutLogEvents', stream(home(world, 'logs', 'log-group:other:*'))],
      ['logs:GetLogEvents', stream(world.arn('network', logGroup, 'FlowLog'))],
      ['logs:DeleteLogStream', stream(world.arn('network', logGroup, 'FlowLog'))],
    ],
  },
  {
    stack: 'network',
    role: 'CloudFrontPrefixListFinderRole',
    trusts: 'lambda.amazonaws.com',
    can: (world) => [
      ...functionBasics(world, 'network', 'CloudFrontPrefixListFinder'),
      ['ec2:DescribeManagedPrefixLists', '*'],
    ],
    cannot: (world) => [
      ...functionLimits(world),
      ['ec2:ModifyManagedPrefixList', home(world, 'ec2', 'prefix-list/pl-1')],
      ['ec2:DescribeInstances', '*'],
    ],
  },
];

export const accountAndNetworkTables: readonly RoleTable[] = [...account, ...network];

import { templatesOf } from '../support/assembly';
import { type Request, World } from './world';

const variants = ['shop-use1-zone', 'solo-try-euc1-ext'];
const other = '999988887777';
const administrator = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

let worlds: Map<string, World>;
beforeAll(() => {
  worlds = new Map(variants.map((name) => [name, new World(templatesOf([name]))]));
}, 600_000);

type Case = readonly [says: string, allowed: boolean, request: (world: World) => Request];

const key = 'AWS::KMS::Key';
const bucket = 'AWS::S3::Bucket';
const vault = 'AWS::Backup::BackupVault';

function linked({ account }: World): string {
  return `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
}

function stranger(): string {
  return `arn:aws:iam::${other}:role/stranger`;
}

function admin({ account }: World): string {
  return `arn:aws:iam::${account}:role/administrator`;
}

/** A request that comes through a service, as KMS sees it. */
function via({ region, account }: World, service: string, caller = account): Record<string, string> {
  return { 'kms:ViaService': `${service}.${region}.amazonaws.com`, 'kms:CallerAccount': caller };
}

function logs(world: World, account: string, region = world.region): Request {
  return {
    principal: `logs.${world.region}.amazonaws.com`,
    action: 'kms:Encrypt',
    resource: world.arn('network', key),
    context: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:any` },
  };
}

/** The edge's groups are in us-east-1, wherever the store is at home. */
function edgeLogs(world: World, account: string, region = 'us-east-1'): Request {
  return {
    principal: 'logs.us-east-1.amazonaws.com',
    action: 'kms:GenerateDataKey',
    resource: world.arn('edge', key),
    context: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:aws-waf-logs-any` },
  };
}

function grant(world: World, context: Record<string, string>): Request {
  return { principal: linked(world), action: 'kms:CreateGrant', resource: world.arn('data', key, 'DataKey'), context };
}

function alarms(world: World, stack: 'network' | 'edge' | 'offsite', account: string, service = 'cloudwatch'): Request {
  return {
    principal: `${service}.amazonaws.com`,
    action: 'kms:GenerateDataKey',
    resource: world.arn(stack, key),
    context: { 'aws:SourceAccount': account },
  };
}

const keys: readonly Case[] = [
  ['CloudWatch Logs encrypts this account’s log groups', true, (world) => logs(world, world.account)],
  ['CloudWatch Logs does not encrypt another account’s', false, (world) => logs(world, other)],
  ['nor those of another region', false, (world) => logs(world, world.account, 'sa-east-1')],
  ['CloudWatch Logs encrypts this account’s log groups at the edge', true, (world) => edgeLogs(world, world.account)],
  ['nor another account’s there', false, (world) => edgeLogs(world, other)],
  ['nor those of another region there', false, (world) => edgeLogs(world, world.account, 'sa-east-1')],
  ['an alarm at home reaches its topic', true, (world) => alarms(world, 'network', world.account)],
  ['an alarm at the edge reaches its topic', true, (world) => alarms(world, 'edge', world.account)],
  ['an alarm offsite reaches its topic', true, (world) => alarms(world, 'offsite', world.account)],
  ['another account’s alarms do not use the platform key', false, (world) => alarms(world, 'network', other)],
  ['nor the edge key', false, (world) => alarms(world, 'edge', other)],
  ['nor the offsite key', false, (world) => alarms(world, 'offsite', other)],
  ['a service that nobody named does not either', false, (world) => alarms(world, 'network', world.account, 'ses')],
  [
    'Auto Scaling grants EC2 the volume’s key',
    true,
    (world) => grant(world, { ...via(world, 'ec2'), 'kms:GrantIsForAWSResource': 'true' }),
  ],
  [
    'a grant that is not for an AWS resource is refused',
    false,
    (world) => grant(world, { ...via(world, 'ec2'), 'kms:GrantIsForAWSResource': 'false' }),
  ],
  [
    'a grant past the services is refused',
    false,
    (world) => grant(world, { 'kms:CallerAccount': world.account, 'kms:GrantIsForAWSResource': 'true' }),
  ],
  [
    'a grant through a service that nobody named is refused',
    false,
    (world) => grant(world, { ...via(world, 'lambda'), 'kms:GrantIsForAWSResource': 'true' }),
  ],
  [
    'another account does not use the data key through EC2',
    false,
    (world) => ({
      principal: stranger(),
      action: 'kms:Decrypt',
      resource: world.arn('data', key, 'DataKey'),
      context: via(world, 'ec2', other),
      identity: [administrator],
    }),
  ],
  ...(
    [
      ['network', 'PlatformKey'],
      ['data', 'DataKey'],
      ['data', 'SigningKey'],
      ['edge', ''],
      ['offsite', ''],
    ] as const
  ).map(([stack, id]): Case => [
    `another account’s administrator does not touch the key ${stack} ${id}`,
    false,
    (world) => ({
      principal: stranger(),
      action: 'kms:DescribeKey',
      resource: world.arn(stack, key, id),
      identity: [administrator],
    }),
  ]),
  [
    'who has no permission of their own does not sign releases',
    false,
    (world) => ({ principal: linked(world), action: 'kms:Sign', resource: world.arn('data', key, 'SigningKey') }),
  ],
];

/** By somebody with every permission of the account: what only the resource's own policy can refuse. */
function byAdmin(world: World, action: string, governedBy: string, more: Partial<Request> = {}): Request {
  return { principal: admin(world), identity: [administrator], action, resource: governedBy, governedBy, ...more };
}

function recoveryPoint({ region, account }: World): string {
  return `arn:aws:backup:${region}:${account}:recovery-point:1A2B3C`;
}

/** What a vault keeps from everybody, unless the store is a trial, which its owner may take away at once. */
const losses: readonly (readonly ['operations' | 'offsite', string])[] = [
  ['operations', 'backup:DeleteRecoveryPoint'],
  ['operations', 'backup:DisassociateRecoveryPoint'],
  ['operations', 'backup:UpdateRecoveryPointLifecycle'],
  ['offsite', 'backup:DeleteRecoveryPoint'],
  ['offsite', 'backup:UpdateRecoveryPointLifecycle'],
];

const vaults: readonly Case[] = (['operations', 'offsite'] as const).flatMap((stack): Case[] => [
  [
    `an administrator does not change the ${stack} vault’s policy`,
    false,
    (world) => byAdmin(world, 'backup:PutBackupVaultAccessPolicy', world.arn(stack, vault)),
  ],
  [
    `recovery points of the ${stack} vault are not copied to another account`,
    false,
    (world) =>
      byAdmin(world, 'backup:CopyFromBackupVault', world.arn(stack, vault), {
        resource: recoveryPoint(world),
        context: { 'backup:CopyTargets': [`arn:aws:backup:${world.region}:${other}:backup-vault:theirs`] },
      }),
  ],
  [
    `an administrator can list the ${stack} vault`,
    true,
    (world) => byAdmin(world, 'backup:ListRecoveryPointsByBackupVault', world.arn(stack, vault)),
  ],
]);

const bucketNames = [
  ['network', 'AccessLogs'],
  ['data', 'Releases'],
  ['data', 'Evidence'],
  ['offsite', 'ExportsBucket'],
] as const;

const buckets: readonly Case[] = [
  ...bucketNames.flatMap(([stack, id]): Case[] => [
    [
      `${stack} ${id} answers nobody without TLS`,
      false,
      (world) => {
        const arn = world.arn(stack, bucket, id);
        return byAdmin(world, 's3:GetObject', arn, {
          resource: `${arn}/one`,
          context: { 'aws:SecureTransport': 'false' },
        });
      },
    ],
    [
      `${stack} ${id} answers nobody with TLS 1.1`,
      false,
      (world) => {
        const arn = world.arn(stack, bucket, id);
        return byAdmin(world, 's3:GetObject', arn, { resource: `${arn}/one`, context: { 's3:TlsVersion': '1.1' } });
      },
    ],
    [
      `${stack} ${id} answers no other account`,
      false,
      (world) => {
        const arn = world.arn(stack, bucket, id);
        return { principal: stranger(), identity: [administrator], action: 's3:GetObject', resource: `${arn}/one` };
      },
    ],
  ]),
  [
    'an administrator does not get past the lock of exports',
    false,
    (world) => {
      const arn = world.arn('offsite', bucket, 'ExportsBucket');
      return byAdmin(world, 's3:BypassGovernanceRetention', arn, { resource: `${arn}/one` });
    },
  ],
  [
    'load balancers of this account write access logs',
    true,
    (world) => deliver(world, 'logdelivery.elasticloadbalancing', world.account),
  ],
  [
    'load balancers of another account do not',
    false,
    (world) => deliver(world, 'logdelivery.elasticloadbalancing', other),
  ],
];

function deliver(world: World, service: string, account: string): Request {
  const logBucket = world.arn('network', bucket, 'AccessLogs');
  return {
    principal: `${service}.amazonaws.com`,
    action: 's3:PutObject',
    resource: `${logBucket}/load-balancer/AWSLogs/${world.account}/one`,
    context: {
      'aws:SourceAccount': account,
      'aws:SourceArn': `arn:aws:elasticloadbalancing:${world.region}:${account}:loadbalancer/app/one/1`,
    },
  };
}

const topics: readonly Case[] = (['edge', 'offsite', 'operations'] as const).flatMap((stack): Case[] => [
  [`alarms of this account publish to the ${stack} topic`, true, (world) => publish(world, stack, world.account)],
  [`alarms of another account do not publish to the ${stack} topic`, false, (world) => publish(world, stack, other)],
]);

function publish(world: World, stack: 'edge' | 'offsite' | 'operations', account: string): Request {
  return {
    principal: 'cloudwatch.amazonaws.com',
    action: 'sns:Publish',
    resource: world.arn(stack, 'AWS::SNS::Topic'),
    context: { 'aws:SourceAccount': account },
  };
}

describe.each(variants)('%s', (variant) => {
  test.each([...keys, ...vaults, ...buckets, ...topics])('%s', async (_, allowed, request) => {
    const world = worlds.get(variant);
    expect(world && (await world.allows(request(world)))).toBe(allowed);
  });
});

test.each(losses)(
  'in the %s vault an administrator does not call %s, in that of a trial does',
  async (stack, action) => {
    const answers = variants.map((variant) => {
      const world = worlds.get(variant);
      if (!world) throw new Error(`no world of ${variant}`);
      return world.allows(byAdmin(world, action, world.arn(stack, vault), { resource: recoveryPoint(world) }));
    });
    expect(await Promise.all(answers)).toEqual([false, true]);
  },
);

import { pins } from '../../../lib/config/pins';
import { account, document, offsiteRegion, type OperationsRow, trustsHere } from '../operations-rows';
import type { Variant } from '../template';

export const key = () => 'network/PlatformKey.Arn';
export const home = ({ region }: Variant) => region;
export const isOpen = ({ cutover }: Variant) => cutover === true;

export const group = 'host/FleetASG';
export const evidenceBucket = 'data/Evidence';
export const newestImage = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';
export const machineName = ({ name }: Variant) => `storefort-${name}-g1-patch`;
export const documentName = ({ name }: Variant, what: string) => `storefort-${name}-g1-${what}`;

export const allow = (Sid: string, Action: string | readonly string[], Resource: unknown, Condition?: object) => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

/** Running these documents on hosts of this store. */
export function hostCommands(variant: Variant, documents: readonly string[]): object[] {
  const arns = documents.map(
    (each) => `arn:aws:ssm:${variant.region}:${account}:document/${documentName(variant, each)}`,
  );
  return [
    allow('FindHosts', ['autoscaling:DescribeAutoScalingGroups', 'ssm:DescribeInstanceInformation'], '*'),
    allow('SendDocuments', 'ssm:SendCommand', arns.length === 1 ? arns[0] : arns),
    allow('ToHostsOfThisStore', 'ssm:SendCommand', `arn:aws:ec2:${variant.region}:${account}:instance/*`, {
      StringEquals: {
        'ssm:resourceTag/storefort:store': variant.name,
        'ssm:resourceTag/storefort:generation': '1',
      },
    }),
    allow('FollowCommands', ['ssm:CancelCommand', 'ssm:GetCommandInvocation'], '*'),
  ];
}

/** Putting evidence of one check. */
export function evidence({ name, region }: Variant, check: string): object[] {
  return [
    allow('KeepEvidence', ['s3:GetObject', 's3:PutObject'], `${evidenceBucket}.Arn/${name}/${check}/*`),
    allow('EncryptEvidence', ['kms:Decrypt', 'kms:GenerateDataKey'], 'data/DataKey.Arn', {
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
    }),
  ];
}

/** The names of the stacks of one store, by region. */
export function stacks(variant: Variant): Record<string, string[]> {
  const named = (...ids: string[]) => ids.map((id) => `${variant.name}-${id}`);
  const atHome = named('network', 'data', 'host', 'operations');
  const away = variant.offsite ? { [offsiteRegion(variant)]: named('offsite', 'proof') } : {};
  return variant.region === 'us-east-1'
    ? { 'us-east-1': [...atHome, ...named('edge')], ...away }
    : { [variant.region]: atHome, 'us-east-1': named('edge'), ...away };
}

/** What the shop is probed against: until the cutover at the distributions themselves. */
export function probed(variant: Variant): object {
  const door = (host: string, id: string) => ({
    host,
    ...(!isOpen(variant) && { connectTo: `edge@us-east-1/${id}Distribution.DomainName` }),
  });
  return {
    store: variant.name,
    doors: { shop: door('shop.example.com', 'Shop'), staff: door('staff.example.com', 'Staff') },
    autoScalingGroup: group,
    mailDocument: documentName(variant, 'test-mail'),
    orderDocument: documentName(variant, 'test-order'),
    evidence: { bucket: evidenceBucket, region: variant.region },
  };
}

/** What must be proven of the patches. */
export function proven(variant: Variant): object {
  return {
    store: variant.name,
    generation: 1,
    region: variant.region,
    plugins: [{ name: 'woocommerce', version: '9.4.1' }],
    locales: ['en_US'],
    criticalDays: 7,
    autoScalingGroup: group,
    newestImageParameter: newestImage,
    inventoryDocument: documentName(variant, 'inventory'),
    inventoryBucket: 'data/Releases',
    databaseIdentifier: 'data/DatabaseInstance',
    hostNames: ['shop.example.com', 'staff.example.com'],
    stacks: stacks(variant),
    feedBucket: `storefort-feed-${account}-${variant.region}`,
    secondSource: 'none',
    // Each is held against the code that uses it in test/config/pins.test.ts.
    pins,
    evidence: { bucket: evidenceBucket, region: variant.region },
  };
}

export interface ExpectedSchedule {
  /** Of its construct, which its role shares. */
  readonly id: string;
  readonly expression: string;
  readonly target: string;
  readonly action: 'lambda:InvokeFunction' | 'states:StartExecution';
  readonly input: (variant: Variant) => object;
  /** Seconds after which it is not started any more. */
  readonly latest?: number;
  readonly when?: (variant: Variant) => boolean;
}

/** A schedule, and the role that starts what it is for and nothing else. */
export function scheduleRows(expected: ExpectedSchedule): OperationsRow[] {
  const { id, target, action, latest, when = () => true } = expected;
  const role = `${id}Role`;
  return [
    [
      `${id} has its time, in the store’s zone`,
      'AWS::Scheduler::Schedule',
      `${id}Schedule`,
      (variant) => ({
        ScheduleExpression: expected.expression,
        ScheduleExpressionTimezone: 'Etc/UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: target,
          RoleArn: `${role}.Arn`,
          Input: JSON.stringify(expected.input(variant)),
          ...(latest !== undefined && { RetryPolicy: { MaximumEventAgeInSeconds: latest } }),
        },
      }),
      when,
    ],
    [
      `only Scheduler of this account starts ${id}`,
      'AWS::IAM::Role',
      role,
      () => ({ AssumeRolePolicyDocument: trustsHere('scheduler.amazonaws.com') }),
      when,
    ],
    [
      `and nothing else with the role of ${id}`,
      'AWS::IAM::Policy',
      role,
      () => ({
        PolicyName: expectedName(role),
        Roles: [role],
        PolicyDocument: document(allow('Start', action, target)),
      }),
      when,
    ],
  ];
}

/** A policy's name begins with its role's. */
export function expectedName(role: string): unknown {
  return {
    asymmetricMatch: (found: unknown) => typeof found === 'string' && found.startsWith(`${role}DefaultPolicy`),
    toString: () => 'expectedName',
    toAsymmetricMatcher: () => `${role}DefaultPolicy…`,
  };
}

/** A document with one command line for hosts. */
export function documentRow(
  says: string,
  id: string,
  what: string,
  expected: {
    readonly patterns: Readonly<Record<string, string>>;
    readonly step: string;
    readonly seconds: string;
    readonly command: (variant: Variant) => string;
  },
): OperationsRow {
  const anyText = { asymmetricMatch: (found: unknown) => typeof found === 'string' && found !== '' };
  return [
    says,
    'AWS::SSM::Document',
    id,
    (variant) => ({
      Name: documentName(variant, what),
      DocumentType: 'Command',
      DocumentFormat: 'JSON',
      TargetType: '/AWS::EC2::Instance',
      UpdateMethod: 'NewVersion',
      Content: {
        schemaVersion: '2.2',
        description: anyText,
        parameters: Object.fromEntries(
          Object.entries(expected.patterns).map(([name, allowedPattern]) => [
            name,
            { type: 'String', description: anyText, allowedPattern },
          ]),
        ),
        mainSteps: [
          {
            action: 'aws:runShellScript',
            name: expected.step,
            precondition: { StringEquals: ['platformType', 'Linux'] },
            inputs: {
              timeoutSeconds: expected.seconds,
              runCommand: [`exec nice -n 10 /bin/bash /opt/storefort/host/bin/${expected.command(variant)}`],
            },
          },
        ],
      },
    }),
  ];
}

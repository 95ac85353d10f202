import { expect } from 'expect';
import { account, document, type OperationsRow, trusts } from './operations-rows';
import { anyone, kept } from './plain';
import type { Variant } from './template';

/** What one function is, beside what all are. Texts are as rules write them: `offsite@us-west-2/Key.Arn`. */
export interface ExpectedFunction {
  /** Its logical id without hash. */
  readonly id: string;
  readonly region: (variant: Variant) => string;
  /** ARN of the key of logs, environment and dead letters. */
  readonly key: (variant: Variant) => string;
  readonly timeout: number;
  /** @default 256 */
  readonly memory?: number;
  readonly environment?: (variant: Variant) => object;
  /** What it may do beside what every function may. */
  readonly statements: (variant: Variant) => readonly object[];
  /** @default - outside any VPC */
  readonly network?: (variant: Variant) => { readonly SubnetIds: unknown; readonly SecurityGroupIds: unknown };
}

const interfaces = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/** A function with its role, policy, log group and dead letters, each whole. */
export function functionRows(expected: ExpectedFunction): OperationsRow[] {
  const { id, key } = expected;
  return [
    [`${id} runs as it must`, 'AWS::Lambda::Function', id, (variant) => theFunction(expected, variant)],
    [
      `only Lambda assumes the role of ${id}`,
      'AWS::IAM::Role',
      `${id}Role`,
      () => ({ AssumeRolePolicyDocument: trusts('lambda.amazonaws.com') }),
    ],
    [
      `${id} may do what it must and nothing else`,
      'AWS::IAM::Policy',
      `${id}RoleDefaultPolicy`,
      (variant) => ({
        PolicyName: expect.stringMatching(`^${id}RoleDefaultPolicy`) as unknown,
        Roles: [`${id}Role`],
        PolicyDocument: document(...statements(expected, variant)),
      }),
    ],
    [
      `${id} logs encrypted, for 13 months`,
      'AWS::Logs::LogGroup',
      `${id}Logs`,
      (variant) => ({ ...kept(variant.trial), KmsKeyId: key(variant), RetentionInDays: variant.trial ? 1 : 400 }),
    ],
    [
      `dead letters of ${id} are kept 14 days, encrypted`,
      'AWS::SQS::Queue',
      `${id}DeadLetters`,
      (variant) => ({
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Delete',
        KmsMasterKeyId: key(variant),
        MessageRetentionPeriod: 1209600,
      }),
    ],
    [
      `dead letters of ${id} are reached by TLS only`,
      'AWS::SQS::QueuePolicy',
      `${id}DeadLetters`,
      () => ({
        Queues: [`${id}DeadLetters`],
        PolicyDocument: document({
          Action: 'sqs:*',
          Effect: 'Deny',
          Principal: anyone,
          Resource: `${id}DeadLetters.Arn`,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      }),
    ],
  ];
}

function theFunction({ id, key, timeout, memory, ...expected }: ExpectedFunction, variant: Variant): object {
  const environment = expected.environment?.(variant);
  const network = expected.network?.(variant);
  return {
    Architectures: ['arm64'],
    Code: {
      S3Bucket: `cdk-hnb659fds-assets-${account}-${expected.region(variant)}`,
      S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) as unknown,
    },
    DeadLetterConfig: { TargetArn: `${id}DeadLetters.Arn` },
    ...(environment && { Environment: { Variables: environment } }),
    Handler: 'index.handler',
    KmsKeyArn: key(variant),
    LoggingConfig: { LogFormat: 'JSON', LogGroup: `${id}Logs` },
    MemorySize: memory ?? 256,
    Role: `${id}Role.Arn`,
    Runtime: 'nodejs24.x',
    Timeout: timeout,
    TracingConfig: { Mode: 'Active' },
    ...(network && { VpcConfig: network }),
  };
}

function statements({ id, key, region, network, ...expected }: ExpectedFunction, variant: Variant): object[] {
  return [
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: `${id}DeadLetters.Arn` },
    { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: `${id}Logs.Arn` },
    {
      Sid: 'EncryptDeadLetters',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: key(variant),
      Condition: { StringEquals: { 'kms:ViaService': `sqs.${region(variant)}.amazonaws.com` } },
    },
    ...(network ? interfaceStatements(region(variant)) : []),
    ...expected.statements(variant),
  ];
}

/** Lambda makes the interfaces; the function's own code must not. */
function interfaceStatements(region: string): object[] {
  return [
    { Sid: 'NetworkInterfaces', Effect: 'Allow', Action: interfaces, Resource: '*' },
    {
      Sid: 'NotByOwnCode',
      Effect: 'Deny',
      Action: interfaces.filter((action) => !action.includes('Describe')),
      Resource: '*',
      Condition: { ArnLike: { 'lambda:SourceFunctionArn': [`arn:aws:lambda:${region}:${account}:function:*`] } },
    },
  ];
}

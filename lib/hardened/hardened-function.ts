import { Duration, Stack } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from './acknowledge';
import { bundleFunction } from './bundle';
import { HardenedAlarm } from './hardened-alarm';
import { HardenedLogGroup } from './hardened-log-group';

export interface HardenedFunctionProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  /** Folder below `lambdas`. */
  readonly name: string;
  readonly description: string;
  /** Encrypts environment, log group and dead letters; its policy lets CloudWatch Logs use it. */
  readonly key: IKey;
  /** Names and ARNs, never secrets. @default {} */
  readonly environment?: Record<string, string>;
  readonly timeout: Duration;
  /** @default 256 */
  readonly memoryMiB?: number;
  /** @default - outside any VPC: it talks to public endpoints only */
  readonly network?: { readonly vpc: IVpc; readonly subnets: SubnetSelection; readonly securityGroup: ISecurityGroup };
  /** Who hears of failures; a custom resource's failure stops the deploy, which is louder. */
  readonly onError:
    { readonly topic: ITopic; readonly runbook: string } | { readonly enabled: false; readonly reason: string };
}

/**
 * Every Lambda function is one of these: Node 24 on Graviton, own role with its own log group and nothing else, tracing,
 * dead letters, encrypted by a CMK, and an error alarm.
 * Reserved concurrency is left alone: a new account's quota of 10 lets none be reserved, and the first deploy would fail.
 */
export class HardenedFunction extends Function {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: HardenedFunctionProps) {
    const logGroup = new HardenedLogGroup(scope, `${id}Logs`, props);
    const deadLetters = new Queue(scope, `${id}DeadLetters`, {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    super(scope, id, {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundleFunction(props.name)),
      handler: 'index.handler',
      description: props.description,
      role: functionRole(scope, id, props.description),
      timeout: props.timeout,
      memorySize: props.memoryMiB ?? 256,
      environment: props.environment,
      environmentEncryption: props.key,
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      tracing: Tracing.ACTIVE,
      deadLetterQueue: deadLetters,
      ...(props.network && {
        vpc: props.network.vpc,
        vpcSubnets: props.network.subnets,
        securityGroups: [props.network.securityGroup],
      }),
    });
    this.deadLetters = deadLetters;
    logGroup.grantWrite(this);
    this.allowDeadLetters(props.key);
    if (props.network) this.allowInterfaces();
    if (!('enabled' in props.onError)) this.alarm(props.onError);
    this.acknowledgeWhatStands(deadLetters, props);
  }

  private alarm(onError: { readonly topic: ITopic; readonly runbook: string }): void {
    new HardenedAlarm(this, 'Errors', {
      metric: this.metricErrors({ period: Duration.minutes(5) }),
      threshold: 0,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      missingData: TreatMissingData.NOT_BREACHING,
      meaning: `${this.node.id} failed: ${this.functionName}.`,
      ...onError,
    });
  }

  /**
   * Without it an encrypted queue takes no dead letter, and nobody hears of it.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
   */
  private allowDeadLetters(key: IKey): void {
    this.addToRolePolicy(
      new PolicyStatement({
        sid: 'EncryptDeadLetters',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `sqs.${Stack.of(this).region}.amazonaws.com` } },
      }),
    );
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
  private allowInterfaces(): void {
    this.addToRolePolicy(
      new PolicyStatement({
        sid: 'NetworkInterfaces',
        actions: [
          'ec2:AssignPrivateIpAddresses',
          'ec2:CreateNetworkInterface',
          'ec2:DeleteNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets',
          'ec2:UnassignPrivateIpAddresses',
        ],
        resources: ['*'],
      }),
    );
    // The function's own code must not use what the service needs: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
    this.addToRolePolicy(denyOwnCode(Stack.of(this)));
  }

  private acknowledgeWhatStands(deadLetters: Queue, props: HardenedFunctionProps): void {
    const by = { owner: 'storefort', reviewBy: '2027-11-01' };
    acknowledge(this, ['NIST.800.53.R5::NIST.800.53.R5-LambdaConcurrency'], {
      ...by,
      reason:
        'new AWS accounts have a concurrency quota of 10, none of which may be reserved: reserving would fail the first deploy; events come at most one at a time',
    });
    if (!props.network) {
      acknowledge(
        this,
        ['NIST.800.53.R5::NIST.800.53.R5-LambdaInsideVPC', 'PCI.DSS.321::PCI.DSS.321-LambdaInsideVPC'],
        {
          ...by,
          reason:
            'talks to public endpoints only and reaches nothing in the VPC; inside it would gain a path to the data and need NAT',
        },
      );
    }
    this.acknowledgePolicy();
    acknowledge(deadLetters, 'Serverless::Serverless-SQSRedrivePolicy', {
      ...by,
      reason: 'this is the dead letter queue itself: there is nowhere further to send what arrives in it',
    });
  }

  /** On the role, which stands beside the function, not below it. */
  private acknowledgePolicy(): void {
    if (!this.role) return;
    const by = { owner: 'storefort', reviewBy: '2027-11-01' };
    acknowledge(
      this.role,
      ['NIST.800.53.R5::NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321::PCI.DSS.321-IAMNoInlinePolicy'],
      {
        ...by,
        reason: 'the policy belongs to this one role and goes with it; a managed policy could be attached to others',
      },
    );
    acknowledge(this.role, 'AwsSolutions::AwsSolutions-IAM5[Resource::*]', {
      ...by,
      reason:
        'X-Ray, network interfaces and read-only lists take no resource in a policy: AWS accepts only *; the IAM tests hold every such action against a short list',
    });
  }
}

function functionRole(scope: Construct, id: string, description: string): Role {
  return new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description });
}

function denyOwnCode(stack: Stack): PolicyStatement {
  return PolicyStatement.fromJson({
    Sid: 'NotByOwnCode',
    Effect: 'Deny',
    Action: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:UnassignPrivateIpAddresses',
    ],
    Resource: '*',
    Condition: {
      ArnLike: { 'lambda:SourceFunctionArn': [stack.formatArn({ service: 'lambda', resource: 'function:*' })] },
    },
  });
}

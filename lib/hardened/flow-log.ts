import { Stack } from 'aws-cdk-lib';
import { CfnFlowLog, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { HardenedLogGroup } from './hardened-log-group';

export interface FlowLogProps {
  readonly store: StoreConfig;
  readonly vpc: IVpc;
  /** Its policy lets CloudWatch Logs use it. */
  readonly key: IKey;
}

/**
 * Every connection of the VPC, accepted or refused, is written down (PCI DSS 10.2.1, 1.2.8). Only this account's flow
 * logs may use the role, and only to write to this one group. Contents of packets are not in it, nor DNS queries to the
 * VPC's resolver.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, { store, vpc, key }: FlowLogProps) {
    super(scope, id);
    const logGroup = new HardenedLogGroup(this, 'Logs', { store, key });
    const { account, region } = Stack.of(this);
    const role = new Role(this, 'Role', {
      description: 'Writes VPC flow logs',
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:aws:ec2:${region}:${account}:vpc-flow-log/*` },
        },
      }),
    });
    const write = new ManagedPolicy(this, 'Write', {
      description: 'Writes VPC flow logs into one log group',
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
      ],
    });
    const flows = new CfnFlowLog(this, 'Flows', {
      resourceId: vpc.vpcId,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: logGroup.logGroupName,
      deliverLogsPermissionArn: role.roleArn,
    });
    flows.node.addDependency(write);
  }
}

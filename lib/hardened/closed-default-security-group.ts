import { Duration, Stack } from 'aws-cdk-lib';
import type { IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { CloseDefaultSecurityGroupProperties } from '../../lambdas/close-default-security-group/contract';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from './acknowledge';
import { HardenedCustomResource } from './hardened-custom-resource';
import { HardenedFunction } from './hardened-function';

export interface ClosedDefaultSecurityGroupProps {
  readonly store: StoreConfig;
  readonly vpc: Vpc;
  readonly key: IKey;
}

/**
 * The VPC's default security group has no rules. It is closed when the VPC is made and when this resource changes; a
 * rule that somebody adds later stays: AWS Config and Security Hub's EC2.2 tell of it.
 */
export class ClosedDefaultSecurityGroup extends Construct {
  constructor(scope: Construct, id: string, { store, vpc, key }: ClosedDefaultSecurityGroupProps) {
    super(scope, id);
    const closer = new HardenedFunction(this, 'Closer', {
      store,
      name: 'close-default-security-group',
      description: 'Takes the rules out of the default security group',
      key,
      timeout: Duration.minutes(1),
      onError: { enabled: false, reason: 'its failure fails the deploy, which is louder than an alarm' },
    });
    const { account, region } = Stack.of(this);
    closer.addToRolePolicy(
      new PolicyStatement({ sid: 'Look', actions: ['ec2:DescribeSecurityGroupRules'], resources: ['*'] }),
    );
    closer.addToRolePolicy(
      new PolicyStatement({
        sid: 'Close',
        actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
        resources: [`arn:aws:ec2:${region}:${account}:security-group/${vpc.vpcDefaultSecurityGroup}`],
      }),
    );
    const properties: CloseDefaultSecurityGroupProperties = { GroupId: vpc.vpcDefaultSecurityGroup };
    const closed = new HardenedCustomResource(this, 'Closed', {
      serviceToken: closer.functionArn,
      properties: { ...properties },
    });
    if (closer.role) closed.node.addDependency(closer.role);
    this.acknowledgeWhatStands(vpc);
  }

  private acknowledgeWhatStands(vpc: IVpc): void {
    acknowledge(
      vpc,
      [
        'NIST.800.53.R5::NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
        'PCI.DSS.321::PCI.DSS.321-VPCDefaultSecurityGroupClosed',
      ],
      {
        reason:
          'CloudFormation cannot describe the default security group, so no template can show it closed: a custom resource of this stack takes its rules out',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
  }
}

import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import {
  CfnResolverQueryLoggingConfig,
  CfnResolverQueryLoggingConfigAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { HardenedLogGroup } from '../hardened/hardened-log-group';

export interface DnsQueryLogProps {
  readonly store: StoreConfig;
  readonly vpc: IVpc;
  /** Its policy lets CloudWatch Logs use it. */
  readonly key: IKey;
}

/**
 * Every name that was asked for in the VPC, and what the firewall did about it. The resolver logs an answer once while
 * it is cached.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html
 */
export class DnsQueryLog extends Construct {
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, { store, vpc, key }: DnsQueryLogProps) {
    super(scope, id);
    this.logGroup = new HardenedLogGroup(this, 'Logs', {
      store,
      key,
      // Below this prefix the account's delivery policy, of 5,120 characters, covers every group with one entry:
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
      logGroupName: `/aws/vendedlogs/storefort/${store.name}/dns-g${store.generation}`,
    });
    const config = new CfnResolverQueryLoggingConfig(this, 'Config', { destinationArn: this.logGroup.logGroupArn });
    new CfnResolverQueryLoggingConfigAssociation(this, 'Association', {
      resolverQueryLogConfigId: config.attrId,
      resourceId: vpc.vpcId,
    });
  }
}

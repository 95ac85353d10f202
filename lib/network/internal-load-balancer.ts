import { type ISecurityGroup, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer,
  DesyncMitigationMode,
  IpAddressType,
  XffHeaderProcessingMode,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { acknowledge } from '../hardened/acknowledge';
import type { AccessLogBucket } from './access-log-bucket';

export interface InternalLoadBalancerProps {
  /** At most 32 characters. */
  readonly name: string;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  readonly accessLogs: AccessLogBucket;
  /** False for a trial only. */
  readonly protect: boolean;
}

/**
 * A load balancer without a public address: CloudFront reaches it through its VPC origin. It refuses what is no proper
 * HTTP, logs every request, and takes `X-Forwarded-For` away: a client can write into it, and the client's address is
 * what CloudFront says.
 */
export class InternalLoadBalancer extends ApplicationLoadBalancer {
  constructor(scope: Construct, id: string, props: InternalLoadBalancerProps) {
    super(scope, id, {
      loadBalancerName: props.name,
      vpc: props.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      internetFacing: false,
      ipAddressType: IpAddressType.IPV4,
      securityGroup: props.securityGroup,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: DesyncMitigationMode.STRICTEST,
      xffHeaderProcessingMode: XffHeaderProcessingMode.REMOVE,
      deletionProtection: props.protect,
    });
    this.logTo(props.accessLogs);
    this.acknowledgeWhatStands(props.protect);
  }

  /** Not `logAccessLogs`: in older regions it names an account of AWS's, without saying for whose load balancers. */
  private logTo(bucket: AccessLogBucket): void {
    this.setAttribute('access_logs.s3.enabled', 'true');
    this.setAttribute('access_logs.s3.bucket', bucket.bucketName);
    this.setAttribute('access_logs.s3.prefix', bucket.loadBalancerPrefix);
    // Elastic Load Balancing writes a test object before it accepts the setting.
    if (bucket.policy) this.node.addDependency(bucket.policy);
  }

  private acknowledgeWhatStands(protect: boolean): void {
    const by = { owner: 'storefort', reviewBy: '2027-11-01' };
    acknowledge(this, ['NIST.800.53.R5::NIST.800.53.R5-ALBWAFEnabled', 'PCI.DSS.321::PCI.DSS.321-ALBWAFEnabled'], {
      ...by,
      reason:
        'internal, and its rules answer only requests with a door secret, which CloudFront distributions alone send: web ACLs belong to those, where they see the whole body and the client',
    });
    if (!protect) {
      acknowledge(this, 'NIST.800.53.R5::NIST.800.53.R5-ELBDeletionProtectionEnabled', {
        ...by,
        reason: 'the store file says trial: a store to try goes with its stacks, and this holds nothing to be kept',
      });
    }
  }
}

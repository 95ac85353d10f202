import { Duration, Stack } from 'aws-cdk-lib';
import { type AddToResourcePolicyResult, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from '../hardened/acknowledge';
import { HardenedBucket } from '../hardened/hardened-bucket';

export interface AccessLogBucketProps {
  readonly store: StoreConfig;
}

const loadBalancerPrefix = 'load-balancer';
const bucketPrefix = 'buckets';

/**
 * Receives the access logs of the load balancer and of this account's buckets of the region, and keeps them 13 months
 * (PCI DSS 10.5.1). AWS's two delivery services may write, each below its own prefix and for this account only; nobody
 * may read by its policy.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogBucket extends HardenedBucket {
  readonly loadBalancerPrefix = loadBalancerPrefix;
  private complete = false;

  constructor(scope: Construct, id: string, { store }: AccessLogBucketProps) {
    const days = Duration.days(store.trial ? 1 : 400);
    super(scope, id, {
      store,
      lifecycleRules: [{ id: 'thirteen-months', expiration: days, noncurrentVersionExpiration: days }],
    });
    const { account, region } = Stack.of(this);
    const forUs = (sourceArn: string) => ({
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': sourceArn },
    });
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LoadBalancerLogs',
        principals: [new ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.arnForObjects(`${loadBalancerPrefix}/AWSLogs/${account}/*`)],
        conditions: forUs(`arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/*`),
      }),
    );
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'BucketLogs',
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.arnForObjects(`${bucketPrefix}/*`)],
        conditions: forUs('arn:aws:s3:::*'),
      }),
    );
    this.complete = true;
    this.acknowledgeWhatStands();
  }

  /**
   * Takes nothing more than what stands above. CDK adds a statement for each bucket that logs here, and one without any
   * condition when that bucket is of another stack.
   */
  override addToResourcePolicy(statement: PolicyStatement): AddToResourcePolicyResult {
    return this.complete ? { statementAdded: false } : super.addToResourcePolicy(statement);
  }

  private acknowledgeWhatStands(): void {
    const by = { owner: 'storefort', reviewBy: '2027-11-01' };
    acknowledge(
      this,
      [
        'AwsSolutions::AwsSolutions-S1',
        'NIST.800.53.R5::NIST.800.53.R5-S3BucketLoggingEnabled',
        'PCI.DSS.321::PCI.DSS.321-S3BucketLoggingEnabled',
      ],
      { ...by, reason: 'this is the bucket that receives access logs: logging into itself would grow without end' },
    );
    acknowledge(
      this,
      ['NIST.800.53.R5::NIST.800.53.R5-S3DefaultEncryptionKMS', 'PCI.DSS.321::PCI.DSS.321-S3DefaultEncryptionKMS'],
      {
        ...by,
        reason: 'load balancers deliver access logs only to buckets encrypted with the key of S3 itself (SSE-S3)',
      },
    );
  }
}

import { Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { HardenedBucket } from '../hardened/hardened-bucket';
import { auditDays } from './account-logs';
import { lasting } from './lasting';

export interface AuditBucketProps {
  readonly key: IKey;
  readonly accessLogs: IBucket;
  /** The AWS service that writes here, such as `cloudtrail.amazonaws.com`. */
  readonly writer: string;
  /** What every request of the writer must carry, such as the ARN of the trail. */
  readonly when: Record<string, string>;
  /** Where below the bucket it writes; `*` at most at its end. */
  readonly path: string;
  /** Default Object Lock retention in days. @default - none: AWS Config cannot deliver into a locked bucket */
  readonly objectLockDays?: number;
}

/** A bucket that one AWS service writes an account's records into, and that keeps them 400 days. */
export class AuditBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: AuditBucketProps) {
    super(scope, id);
    this.bucket = new HardenedBucket(this, 'Bucket', {
      store: lasting,
      key: props.key,
      accessLogs: { bucket: props.accessLogs, prefix: `${props.writer.split('.')[0] ?? ''}/` },
      objectLockDays: props.objectLockDays,
      lifecycleRules: [
        { id: 'outlived', expiration: Duration.days(auditDays), noncurrentVersionExpiration: Duration.days(90) },
      ],
    });
    this.allow('Look', ['s3:GetBucketAcl', 's3:ListBucket'], this.bucket.bucketArn, props);
    this.allow('Write', ['s3:PutObject'], this.bucket.arnForObjects(props.path), props);
  }

  private allow(sid: string, actions: string[], resource: string, props: AuditBucketProps): void {
    const acl = sid === 'Write' ? { 's3:x-amz-acl': 'bucket-owner-full-control' } : {};
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal(props.writer)],
        actions,
        resources: [resource],
        conditions: { StringEquals: { ...props.when, ...acl } },
      }),
    );
  }
}

import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  type LifecycleRule,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from './acknowledge';
import { removalOf } from './lifetime';

export interface HardenedBucketProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  /**
   * Encrypts the objects. AWS's log delivery (load balancer, S3 server access) can write only where S3's own key encrypts.
   * @default - SSE-S3
   */
  readonly key?: IKey;
  /** Receives server access logs. @default - none: the bucket is itself the one that receives logs */
  readonly accessLogs?: { readonly bucket: IBucket; readonly prefix: string };
  /** Only where another program must know it before the bucket is made; end it with generation or account. @default - named by CloudFormation */
  readonly bucketName?: string;
  /** Default Object Lock retention in days, governance mode. @default - no Object Lock */
  readonly objectLockDays?: number;
  /** @default - multipart leftovers go after 7 days, older versions after 90 */
  readonly lifecycleRules?: LifecycleRule[];
}

/** A bucket that is private, versioned, encrypted, reached by TLS 1.2 and up only, and kept when its stack goes. */
export class HardenedBucket extends Bucket {
  constructor(scope: Construct, id: string, props: HardenedBucketProps) {
    super(scope, id, {
      bucketName: props.bucketName,
      encryption: props.key ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
      encryptionKey: props.key,
      bucketKeyEnabled: props.key !== undefined,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: removalOf(props.store),
      objectLockEnabled: props.objectLockDays === undefined ? undefined : true,
      objectLockDefaultRetention:
        props.objectLockDays === undefined
          ? undefined
          : ObjectLockRetention.governance(Duration.days(props.objectLockDays)),
      serverAccessLogsBucket: props.accessLogs?.bucket,
      serverAccessLogsPrefix: props.accessLogs?.prefix,
      lifecycleRules: [
        { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...(props.lifecycleRules ?? [{ id: 'superseded', noncurrentVersionExpiration: Duration.days(90) }]),
      ],
    });
    // A bucket that stays without its policy would take plain HTTP again.
    this.policy?.applyRemovalPolicy(removalOf(props.store));
    this.acknowledgeReplication();
  }

  private acknowledgeReplication(): void {
    acknowledge(
      this,
      [
        'NIST.800.53.R5::NIST.800.53.R5-S3BucketReplicationEnabled',
        'PCI.DSS.321::PCI.DSS.321-S3BucketReplicationEnabled',
      ],
      {
        reason:
          'what must survive the loss of a region is copied by AWS Backup and by the nightly export to the locked offsite vault and bucket; this bucket holds nothing else',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
  }
}

import { Duration } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type Bucket, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { exportBucketName } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from '../hardened/acknowledge';
import { HardenedBucket } from '../hardened/hardened-bucket';
import { deployingRole } from '../hardened/deploying-role';

export interface ExportBucketProps {
  readonly store: StoreConfig;
  readonly key: IKey;
}

/** How long server access logs are kept: PCI DSS 10.5.1 wants 12 months. */
const logDays = 400;

/**
 * Where the nightly export of the database lands: locked for as long as daily recovery points are kept, encrypted with the
 * offsite key and no other, every request logged. Nobody bypasses the lock. Uploads that were never ended are dropped after a week.
 * What it leaves open: it grants nothing; who writes is granted it by IAM, and should not be granted to read.
 */
export class ExportBucket extends Construct {
  readonly bucket: Bucket;
  /** Server access logs of this region's buckets. S3 delivers them only where its own key encrypts. */
  readonly accessLogs: Bucket;

  constructor(scope: Construct, id: string, props: ExportBucketProps) {
    super(scope, id);
    const { store, key } = props;
    this.accessLogs = new HardenedBucket(this, 'AccessLogs', {
      store,
      lifecycleRules: [expireAfter(store.trial ? 1 : logDays)],
    });
    this.bucket = new HardenedBucket(this, 'Bucket', {
      store,
      key,
      bucketName: exportBucketName(store),
      accessLogs: { bucket: this.accessLogs, prefix: 'exports/' },
      objectLockDays: store.backup.retentionDays,
      // One day past the lock; a version that is still locked stays until it is not.
      lifecycleRules: [expireAfter(store.backup.retentionDays + 1)],
    });
    this.tellOfArrivals();
    this.refuseOtherEncryption(key);
    this.keepLocked();
    acknowledgeOwnEncryption(this.accessLogs);
  }

  /**
   * S3 tells EventBridge of every object, which costs nothing until a rule matches: the arrival of a manifest starts its check. The
   * CDK would do it by a custom resource, with a function of its own.
   */
  private tellOfArrivals(): void {
    const bucket = this.bucket.node.defaultChild as CfnBucket;
    bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }

  /**
   * Whoever names no encryption gets the bucket's, which is the offsite key. Naming another is refused: with a customer-provided
   * key (SSE-C) the writer could make every later export unreadable.
   */
  private refuseOtherEncryption(key: IKey): void {
    const header = 's3:x-amz-server-side-encryption';
    this.refuse('OtherEncryption', ['s3:PutObject'], {
      StringNotEquals: { [header]: 'aws:kms' },
      Null: { [header]: 'false' },
    });
    this.refuse('OtherKey', ['s3:PutObject'], {
      ArnNotEquals: { [`${header}-aws-kms-key-id`]: key.keyArn },
      Null: { [`${header}-aws-kms-key-id`]: 'false' },
    });
    this.refuse('CustomerProvidedKey', ['s3:PutObject'], { Null: { [`${header}-customer-algorithm`]: 'false' } });
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
  private keepLocked(): void {
    this.refuse('BypassOfTheLock', ['s3:BypassGovernanceRetention']);
    this.refuse(
      'ChangeOfTheRules',
      [
        's3:DeleteBucketPolicy',
        's3:PutBucketObjectLockConfiguration',
        's3:PutBucketPolicy',
        's3:PutBucketVersioning',
        's3:PutEncryptionConfiguration',
        's3:PutLifecycleConfiguration',
      ],
      { ArnNotEquals: { 'aws:PrincipalArn': deployingRole(this) } },
    );
  }

  private refuse(sid: string, actions: string[], conditions?: Record<string, Record<string, string>>): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions,
        resources: [this.bucket.bucketArn, this.bucket.arnForObjects('*')],
        conditions,
      }),
    );
  }
}

function acknowledgeOwnEncryption(logs: Bucket): void {
  acknowledge(
    logs,
    ['NIST.800.53.R5::NIST.800.53.R5-S3DefaultEncryptionKMS', 'PCI.DSS.321::PCI.DSS.321-S3DefaultEncryptionKMS'],
    {
      reason:
        'S3 delivers server access logs only into a bucket that S3 encrypts with its own key; the logs hold no customer data, and the bucket is private and TLS-only',
      owner: 'storefort',
      reviewBy: '2027-11-01',
    },
  );
}

function expireAfter(days: number) {
  return { id: 'outlived', expiration: Duration.days(days), noncurrentVersionExpiration: Duration.days(1) };
}

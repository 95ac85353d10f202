import { Duration } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../hardened/acknowledge';
import { HardenedBucket } from '../hardened/hardened-bucket';
import { keep, lasting } from './lasting';

/** PCI DSS 10.5.1 wants 12 months. */
export const auditDays = 400;

/** Server access logs of the account's own buckets: who read or touched the trail. */
export class AccountLogs extends Construct {
  readonly accessLogs: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.accessLogs = new HardenedBucket(this, 'AccessLogs', {
      store: lasting,
      lifecycleRules: [
        { id: 'outlived', expiration: Duration.days(auditDays), noncurrentVersionExpiration: Duration.days(1) },
      ],
    });
    acknowledge(
      this.accessLogs,
      ['NIST.800.53.R5::NIST.800.53.R5-S3DefaultEncryptionKMS', 'PCI.DSS.321::PCI.DSS.321-S3DefaultEncryptionKMS'],
      {
        reason:
          'S3 delivers server access logs only into a bucket that S3 encrypts with its own key; the logs hold no customer data, and the bucket is private and TLS-only',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
    keep(this);
  }
}

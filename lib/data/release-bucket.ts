import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { HardenedBucket } from '../hardened/hardened-bucket';

export interface ReleaseBucketProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  readonly key: IKey;
  readonly accessLogs: IBucket;
}

/**
 * Archives of the shop's code, which stay; and what hosts say they run, for 30 days: the check that asked for an inventory reads it at
 * once, and keeps in its evidence what it found.
 */
export class ReleaseBucket extends HardenedBucket {
  constructor(scope: Construct, id: string, props: ReleaseBucketProps) {
    super(scope, id, {
      store: props.store,
      key: props.key,
      accessLogs: { bucket: props.accessLogs, prefix: 'buckets/releases/' },
      lifecycleRules: [
        { id: 'superseded', noncurrentVersionExpiration: Duration.days(90) },
        { id: 'inventories', prefix: 'inventories/', expiration: Duration.days(30) },
      ],
    });
  }
}

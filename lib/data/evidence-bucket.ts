import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { HardenedBucket } from '../hardened/hardened-bucket';

export interface EvidenceBucketProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  readonly key: IKey;
  readonly accessLogs: IBucket;
}

/**
 * What checks observed, locked for 400 days: PCI DSS 10.5.1 wants twelve months, and an audit is rarely on its anniversary. A trial keeps one day.
 * Governance mode: nobody deletes a version before its time without `s3:BypassGovernanceRetention`, which no role of Storefort has.
 */
export class EvidenceBucket extends HardenedBucket {
  constructor(scope: Construct, id: string, props: EvidenceBucketProps) {
    super(scope, id, {
      store: props.store,
      key: props.key,
      accessLogs: { bucket: props.accessLogs, prefix: 'buckets/evidence/' },
      objectLockDays: props.store.trial ? 1 : 400,
    });
  }
}

import { Duration } from 'aws-cdk-lib';
import type { LockConfiguration } from 'aws-cdk-lib/aws-backup';

/** What a vault lets recovery points live, and whether anybody can still change that. */
export interface VaultLock {
  readonly minRetentionDays: number;
  readonly maxRetentionDays: number;
  /** Three days after it was deployed nobody takes the lock off, root neither: AWS's compliance mode. */
  readonly final: boolean;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
export function lockConfigurationOf(lock: VaultLock): LockConfiguration {
  return {
    minRetention: Duration.days(lock.minRetentionDays),
    maxRetention: Duration.days(lock.maxRetentionDays),
    // AWS's shortest.
    ...(lock.final && { changeableFor: Duration.days(3) }),
  };
}

import { Duration } from 'aws-cdk-lib';
import type { LockConfiguration } from 'aws-cdk-lib/aws-backup';
import type { VaultLock } from '../config/vault-locks';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
export function lockConfigurationOf(lock: VaultLock): LockConfiguration {
  return {
    minRetention: Duration.days(lock.minRetentionDays),
    maxRetention: Duration.days(lock.maxRetentionDays),
    // AWS's shortest.
    ...(lock.final && { changeableFor: Duration.days(3) }),
  };
}

import type { StoreConfig } from './schema';

/** What a vault lets recovery points live, and whether anybody can still change that. */
export interface VaultLock {
  readonly minRetentionDays: number;
  readonly maxRetentionDays: number;
  /** Three days after it was deployed nobody takes the lock off, root neither: AWS's compliance mode. */
  readonly final: boolean;
}

type Kept = Pick<StoreConfig, 'backup' | 'trial'>;

/** The home vault's: the shortest and the longest life that the store file names. */
export function homeVaultLock(store: Kept): VaultLock {
  const { retentionDays, pointInTimeDays, monthlyRetentionDays } = store.backup;
  const lives = [retentionDays, pointInTimeDays, monthlyRetentionDays];
  return lock(store, Math.min(...lives), lives);
}

/** The offsite vault's: no copy lives shorter than 7 days (a trial's: 1). */
export function offsiteVaultLock(store: Kept): VaultLock {
  const { retentionDays, monthlyRetentionDays } = store.backup;
  return lock(store, store.trial ? 1 : 7, [retentionDays, monthlyRetentionDays]);
}

function lock({ backup, trial }: Kept, minRetentionDays: number, lives: readonly number[]): VaultLock {
  return {
    minRetentionDays,
    // The CDK wants the longest to be more than the shortest.
    maxRetentionDays: Math.max(minRetentionDays + 1, ...lives),
    // A trial is never locked for good: the store file refuses it, and so does this.
    final: backup.lock === 'compliance' && !trial,
  };
}

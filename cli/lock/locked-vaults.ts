import type { StoreConfig } from '../../lib/config/schema';

/** A vault that the lock will close for good. Days as they will be deployed. */
export interface LockedVault {
  readonly name: string;
  readonly region: string;
  readonly minRetentionDays: number;
  readonly maxRetentionDays: number;
}

/** As `HomeVault` names it, and as drills at home say where they restored from. */
export function homeVaultName({ name, generation }: Pick<StoreConfig, 'name' | 'generation'>): string {
  return `${name}-home-g${generation}`;
}

/** The vaults of a standing store, with the limits that its stacks give them. */
export function lockedVaults(store: StoreConfig): readonly LockedVault[] {
  const { name, generation, region, backup } = store;
  const { retentionDays, pointInTimeDays, monthlyRetentionDays, offsite } = backup;
  const home = {
    name: homeVaultName(store),
    region,
    minRetentionDays: Math.min(retentionDays, pointInTimeDays, monthlyRetentionDays),
    maxRetentionDays: Math.max(retentionDays, pointInTimeDays, monthlyRetentionDays),
  };
  if (!('region' in offsite)) return [home];
  const copies = {
    name: `${name}-offsite-g${generation}`,
    region: offsite.region,
    minRetentionDays: 7,
    maxRetentionDays: Math.max(retentionDays, monthlyRetentionDays),
  };
  return [home, copies];
}

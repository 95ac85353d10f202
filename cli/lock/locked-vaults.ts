import { namesOf } from '../../lib/config/names';
import type { StoreConfig } from '../../lib/config/schema';
import { homeVaultLock, offsiteVaultLock, type VaultLock } from '../../lib/config/vault-locks';

/** A vault that the lock will close for good. Days as they will be deployed. */
export interface LockedVault extends Pick<VaultLock, 'minRetentionDays' | 'maxRetentionDays'> {
  readonly name: string;
  readonly region: string;
}

/** The vaults of a store, with the limits that its stacks give them. */
export function lockedVaults(store: StoreConfig): readonly LockedVault[] {
  const { homeVault, offsiteVault } = namesOf(store);
  const { offsite } = store.backup;
  return [
    locked(homeVault, store.region, homeVaultLock(store)),
    ...('region' in offsite ? [locked(offsiteVault, offsite.region, offsiteVaultLock(store))] : []),
  ];
}

function locked(name: string, region: string, { minRetentionDays, maxRetentionDays }: VaultLock): LockedVault {
  return { name, region, minRetentionDays, maxRetentionDays };
}

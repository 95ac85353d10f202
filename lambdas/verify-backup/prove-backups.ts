import { checkDrills } from './check-drills';
import { checkExports } from './check-exports';
import { checkKey } from './check-key';
import { checkRecoveryPoints } from './check-recovery-points';
import { checkVault } from './check-vault';
import { verifyBackupChecks, type VerifyBackupExpectations } from './contract';
import type { Ports } from './ports';
import type { Proof } from './proof';

/** Proves each day that the store could be brought back: exports, keys, both vaults, and drills that are not too long ago. */
export async function proveBackups(expected: VerifyBackupExpectations, ports: Ports): Promise<Proof> {
  const { home, offsite } = expected.vaults;
  const [exports, ...others] = await Promise.all([
    checkExports(expected, ports),
    checkKey(expected, ports),
    checkVault('home', home, ports),
    checkVault('offsite', offsite, ports),
    checkRecoveryPoints('home', expected, ports),
    checkRecoveryPoints('offsite', expected, ports),
    checkDrills(expected, ports),
  ]);
  return {
    check: verifyBackupChecks.daily,
    results: [...exports.results, ...others.flat()],
    subject: {
      bucket: expected.exportBucket,
      keyArn: expected.keyArn,
      homeVault: home.name,
      offsiteVault: offsite.name,
      databaseArn: expected.databaseArn,
      fileSystemArn: expected.fileSystemArn,
      ...(exports.manifestKey !== undefined && { manifestKey: exports.manifestKey }),
    },
    measures: exports.ageHours === undefined ? {} : { exportAgeHours: exports.ageHours },
  };
}

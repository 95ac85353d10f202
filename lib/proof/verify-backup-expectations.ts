import type { VerifyBackupExpectations } from '../../lambdas/verify-backup/contract';
import { longestGapHours } from '../config/longest-gap';
import type { StoreConfig } from '../config/schema';
import type { VaultLock } from '../config/vault-locks';

/** A vault as it was deployed. */
export interface DeployedVault {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly lock: VaultLock;
  /** Encrypts the vault. */
  readonly keyArn: string;
}

/** What is proven, as the stacks above deployed it. */
export interface ProvenBackups {
  readonly exportBucket: { readonly name: string; readonly arn: string };
  /** Encrypts exports and offsite recovery points; its policy as deployed. */
  readonly offsiteKey: { readonly arn: string; readonly policy: unknown };
  readonly vaults: { readonly home: DeployedVault; readonly offsite: DeployedVault };
  readonly database: { readonly arn: string; readonly keyArn: string };
  readonly fileSystemArn: string;
  readonly evidence: {
    readonly bucketName: string;
    readonly bucketArn: string;
    readonly keyArn: string;
    readonly region: string;
  };
}

/**
 * What `verify-backup` holds everything against. Recovery points of the database carry the database's key, those of the file system
 * their vault's, and copies the key of the vault they were copied into.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
 */
export function expectationsOf(store: StoreConfig, proven: ProvenBackups): VerifyBackupExpectations {
  const { backup, drill } = store;
  const { home, offsite } = proven.vaults;
  return {
    store: store.name,
    generation: store.generation,
    exportBucket: proven.exportBucket.name,
    keyArn: proven.offsiteKey.arn,
    keyPolicy: proven.offsiteKey.policy,
    lockDays: backup.retentionDays,
    trial: store.trial,
    exportIntervalHours: longestGapHours(backup.exportSchedule),
    rpoHours: backup.rpoHours,
    drillIntervalHours: longestGapHours(drill.schedule),
    offsiteDrillIntervalHours: longestGapHours(drill.offsiteSchedule),
    vaults: {
      home: vaultOf(home, { database: proven.database.keyArn, files: home.keyArn }),
      offsite: vaultOf(offsite, { database: offsite.keyArn, files: offsite.keyArn }),
    },
    databaseArn: proven.database.arn,
    fileSystemArn: proven.fileSystemArn,
    evidence: { bucket: proven.evidence.bucketName, region: proven.evidence.region },
  };
}

function vaultOf(
  { name, region, keyArn, lock }: DeployedVault,
  keyArns: { readonly database: string; readonly files: string },
): VerifyBackupExpectations['vaults']['home'] {
  const { minRetentionDays, maxRetentionDays, final } = lock;
  return { name, region, keyArn, minRetentionDays, maxRetentionDays, keyArns, lockFinal: final };
}

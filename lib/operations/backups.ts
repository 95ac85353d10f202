import type { IBackupVault } from 'aws-cdk-lib/aws-backup';
import type { IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import type { NoticeChannel } from '../hardened/notice-channel';
import type { VaultLock } from '../config/vault-locks';
import { BackupPlans } from './backup-plans';
import { BackupRole, type OffsiteCopies } from './backup-role';
import { BackupWatch } from './backup-watch';
import { HomeVault } from './home-vault';

export interface BackupsProps {
  readonly store: StoreConfig;
  /** Encrypts database, file system and vault. */
  readonly key: IKey;
  readonly database: IDatabaseInstance;
  readonly fileSystem: IFileSystem;
  /** @default - nothing is copied */
  readonly offsite?: { readonly vaultArn: string; readonly key: IKey };
  readonly topic: ITopic;
  readonly notices: NoticeChannel;
}

/**
 * The store's data has recovery points in a locked vault at home and, unless switched off, a second copy of each in the locked
 * vault of another region; failure and silence are told.
 * What it leaves open: both vaults are in one account.
 */
export class Backups extends Construct {
  readonly vault: IBackupVault;
  readonly vaultLock: VaultLock;
  /** What AWS Backup works with here. */
  readonly role: IRole;

  constructor(scope: Construct, id: string, props: BackupsProps) {
    super(scope, id);
    const { store, key } = props;
    const resources = { databaseArn: props.database.instanceArn, fileSystemArn: props.fileSystem.fileSystemArn };
    const offsite = offsiteCopies(props);
    const offsiteVaultArn = offsite?.vaultArn;

    const { vault, lock } = new HomeVault(this, 'Home', { store, key, offsiteVaultArn });
    this.vault = vault;
    this.vaultLock = lock;

    const { role } = new BackupRole(this, 'Service', {
      ...resources,
      vaultArn: vault.backupVaultArn,
      keyArn: key.keyArn,
      offsite,
    });

    this.role = role;

    new BackupPlans(this, 'Plans', { ...resources, store, vault, role, offsiteVaultArn });

    new BackupWatch(this, 'Watch', {
      rpoHours: store.backup.rpoHours,
      vaultName: vault.backupVaultName,
      vaultArn: vault.backupVaultArn,
      copied: offsite !== undefined,
      topic: props.topic,
      notices: props.notices,
    });
  }
}

function offsiteCopies({ store, offsite }: BackupsProps): OffsiteCopies | undefined {
  if (offsite === undefined || !('region' in store.backup.offsite)) return undefined;
  return { vaultArn: offsite.vaultArn, keyArn: offsite.key.keyArn, region: store.backup.offsite.region };
}

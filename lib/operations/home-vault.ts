import { BackupVault } from 'aws-cdk-lib/aws-backup';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { homeVaultLock, type VaultLock } from '../config/vault-locks';
import { deployingRole } from '../hardened/deploying-role';
import { keepRecoveryPoints } from '../hardened/keep-recovery-points';
import { removalOf } from '../hardened/lifetime';
import { lockConfigurationOf } from '../hardened/vault-lock';

export interface HomeVaultProps {
  readonly store: StoreConfig;
  readonly key: IKey;
  /** The only vault that recovery points may be copied to. @default - none: nothing is copied */
  readonly offsiteVaultArn?: string;
}

/**
 * The vault of the first copies. No one deletes a recovery point in it, takes the database out of point-in-time recovery,
 * shortens a life, or copies anything elsewhere than to the offsite vault; what a lifecycle ends goes by itself. The lock's
 * limits are the shortest and the longest life that the store file names: a job outside them fails. A trial's recovery points
 * may be deleted: once its lock is taken off, or after a day.
 * What it leaves open: under `governance` a role with `backup:DeleteBackupVaultLockConfiguration` takes the lock off, and the
 * deploying role changes the policy; under `compliance` nobody takes the lock off after three days. RDS and EFS have APIs of
 * their own for their snapshots, which no vault policy governs.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
 */
export class HomeVault extends Construct {
  readonly vault: BackupVault;
  readonly lock: VaultLock;

  constructor(scope: Construct, id: string, props: HomeVaultProps) {
    super(scope, id);
    const { store } = props;
    this.lock = homeVaultLock(store);
    this.vault = new BackupVault(this, 'Vault', {
      // Kept when its stack goes: without the generation the name would be taken when the store is made again.
      backupVaultName: namesOf(store).homeVault,
      encryptionKey: props.key,
      lockConfiguration: lockConfigurationOf(this.lock),
      accessPolicy: this.guard(store, props.offsiteVaultArn),
      removalPolicy: removalOf(store),
    });
  }

  private guard(store: StoreConfig, offsiteVaultArn: string | undefined): PolicyDocument {
    const everyone = { effect: Effect.DENY, principals: [new AnyPrincipal()], resources: ['*'] };
    return new PolicyDocument({
      statements: [
        ...keepRecoveryPoints(store, [
          'backup:DeleteRecoveryPoint',
          'backup:DisassociateRecoveryPoint',
          'backup:UpdateRecoveryPointLifecycle',
        ]),
        new PolicyStatement({
          ...everyone,
          sid: 'CopyOffsiteOnly',
          actions: ['backup:CopyFromBackupVault'],
          conditions: offsiteVaultArn
            ? { 'ForAnyValue:ArnNotEquals': { 'backup:CopyTargets': offsiteVaultArn } }
            : undefined,
        }),
        new PolicyStatement({
          ...everyone,
          sid: 'KeepThisPolicy',
          actions: [
            'backup:DeleteBackupVault',
            'backup:DeleteBackupVaultAccessPolicy',
            'backup:PutBackupVaultAccessPolicy',
          ],
          conditions: { ArnNotEquals: { 'aws:PrincipalArn': deployingRole(this) } },
        }),
      ],
    });
  }
}

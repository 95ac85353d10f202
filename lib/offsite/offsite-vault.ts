import { Stack } from 'aws-cdk-lib';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { offsiteVaultLock, type VaultLock } from '../config/vault-locks';
import { deployingRole } from '../hardened/deploying-role';
import { keepRecoveryPoints } from '../hardened/keep-recovery-points';
import { removalOf } from '../hardened/lifetime';
import { lockConfigurationOf } from '../hardened/vault-lock';

export interface OffsiteVaultProps {
  readonly store: StoreConfig;
  readonly key: IKey;
}

/**
 * The vault of the second copies. No one deletes a recovery point in it, shortens its life or copies it to another account;
 * what its lifecycle ends goes by itself. The lock refuses recovery points that would live shorter than 7 days (a trial: 1) or
 * longer than the longest the store file names. A trial's recovery points may be deleted: once its lock is taken off, or after a
 * day.
 * What it leaves open: under `governance` a role with `backup:DeleteBackupVaultLockConfiguration` takes the lock off, and the
 * deploying role changes the policy; under `compliance` nobody takes the lock off after three days, root neither.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export class OffsiteVault extends Construct {
  readonly vault: BackupVault;
  readonly lock: VaultLock;

  constructor(scope: Construct, id: string, props: OffsiteVaultProps) {
    super(scope, id);
    const { store } = props;
    this.lock = offsiteVaultLock(store);
    this.vault = new BackupVault(this, 'Vault', {
      backupVaultName: namesOf(store).offsiteVault,
      encryptionKey: props.key,
      lockConfiguration: lockConfigurationOf(this.lock),
      accessPolicy: this.guard(store),
      removalPolicy: removalOf(store),
    });
  }

  private guard(store: StoreConfig): PolicyDocument {
    const everyone = { effect: Effect.DENY, principals: [new AnyPrincipal()], resources: ['*'] };
    const { account } = Stack.of(this);
    return new PolicyDocument({
      statements: [
        ...keepRecoveryPoints(store, ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle']),
        new PolicyStatement({
          ...everyone,
          sid: 'KeepInThisAccount',
          actions: ['backup:CopyFromBackupVault'],
          // `ForAllValues` is also true of a request that names no target, which is refused then.
          conditions: {
            'ForAllValues:ArnNotLike': { 'backup:CopyTargets': `arn:aws:backup:*:${account}:backup-vault:*` },
          },
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

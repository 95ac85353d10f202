import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { RegionName } from '../config/regions';
import type { StoreConfig } from '../config/schema';
import { HardenedKey } from '../hardened/hardened-key';
import { HardenedTopic } from '../hardened/hardened-topic';
import { acrossRegions, StoreStack } from '../hardened/store-stack';
import type { VaultLock } from '../config/vault-locks';
import { CopyAlarms } from './copy-alarms';
import { ExportBucket } from './export-bucket';
import { OffsiteVault } from './offsite-vault';

export interface OffsiteStackProps {
  readonly store: StoreConfig;
  /** Where the second copy lives: another region than the home region. */
  readonly region: RegionName;
}

/**
 * What survives the loss of the home region, and of whoever holds its credentials: the locked vault that AWS Backup copies
 * into, and the locked bucket of the nightly export. It asks nothing of any other stack, so it can be made first and go last.
 */
export class OffsiteStack extends StoreStack {
  readonly vault: { readonly name: string; readonly arn: string; readonly lock: VaultLock };
  readonly key: HardenedKey;
  readonly exportBucket: IBucket;
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, props: OffsiteStackProps) {
    const { store, region } = props;
    super(scope, id, {
      store,
      region,
      description: `Storefort ${store.name}: locked copies of the backups and of the nightly export, away from home`,
      stateful: true,
    });

    this.key = new HardenedKey(this, 'Key', {
      store,
      alias: `storefort/${store.name}/offsite-g${store.generation}`,
      description: `Storefort ${store.name}: offsite recovery points, exports and alarms`,
    });
    // The proof stack's functions, flow logs and state machine write theirs here.
    this.key.allowLogs();
    this.key.allowPublishing(['cloudwatch.amazonaws.com']);
    // EFS copies are made by AWS Backup itself; RDS makes its own copy with the destination vault's key.
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
    this.key.allowVia('backup');
    this.key.allowVia('rds');

    const topic = new HardenedTopic(this, 'Topic', {
      key: this.key,
      emails: store.notify.emails,
      publishers: ['cloudwatch.amazonaws.com'],
    });
    this.topic = topic;

    const { vault, lock } = new OffsiteVault(this, 'Vault', { store, key: this.key });
    this.vault = { name: vault.backupVaultName, arn: vault.backupVaultArn, lock };

    const exports = new ExportBucket(this, 'Exports', { store, key: this.key });
    this.exportBucket = exports.bucket;

    new CopyAlarms(this, 'Copies', { vaultName: vault.backupVaultName, topic });

    for (const read of [this.key, vault, exports.bucket, topic]) acrossRegions(read);
  }
}

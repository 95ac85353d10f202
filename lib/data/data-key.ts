import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { HardenedKey } from '../hardened/hardened-key';

export interface DataKeyProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation' | 'trial'>;
}

// EC2: volumes of the hosts, which Auto Scaling's service-linked role makes. Backup: recovery points of the database carry this key.
const services = ['backup', 'ec2', 'elasticache', 'elasticfilesystem', 'rds', 'secretsmanager'];

/**
 * Encrypts what the shop knows: database, files, cache, their secrets, releases, evidence and the hosts' volumes (PCI DSS 3.5.1).
 * Through the services that keep these, the account's own principals may use it; everybody else needs an IAM policy that says so.
 */
export class DataKey extends HardenedKey {
  constructor(scope: Construct, id: string, { store }: DataKeyProps) {
    super(scope, id, {
      store,
      alias: `storefort/${store.name}/data-g${store.generation}`,
      description: `Data of the store ${store.name}`,
    });
    for (const service of services) this.allowVia(service);
  }
}

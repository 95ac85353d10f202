import type { StoreConfig, StoreFile } from '../../lib/config/schema';
import { storeSchema } from '../../lib/config/schema';
import { settle } from '../../lib/config/settle';

const reason = 'a reason long enough for the schema';

/** A store file with every required field, for tests to change. */
export function aStoreFile(changes: Partial<StoreFile> = {}): StoreFile {
  return {
    domain: 'shop.example.com',
    staffHost: 'staff.example.com',
    dns: { zone: { id: 'Z0123456789EXAMPLE01', name: 'example.com' } },
    account: '111122223333',
    region: 'us-east-1',
    size: 'shop',
    backup: { offsite: { region: 'us-west-2' } },
    mail: { via: 'ses', from: 'orders@shop.example.com' },
    notify: { emails: ['owner@example.com'] },
    staff: { networks: ['203.0.113.0/29'] },
    payments: [{ gateway: 'stripe', mode: 'iframe' }],
    plugins: [{ name: 'woocommerce', version: '9.4.1', why: reason, owner: 'engineer' }],
    ...changes,
  };
}

/** A store as the stacks get it. */
export function aStore(changes: Partial<StoreFile> = {}, name = 'acme'): StoreConfig {
  return settle(name, storeSchema.parse(aStoreFile(changes)));
}

import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { HardenedKey } from '../hardened/hardened-key';

export interface PlatformKeyProps {
  readonly store: StoreConfig;
}

/**
 * The CMK *platform*: logs, alarm topics, door secrets and what functions keep. No customer data is encrypted with it,
 * so that who reads logs needs no key to data. It leaves open which principals of the account may use it: their IAM
 * policies say.
 */
export class PlatformKey extends HardenedKey {
  constructor(scope: Construct, id: string, { store }: PlatformKeyProps) {
    super(scope, id, {
      store,
      alias: `storefort/${store.name}-g${store.generation}/platform`,
      description: `Storefort ${store.name}: logs, topics, door secrets`,
    });
    this.allowLogs();
    // EventBridge publishes with a role of the operations stack: as a service it tells KMS no account.
    this.allowPublishing(['cloudwatch.amazonaws.com']);
  }
}

import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { HardenedKey } from '../hardened/hardened-key';

export interface SigningKeyProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation' | 'trial'>;
}

/**
 * Signs releases; the private half never leaves AWS KMS. Hosts may verify, and need no right to sign for it.
 * AWS KMS does not rotate asymmetric keys: a new one comes with a new generation.
 */
export class SigningKey extends HardenedKey {
  constructor(scope: Construct, id: string, { store }: SigningKeyProps) {
    super(scope, id, {
      store,
      alias: `storefort/${store.name}/signing-g${store.generation}`,
      description: `Signs releases of the store ${store.name}`,
      purpose: 'sign',
    });
  }
}

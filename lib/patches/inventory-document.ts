import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { HostDocument } from '../hardened/host-document';

export interface InventoryDocumentProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation'>;
}

/** Has a host write down what it runs, under an id and nothing else. */
export class InventoryDocument extends HostDocument {
  constructor(scope: Construct, id: string, { store }: InventoryDocumentProps) {
    super(scope, id, {
      name: namesOf(store).inventoryDocument,
      description: `Writes down what a host of ${store.name} runs.`,
      parameters: {
        InventoryId: { description: 'What the inventory is found again by.', allowedPattern: '^[a-z0-9-]{1,40}$' },
      },
      step: 'inventory',
      command: 'inventory.sh {{ InventoryId }}',
      timeout: Duration.minutes(5),
    });
  }
}

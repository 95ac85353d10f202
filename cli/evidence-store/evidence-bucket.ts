import type { StoreConfig } from '../../lib/config/schema';
import { CommandError } from '../exit-codes';
import type { StackOutputs } from './ports';

/**
 * Where a store's evidence is kept.
 * @throws CommandError when its data stack is not deployed here, or AWS cannot be asked
 */
export async function evidenceBucketOf(
  store: Pick<StoreConfig, 'name' | 'region' | 'account'>,
  outputs: StackOutputs,
): Promise<string> {
  const bucket = await outputs.output(store, 'data', 'EvidenceBucket');
  if (bucket !== undefined) return bucket;
  throw new CommandError(
    `${store.name}-data in ${store.region} of account ${store.account} names no evidence bucket; deploy it first, or use credentials of that account`,
  );
}

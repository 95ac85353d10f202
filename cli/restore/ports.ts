import type { StoreConfig } from '../../lib/config/schema';

/** Where the shop's journal is kept: PHP's log, of this generation of the store and those before. */
export interface Journal {
  /**
   * Messages that speak of the journal, logged since then, in no order.
   * @throws CommandError when the logs cannot be read, or there are none
   */
  since(store: Pick<StoreConfig, 'name' | 'generation' | 'region'>, time: Date): AsyncIterable<string>;
}

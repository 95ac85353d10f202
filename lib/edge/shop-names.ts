import type { StoreConfig } from '../config/schema';

/**
 * The names of the shop door: the domain, and `www.` before it when it is an apex, because shoppers type both.
 * An apex is what its zone is named after. With external DNS it is a domain of two labels; an apex below a suffix of two labels
 * (`example.co.uk`) is not told from a subdomain there and gets no `www.`.
 */
export function shopNames(store: Pick<StoreConfig, 'domain' | 'staffHost' | 'dns'>): readonly [string, ...string[]] {
  const { zone } = store.dns;
  const apex = zone === 'external' ? store.domain.split('.').length === 2 : zone.name === store.domain;
  const www = `www.${store.domain}`;
  return apex && www !== store.staffHost ? [store.domain, www] : [store.domain];
}

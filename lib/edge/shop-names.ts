import type { StoreConfig } from '../config/schema';

/**
 * The names of the shop door: the domain, and `www.` before it when it is an apex, because shoppers type both.
 */
export function shopNames(store: Pick<StoreConfig, 'domain' | 'staffHost' | 'dns'>): readonly [string, ...string[]] {
  const www = `www.${store.domain}`;
  return isApex(store.domain, store.dns) && www !== store.staffHost ? [store.domain, www] : [store.domain];
}

/**
 * An apex is what its zone is named after. With external DNS it is a domain of two labels; an apex below a suffix of two labels
 * (`example.co.uk`) is not told from a subdomain there, and its shop gets no `www.`.
 */
export function isApex(host: string, { zone }: Pick<StoreConfig['dns'], 'zone'>): boolean {
  return zone === 'external' ? host.split('.').length === 2 : zone.name === host;
}

import type { StoreConfig } from '../../lib/config/schema';
import { isApex } from '../../lib/edge/shop-names';
import type { Variant } from './template';

/** What rules must know of a store that a test made up itself. */
export function variantOf(store: StoreConfig): Variant {
  return {
    name: store.name,
    size: store.size,
    trial: store.trial,
    region: store.region,
    dns: store.dns.zone === 'external' ? 'external' : 'zone',
    apex: isApex(store.domain, store.dns),
    cutover: store.dns.cutover,
    staffIpv6: store.staff.networks.some((network) => network.includes(':')),
    mail: store.mail.via,
    offsite: 'region' in store.backup.offsite,
    egress: store.egress.mode,
    accountParts: 'create',
  };
}

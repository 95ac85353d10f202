import ipaddr from 'ipaddr.js';

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address belongs to the internet at large: never a loopback, private, link-local (instance metadata), shared or
 * reserved one. An IPv4 address mapped into IPv6 counts as what it maps to; other tunnels of IPv4 (6to4, NAT64, Teredo) lead who
 * knows where and are refused, and so is all that is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast);
}

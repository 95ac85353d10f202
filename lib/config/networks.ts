import ipaddr from 'ipaddr.js';

/** A network with its host bits clear. */
export interface Network {
  readonly text: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly address: ipaddr.IPv4 | ipaddr.IPv6;
  readonly prefixLength: number;
}

export type ParsedNetwork = Network | { readonly must: string; readonly remedy: string };

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
// ipaddr.js reads 010.0.0.0 as octal and 127.1 as 127.0.0.1: what AWS reads is this form only.
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/** Reads `203.0.113.0/29` or `2001:db8::/48`, or says what is wrong with it. Zone ids and IPv4 inside IPv6 are refused. */
export function parseNetwork(text: string): ParsedNetwork {
  const [host = '', prefix, ...rest] = text.split('/');
  const address = addressOf(host);
  if (address === undefined || rest.length > 0) {
    return { must: 'must be a network in CIDR notation', remedy: 'write it as 203.0.113.0/29 or 2001:db8:1234::/48' };
  }
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  if (prefix === undefined) {
    return { must: 'must have a prefix length', remedy: `write ${text}/${bits} for this one address` };
  }
  if (!/^(?:0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > bits) {
    return { must: `must have a prefix length of 0 to ${bits}`, remedy: `write ${host}/${bits} for one address` };
  }
  const right = firstOf(address, Number(prefix));
  if (right.toNormalizedString() !== address.toNormalizedString()) {
    return {
      must: `must be the address a network starts with`,
      remedy: `write ${right.toString()}/${prefix} for that network, or ${host}/${bits} for the one address`,
    };
  }
  return { text, family: address.kind(), address, prefixLength: Number(prefix) };
}

/** Whether it could be read. */
export function isNetwork(parsed: ParsedNetwork): parsed is Network {
  return 'address' in parsed;
}

/** Whether two networks share an address. */
export function overlap(a: Network, b: Network): boolean {
  if (a.family !== b.family) return false;
  const shorter = Math.min(a.prefixLength, b.prefixLength);
  return firstOf(a.address, shorter).toString() === firstOf(b.address, shorter).toString();
}

/** Documentation ranges are public in form: examples and tests use them. */
const documentation = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32']
  .map(parseNetwork)
  .filter(isNetwork);

/** What kind of address never comes from the internet: private, loopback, multicast and the like; undefined when public. */
export function unreachableKind(network: Network): string | undefined {
  if (documentation.some((known) => overlap(known, network))) return undefined;
  const range = network.address.range();
  return range === 'unicast' ? undefined : (kinds[range] ?? 'a reserved network');
}

const kinds: Readonly<Record<string, string>> = {
  private: 'a private network',
  uniqueLocal: 'a private network',
  loopback: 'the loopback network',
  linkLocal: 'a link-local network',
  carrierGradeNat: 'a network inside a carrier',
  multicast: 'a multicast network',
};

function addressOf(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipv4.test(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(':') || text.includes('.') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  return ipaddr.IPv6.parse(text);
}

function firstOf(address: ipaddr.IPv4 | ipaddr.IPv6, prefixLength: number): ipaddr.IPv4 | ipaddr.IPv6 {
  const cidr = `${address.toNormalizedString()}/${prefixLength}`;
  return address.kind() === 'ipv4'
    ? ipaddr.IPv4.networkAddressFromCIDR(cidr)
    : ipaddr.IPv6.networkAddressFromCIDR(cidr);
}

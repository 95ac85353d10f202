import { type Finding, type Path, shown } from '../finding';
import { isNetwork, type Network, overlap, parseNetwork, unreachableKind } from '../networks';
import type { StoreRule } from './store-rule';

/** Wider than this is no place one knows: 16 million IPv4 addresses, or what a provider gets of IPv6. */
const shortestPrefix = { ipv4: 8, ipv6: 32 } as const;

interface Place {
  readonly path: Path;
  readonly texts: readonly (string | undefined)[] | undefined;
  /** Callers from the internet; the other way round a private network may be meant. */
  readonly fromInternet: boolean;
  readonly everywhere: string;
}

/** Networks are known places: never the whole internet, never unreachable, never twice. */
export const networksRule: StoreRule = ({ file }) => {
  const places: Place[] = [
    {
      path: ['staff', 'networks'],
      texts: file.staff?.networks,
      fromInternet: true,
      everywhere: 'list the networks that staff and tills come from; the staff door is never open to all',
    },
    ...(file.integrations ?? []).map((integration, index) => ({
      path: ['integrations', index, 'networks'],
      texts: integration?.networks,
      fromInternet: true,
      everywhere: 'leave networks out where it may call from anywhere',
    })),
    {
      path: ['mail', 'networks'],
      texts: file.mail?.via === 'smtp' ? file.mail.networks : undefined,
      fromInternet: false,
      everywhere: 'list the addresses that the relay’s operator publishes',
    },
  ];
  return places.flatMap(findingsOf);
};

function findingsOf(place: Place): Finding[] {
  const networks = (place.texts ?? []).flatMap((text, index) => {
    const parsed = text === undefined ? undefined : parseNetwork(text);
    return parsed && isNetwork(parsed) ? [{ ...parsed, index }] : [];
  });
  return networks.flatMap((network, at) => {
    const path = [...place.path, network.index];
    const alone = ownFinding(network, place);
    if (alone) return [{ path, got: shown(network.text), ...alone }];
    const other = networks.slice(0, at).find((earlier) => overlap(earlier, network) && !ownFinding(earlier, place));
    return other ? [{ path, got: shown(network.text), ...clash(network, other) }] : [];
  });
}

function ownFinding(network: Network, place: Place): { must: string; remedy: string } | undefined {
  if (network.prefixLength === 0) return { must: 'must not be the whole internet', remedy: place.everywhere };
  const shortest = shortestPrefix[network.family];
  if (network.prefixLength < shortest) {
    return { must: `must be a known place, /${shortest} or narrower`, remedy: place.everywhere };
  }
  const kind = place.fromInternet ? unreachableKind(network) : undefined;
  if (kind === undefined) return undefined;
  return { must: `must be a public network, and is ${kind}`, remedy: 'write the address that the internet sees' };
}

function clash(network: Network, other: Network): { must: string; remedy: string } {
  if (network.prefixLength === other.prefixLength)
    return { must: 'must not stand there twice', remedy: 'take one away' };
  const [wide, narrow] = network.prefixLength < other.prefixLength ? [network, other] : [other, network];
  return { must: `must not overlap ${other.text}`, remedy: `take ${narrow.text} away, which is in ${wide.text}` };
}

import { shown } from '../finding';
import { isNetwork, overlap, parseNetwork } from '../networks';
import type { StoreRule } from './store-rule';

/** RFC 1918: the ranges nobody else routes to. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(parseNetwork).filter(isNetwork);

/** The VPC's range is private and holds the subnets of every size: AWS takes /16 to /28, three zones of three tiers want /20. */
export const vpcRule: StoreRule = ({ file }) => {
  const text = file.network?.cidr;
  if (text === undefined) return [];
  const network = parseNetwork(text);
  if (!isNetwork(network)) return [];
  const size = network.prefixLength >= 16 && network.prefixLength <= 20;
  const known = privateRanges.some((range) => range.prefixLength <= network.prefixLength && overlap(range, network));
  if (network.family === 'ipv4' && size && known) return [];
  return [
    {
      path: ['network', 'cidr'],
      must: 'must be a private IPv4 network (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16) of /16 to /20',
      got: shown(text),
      remedy: 'leave it out for 10.20.0.0/16, or choose one such as 10.21.0.0/16',
    },
  ];
};

import { everyStack, sweep, valuesBelow } from '../support/sweep';
import type { Resource, Rule } from '../support/template';

const anywhere = ['0.0.0.0/0', '::/0'];

interface Opening {
  readonly IpProtocol: string;
  readonly CidrIp?: unknown;
  readonly CidrIpv6?: unknown;
  readonly FromPort?: number;
  readonly ToPort?: number;
}

function openings(resource: Resource, direction: 'Ingress' | 'Egress'): Opening[] {
  if (resource.Type === `AWS::EC2::SecurityGroup${direction}`) return [resource.Properties as Opening];
  return (resource.Properties[`SecurityGroup${direction}`] ?? []) as Opening[];
}

function isAnywhere({ CidrIp, CidrIpv6 }: Opening): boolean {
  return anywhere.includes(String(CidrIp)) || anywhere.includes(String(CidrIpv6));
}

/** Egress to this machine itself: a group without any rule would get EC2's own, which allows all. */
function isNowhere({ CidrIp }: Opening): boolean {
  return CidrIp === '127.0.0.1/32';
}

const groups = ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'];

export const networkInvariantRules: Rule[] = [
  sweep({
    says: 'no security group lets in the whole internet',
    types: groups,
    foundIn: ['network', 'proof'],
    wrong: (resource) => (openings(resource, 'Ingress').some(isAnywhere) ? 'is open to everyone' : undefined),
  }),
  sweep({
    says: 'every way in is one protocol and named ports',
    types: groups,
    foundIn: ['network', 'proof'],
    wrong: (resource) => {
      const wide = openings(resource, 'Ingress').find(
        (each) => each.IpProtocol !== 'tcp' || each.FromPort !== each.ToPort,
      );
      return wide && `lets in ${wide.IpProtocol} ${String(wide.FromPort)}-${String(wide.ToPort)}`;
    },
  }),
  sweep({
    says: 'what leaves by address goes to 443, or to 587 of named mail relays',
    types: groups,
    foundIn: ['network', 'proof'],
    wrong: (resource) => {
      const wrong = openings(resource, 'Egress')
        .filter((each) => (each.CidrIp ?? each.CidrIpv6) !== undefined && !isNowhere(each))
        .find((each) => !isHttps(each) && !isSubmission(each));
      return wrong && `lets out ${JSON.stringify(wrong)}`;
    },
  }),
  sweep({
    says: 'nothing but NAT has a public address',
    types: [
      'AWS::EC2::Subnet',
      'AWS::EC2::LaunchTemplate',
      'AWS::RDS::DBInstance',
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
    ],
    foundIn: ['network', 'data', 'host', 'proof'],
    wrong: ({ Type, Properties }) => {
      const flags = valuesBelow(Properties).filter(
        ({ path, value }) =>
          value === true &&
          /^(MapPublicIpOnLaunch|PubliclyAccessible|AssociatePublicIpAddress)$/.test(path.at(-1) ?? ''),
      );
      if (flags.length > 0) return 'gets a public address';
      return Type.endsWith('LoadBalancer') && Properties.Scheme !== 'internal' ? 'faces the internet' : undefined;
    },
  }),
  {
    says: 'nobody logs in by key or from outside',
    stacks: everyStack,
    holds: (template) => {
      const keyed = template
        .resources()
        .filter(
          ({ Type, Properties }) =>
            Type === 'AWS::EC2::KeyPair' || Properties.LaunchTemplateData?.KeyName !== undefined,
        );
      if (keyed.length > 0) throw new Error(`key pairs: ${keyed.map(({ id }) => id).join(', ')}`);
      const ssh = template
        .resources()
        .flatMap((each) => (groups.includes(each.Type) ? openings(each, 'Ingress') : []))
        .filter(({ FromPort, ToPort }) =>
          [22, 3389].some((port) => (FromPort ?? 0) <= port && port <= (ToPort ?? 65535)),
        );
      if (ssh.length > 0) throw new Error(`remote logins: ${JSON.stringify(ssh)}`);
    },
  },
];

function isHttps({ IpProtocol, FromPort, ToPort }: Opening): boolean {
  return IpProtocol === 'tcp' && FromPort === 443 && ToPort === 443;
}

function isSubmission(opening: Opening): boolean {
  return opening.IpProtocol === 'tcp' && opening.FromPort === 587 && opening.ToPort === 587 && !isAnywhere(opening);
}

import type { StoreConfig } from '../../lib/config/schema';
import { unknownGateways } from '../../lib/edge/gateway-origins';
import { isApex, shopNames } from '../../lib/edge/shop-names';
import type { HandStep } from './hand-step';

// What a person does so that names lead to the doors.

/** The edge stack's outputs: `ShopTarget` and `StaffTarget`, the distributions' own names. */
function readTargets(name: string): string {
  return `aws cloudformation describe-stacks --region us-east-1 --stack-name ${name}-edge --query 'Stacks[0].Outputs'`;
}

/** AWS lets one distribution have a name, in all accounts together: the deploy fails while another has it. */
export function nameInUse(store: StoreConfig): HandStep[] {
  if (store.dns.cutover) return [];
  const names = [...shopNames(store), store.staffHost];
  return [
    {
      when: 'before the first deploy',
      what:
        `Ask whoever runs the shop today whether ${names.join(' or ')} is an alternate domain name of a CloudFront distribution. If so, the ` +
        'deploy of the edge stack fails until it is taken off there, and the shop is away until the cutover: do both in one evening.',
      commands: names.map((each) => `dig +short CNAME ${each}`),
    },
  ];
}

/** With external DNS the owner makes the staff door's record as soon as there is something to point at. */
export function staffRecord({ dns, staffHost, name, staff }: StoreConfig): HandStep[] {
  if (dns.zone !== 'external') return [];
  const ipv6 = staff.networks.some((network) => network.includes(':'));
  return [
    {
      when: 'after the deploy',
      what:
        `Create the staff door's record at your DNS provider: ${record(staffHost, 'StaffTarget', dns, ipv6)}. It is a new name: nobody ` +
        'is turned away by it, and staff needs it before the cutover.',
      commands: [readTargets(name)],
    },
  ];
}

/** How the shop is seen at its new home while its name still leads to the old one. */
export function lookBeforeCutover({ dns, domain, staffHost, name }: StoreConfig): HandStep[] {
  if (dns.cutover) return [];
  return [
    {
      when: 'before the cutover',
      what:
        `Look at the shop where it will be. wp-admin, tills and previews are at https://${staffHost} already. To see https://${domain} as ` +
        `shoppers will, write "<address> ${domain}" into your own machine's hosts file, with an address of the first command's ` +
        'ShopTarget, and take the line out again afterwards: addresses change.',
      commands: [readTargets(name), 'dig +short <ShopTarget>'],
    },
  ];
}

/** The shop's records are the edge stack's; by what name the shop is looked at is the operations stack's. */
function deployBoth(name: string): string {
  return `npx cdk deploy -c store=${name} '${name}/Edge' '${name}/Operations'`;
}

/** What changes beside the records. */
const lookers = 'the five-minute probe, its alarm, and where the patch window looks';

/** Points the shop's names here: by deploy in a hosted zone, by hand elsewhere. */
export function cutover(store: StoreConfig): HandStep[] {
  const names = shopNames(store);
  const { dns, name } = store;
  if (dns.zone === 'external') return [pointByHand(store, names)];
  const here = `the records of ${names.join(' and ')} in ${dns.zone.name} point at the shop door`;
  const back = 'To go back, set cutover: false, deploy both again, and put the old values back.';
  if (dns.cutover) {
    return [
      {
        when: 'now',
        what:
          `dns.cutover is true: ${here} with the next deploy of ${name}/Edge; with that of ${name}/Operations, which comes after it, ` +
          `follow ${lookers}. ${back}`,
        commands: [deployBoth(name)],
      },
    ];
  }
  return [
    {
      when: 'last, when the owner has seen the shop at its new home',
      what:
        `Set dns.cutover: true in stores/${name}.yaml and deploy ${name}/Edge: ${here}. ` +
        `${name}/Operations, deployed after it, brings ${lookers}. ` +
        `CloudFormation refuses a name that has an A, AAAA or CNAME record already: a day ahead lower that record's TTL and the ` +
        `last number of the zone's SOA record to 60, which is how long resolvers remember that there is none; then write the old values ` +
        `down, delete the record and deploy at once. ${back}`,
      commands: [
        `aws route53 list-resource-record-sets --hosted-zone-id ${dns.zone.id} --query "ResourceRecordSets[?Name=='${names[0]}.']"`,
        deployBoth(name),
      ],
    },
  ];
}

function pointByHand(store: StoreConfig, names: readonly string[]): HandStep {
  const { dns, name } = store;
  const records = names.map((each) => record(each, 'ShopTarget', dns, true)).join('; ');
  return {
    when: dns.cutover ? 'now' : 'last, when the owner has seen the shop at its new home',
    what:
      `Point ${names.join(' and ')} here at your DNS provider: ${records}. Lower the TTL a day ahead; keep the old values to go back. ` +
      (dns.cutover
        ? `dns.cutover is true: deploy both, ${name}/Edge and ${name}/Operations, when the old TTL is over. `
        : `Then, when the old TTL is over, set dns.cutover: true in stores/${name}.yaml and deploy both, ${name}/Edge and ` +
          `${name}/Operations. `) +
      `That changes ${lookers}: from then on DNS is part of what is looked at. ` +
      'To go back, put the old values back, set cutover: false and deploy both again.',
    commands: [readTargets(name), deployBoth(name)],
  };
}

/** Providers answer for an apex by ALIAS, ANAME or flattening; the standard forbids a CNAME there. */
function record(host: string, target: string, dns: StoreConfig['dns'], ipv6: boolean): string {
  if (!isApex(host, dns)) return `CNAME ${host} to the value of ${target}`;
  return `ALIAS or ANAME ${host} to the value of ${target}${ipv6 ? ', for A and AAAA' : ', for A only'}`;
}

/** What a gateway loads into the browser, where the table does not know it. */
export function gatewayOrigins({ payments }: StoreConfig): HandStep[] {
  const unknown = unknownGateways(payments);
  if (unknown.length === 0) return [];
  return [
    {
      when: 'before opening',
      what:
        `Add what ${unknown.join(' and ')} loads into the browser to lib/edge/gateway-origins.ts: its processor's page on content ` +
        'security policies names the origins. Until then browsers report it in their console (the policy reports only, nothing is ' +
        'refused), and the payment sheet is left to the browser.',
      commands: [],
    },
  ];
}

import { handSteps } from '../../../cli/plan/by-hand';
import { optOutsOf } from '../../../cli/plan/opt-outs';
import { quotaWarnings } from '../../../cli/plan/quotas';
import type { StoreFile } from '../../../lib/config/schema';
import { aStore } from '../../support/stores';
import { aResource, aStack } from './assemblies';

const stacks = [
  aStack({ path: 'acme/Network', resources: [aResource('AWS::CertificateManager::Certificate')] }),
  aStack({ path: 'acme/Offsite', region: 'us-west-2', resources: [aResource('AWS::SNS::Subscription')] }),
];
const steps = (changes: Parameters<typeof aStore>[0] = {}) => handSteps(aStore(changes), stacks);
const said = (changes: Parameters<typeof aStore>[0] = {}) => JSON.stringify(steps(changes));

test('bootstraps every account and region, before all else', () => {
  expect(steps()[0]?.commands).toEqual([
    'npx cdk bootstrap aws://111122223333/us-east-1',
    'npx cdk bootstrap aws://111122223333/us-west-2',
  ]);
});

test('names who confirms mails of which topics', () => {
  expect(said()).toMatch(/owner@example\.com, one for each topic of acme\/Offsite \(us-west-2\)/);
});

test('says where the certificate records are read, with external DNS only', () => {
  expect(said({ dns: { zone: 'external' } })).toMatch(/aws acm list-certificates --region us-east-1/);
  expect(said()).not.toMatch(/aws acm/);
});

test('asks for DKIM records with external DNS and SES, and for leaving the sandbox with SES', () => {
  expect(said({ dns: { zone: 'external' } })).toMatch(/get-email-identity .*--email-identity shop\.example\.com/);
  expect(said()).toMatch(/sandbox/);
  expect(said()).not.toMatch(/get-email-identity/);
});

test('asks for the relay’s secret with SMTP, and not for SES', () => {
  const smtp: StoreFile['mail'] = {
    via: 'smtp',
    from: 'a@shop.example.com',
    host: 'relay.example.net',
    networks: ['198.51.100.0/24'],
    secretName: 'storefort/relay',
  };
  const text = said({ mail: smtp, dns: { zone: 'external' } });
  expect(text).toMatch(/create-secret --region us-east-1 --name storefort\/relay --secret-string file:/);
  expect(text).not.toMatch(/sandbox|sesv2/);
});

test('asks for the feed’s key where the account fetches one', () => {
  expect(said()).toMatch(
    /put-secret-value --region us-east-1 --secret-id storefort\/account\/wordfence --secret-string file:/,
  );
  expect(said({ accountParts: { vulnerabilityFeed: 'existing' } })).not.toMatch(/wordfence/);
});

test('asks for a first drill of each copy there is, and then for the lock', () => {
  const reason = 'the owner keeps the second copy elsewhere';
  const commands = (changes: Parameters<typeof aStore>[0] = {}) =>
    steps(changes)
      .flatMap((step) => step.commands)
      .filter((command) => command.startsWith('npx storefort'));
  const home = ['npx storefort drill acme', 'npx storefort drill acme --files'];
  expect(commands()).toEqual([...home, 'npx storefort drill acme --offsite', 'npx storefort lock acme']);
  expect(commands({ backup: { offsite: { enabled: false, reason } } })).toEqual([...home, 'npx storefort lock acme']);
  expect(commands({ trial: true })).toEqual([...home, 'npx storefort drill acme --offsite']);
  expect(commands({ backup: { offsite: { region: 'us-west-2' }, lock: 'compliance' } })).not.toContain(
    'npx storefort lock acme',
  );
});

test('ends with the cutover', () => {
  expect(steps().at(-1)?.what).toMatch(/dns\.cutover: true/);
});

test('with external DNS names each record of the doors, an apex’s by ALIAS, and where their values are read', () => {
  const text = said({ domain: 'example.com', dns: { zone: 'external' } });
  expect(text).toContain('CNAME staff.example.com to the value of StaffTarget');
  expect(text).toContain('ALIAS or ANAME example.com to the value of ShopTarget, for A and AAAA');
  expect(text).toContain('CNAME www.example.com to the value of ShopTarget');
  expect(text).toContain('describe-stacks --region us-east-1 --stack-name acme-edge');
});

test('in a hosted zone asks for no record, and says how an old one makes way', () => {
  expect(said()).not.toContain('StaffTarget to');
  expect(said()).not.toMatch(/CNAME \S+ to the value|ALIAS/);
  const last = steps().at(-1);
  expect(last?.what).toMatch(/TTL.*SOA.*delete the record.*To go back/);
  expect(last?.commands.join()).toContain('--hosted-zone-id Z0123456789EXAMPLE01');
});

test('asks before the first deploy whether another distribution has one of the names, www. too', () => {
  const [, step] = steps({ domain: 'example.com', dns: { zone: 'external' } });
  expect(step?.commands).toEqual(
    ['example.com', 'www.example.com', 'staff.example.com'].map((name) => `dig +short CNAME ${name}`),
  );
  expect(said()).toMatch(/alternate domain name/);
  expect(said({ dns: { zone: 'external', cutover: true } })).not.toMatch(/alternate domain name/);
});

test('tells how to see the shop before the cutover, and not after', () => {
  expect(said()).toMatch(/hosts file/);
  expect(said({ dns: { zone: 'external', cutover: true } })).not.toMatch(/hosts file/);
});

test('after the cutover says that the names lead here', () => {
  const zone = { id: 'Z0123456789EXAMPLE01', name: 'example.com' };
  expect(steps({ dns: { zone, cutover: true } }).at(-1)).toMatchObject({
    when: 'now',
    what: expect.stringContaining('records of shop.example.com in example.com point at the shop door') as unknown,
  });
});

test.each([
  ['in a hosted zone', { zone: { id: 'Z0123456789EXAMPLE01', name: 'example.com' } }],
  ['with external DNS', { zone: 'external' as const }],
])('%s, deploys the door and then who looks at it, there and back', (_, dns) => {
  for (const cutover of [false, true]) {
    const last = steps({ dns: { ...dns, cutover } }).at(-1);
    expect(last?.commands.at(-1)).toBe("npx cdk deploy -c store=acme 'acme/Edge' 'acme/Operations'");
    expect(last?.what).toMatch(/the five-minute probe, its alarm, and where the patch window looks/);
    expect(last?.what).toMatch(/To go back, .*set cutover: false.* deploy both/);
  }
});

test('with external DNS the shop is probed by its name once that leads here, and no longer than that', () => {
  const last = steps({ dns: { zone: 'external' } }).at(-1);
  expect(last?.what).toMatch(
    /Point shop\.example\.com here.*when the old TTL is over.*set dns\.cutover: true.*deploy both/,
  );
  expect(last?.what).toMatch(/To go back, put the old values back, set cutover: false and deploy both/);
});

test('asks for the origins of a gateway that nobody knows, and of no other', () => {
  expect(said({ payments: [{ gateway: 'acme_pay', mode: 'redirect' }] })).toMatch(
    /Add what acme_pay loads.*gateway-origins/,
  );
  expect(said()).not.toMatch(/gateway-origins/);
});

test('names every weaker choice with its reason', () => {
  const reason = 'a reason long enough for the schema';
  const store = aStore({
    backup: { offsite: { enabled: false, reason } },
    egress: { mode: 'observe', until: '2026-12-31' },
    payments: [{ gateway: 'cards', mode: 'direct', reason }],
    integrations: [{ name: 'erp', routes: ['/wc/v3/orders'], credential: 'woocommerce-api-key', reason }],
    writablePaths: [{ path: '/uploads/exports', reason }],
  });
  expect(optOutsOf(store).map(({ field }) => field)).toEqual([
    'backup.offsite',
    'egress.mode',
    'payments[0] cards',
    'staff.networks',
    'integrations[0] erp',
    'writablePaths[0]',
  ]);
  expect(optOutsOf(store)[0]?.reason).toBe(reason);
});

test('finds no opt-out in a store that makes no weaker choice', () => {
  expect(optOutsOf(aStore({ staff: { networks: ['203.0.113.0/29', '2001:db8::/48'] } }))).toEqual([]);
});

test('warns of quotas from the third store in one account', () => {
  const [one, two, three] = ['one', 'two', 'three'].map((name) => aStore({}, name));
  if (!one || !two || !three) throw new Error('three stores');
  expect(quotaWarnings(one, [one, two])).toEqual([]);
  expect(quotaWarnings(one, [one, two, three]).join()).toMatch(
    /3 stores.*VPC.*VPC origin.*9 response headers policies.*Elastic IP/s,
  );
});

test('warns of addresses earlier, when two stores hold more than the quota', () => {
  const [one, two] = ['one', 'two'].map((name) => aStore({ size: 'surge' }, name));
  if (!one || !two) throw new Error('two stores');
  expect(quotaWarnings(one, [one, two])).toEqual([expect.stringMatching(/6 Elastic IP/)]);
});

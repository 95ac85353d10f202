import { doorNames, type DoorName } from '../../lib/doors/route';
import { decide, type Json, type WafDecision, type WafRequest } from '../support/waf-evaluator';
import { type Acl, anAcl } from './a-web-acl';
import { type Behaviour, behaviours, formsOf } from './requests';

const acls: Readonly<Record<DoorName, Acl>> = { shop: anAcl('shop'), staff: anAcl('staff') };
const ofStaff = '203.0.113.3';
const stranger = '192.0.2.9';
const here: Readonly<Record<DoorName, string>> = { shop: stranger, staff: ofStaff };

const get = (target: string, more: Partial<WafRequest> = {}): WafRequest => ({
  method: 'GET',
  target,
  address: stranger,
  ...more,
});
const post = (target: string, more: Partial<WafRequest> = {}): WafRequest => get(target, { method: 'POST', ...more });

const crs = (rule: string) => [`awswaf:managed:aws:core-rule-set:${rule}`];
const sql = ['awswaf:managed:aws:sql-database:SQLi_Body'];
const badAddress = ['awswaf:managed:aws:amazon-ip-list:AWSManagedIPReputationList'];

const allowed = { action: 'allow' } as const;
const notFound = { action: 'block', status: 404 } as const;
const forbidden = { action: 'block', status: 403 } as const;
const tooMany = { action: 'block', status: 429 } as const;

/** What the table of requests does not say: addresses, floods, labels of managed groups, spellings. */
const further: readonly (readonly [string, DoorName, WafRequest, Partial<WafDecision>])[] = [
  ['a sign-in form is looked at', 'shop', get('/my-account/', { flooding: true }), tooMany],
  ['passwords are guessed', 'shop', post('/MY-ACCOUNT/', { flooding: true }), { ...tooMany, rule: 'rate-of-address' }],
  ['an address floods', 'staff', get('/pos/', { flooding: true, address: ofStaff }), tooMany],
  ['another network at the staff door', 'staff', get('/wp-login.php'), { action: 'block' }],
  ['another IPv6 network at the staff door', 'staff', get('/pos/', { address: '2001:db8:2::1' }), { action: 'block' }],
  ['the IPv6 network of staff', 'staff', get('/pos/', { address: '2001:db8:1::1' }), allowed],
  ['the IPv4 network of staff', 'staff', get('/pos/', { address: ofStaff }), allowed],
  ['staff looks for xmlrpc', 'staff', get('/xmlrpc.php', { address: ofStaff }), notFound],
  ['staff looks for a dump', 'staff', get('/dump.sql', { address: ofStaff }), notFound],
  ['a bad address opens a page', 'shop', get('/', { labels: badAddress }), forbidden],
  ['a payment processor has a bad address', 'shop', post('/?wc-api=wc_stripe', { labels: badAddress }), allowed],
  ['the same by path', 'shop', post('/wc-api/wc_stripe', { labels: badAddress }), allowed],
  ['a declared program has one', 'shop', get('/wp-json/wc/v3/orders', { labels: badAddress }), allowed],
  ['a nameless client opens a page', 'shop', get('/', { labels: crs('NoUserAgent_Header') }), forbidden],
  ['a nameless webhook', 'shop', post('/?wc-api=x', { labels: crs('NoUserAgent_Header') }), allowed],
  ['a script in a form', 'shop', post('/contact/', { labels: crs('CrossSiteScripting_Body') }), forbidden],
  ['SQL in a form', 'shop', post('/contact/', { labels: sql }), forbidden],
  ['a long form', 'shop', post('/contact/', { labels: crs('SizeRestrictions_Body') }), forbidden],
  ['a long webhook', 'shop', post('/wc-api/x', { labels: crs('SizeRestrictions_Body') }), allowed],
  ['a long batch', 'shop', post('/wp-json/wc/store/v1/batch', { labels: crs('SizeRestrictions_Body') }), allowed],
  [
    'an upload by admin-ajax',
    'shop',
    post('/wp-admin/admin-ajax.php', { labels: crs('SizeRestrictions_Body') }),
    allowed,
  ],
  ['many cookies', 'shop', get('/', { labels: crs('SizeRestrictions_Cookie_Header') }), allowed],
  ['SQL where staff writes', 'staff', post('/wp-admin/post.php', { labels: sql, address: ofStaff }), allowed],
  ['SQL where staff signs in', 'staff', post('/wp-login.php', { labels: sql, address: ofStaff }), forbidden],
  ['an open route that is left again', 'shop', get('/wp-json/wc/store/../../wp/v2/users'), notFound],
  ['the same, encoded', 'shop', get('/wp-json/wc/store/%2e%2e/%2E%2E/wp/v2/users'), notFound],
  ['wp-admin, encoded and in capitals', 'shop', get('/%57P-Admin/edit.php'), notFound],
  ['wp-admin by a detour', 'shop', get('/cart/../wp-admin/edit.php'), notFound],
  ['a route by variable, its letters encoded', 'shop', get('/?rest_route=/wp/v2/%75sers'), notFound],
  ['an open route by variable that is left again', 'shop', get('/?rest_route=/wc/storefront/x'), notFound],
  ['a closed route’s variable empty', 'shop', get('/?rest_route='), allowed],
];

/** Which rates count a request: the rules that hold for it alone once an address floods. */
const counted: readonly (readonly [string, DoorName, WafRequest, readonly string[]])[] = [
  ['a shopper signs in', 'shop', post('/My-Account/'), ['sign-in']],
  ['a shopper looks at the sign-in', 'shop', get('/my-account/'), []],
  ['a protected post is opened', 'shop', post('/wp-login.php?action=postpass'), ['sign-in']],
  ['a shopper pays', 'shop', post('/checkout/'), ['checkout']],
  ['a shopper pays by REST', 'shop', post('/wp-json/wc/store/v1/checkout'), ['checkout']],
  ['a shopper pays by variable', 'shop', post('/?rest_route=%2Fwc%2Fstore%2Fv1%2Fbatch'), ['checkout']],
  ['a coupon is tried', 'shop', post('/?wc-ajax=apply_coupon'), ['checkout']],
  ['a shopper searches', 'shop', get('/?post_type=product&s=hat'), ['search']],
  ['a shopper looks around', 'shop', get('/shop/?paged=2'), []],
  ['staff signs in', 'staff', post('/wp-login.php'), ['sign-in']],
  ['a till signs in', 'staff', post('/wcpos-auth/'), ['sign-in']],
  ['staff pays for a test', 'staff', post('/checkout/'), ['checkout']],
  ['staff searches', 'staff', get('/?s=hat'), ['search']],
  ['a till signs in by variable', 'staff', post('/?wcpos-login=1'), ['sign-in']],
];

const filled = (target: string): string => target.replace('{picture}', '2026/11/hat.png').replace(/[{}]/g, '');

function plain(behaviour: Behaviour, door: DoorName): WafRequest {
  const [first] = formsOf(behaviour);
  return { method: first?.method ?? '', target: filled(first?.target ?? ''), address: here[door] };
}

/** What must come of a behaviour: nothing where the table of requests leaves it to the host. */
function wanted(behaviour: Behaviour, door: DoorName): 'allow' | 'block' | undefined {
  const outcome = behaviour[door];
  if (outcome.kind === 'served') return outcome.statuses?.includes(404) === true ? undefined : 'allow';
  return door === 'shop' && behaviour.seenByWaf === true ? 'block' : undefined;
}

/** All that a pair of web ACLs gets wrong. */
function problems(pair: Readonly<Record<DoorName, Acl>>): string[] {
  const ask = (door: DoorName, request: WafRequest) => decide(pair[door].acl, pair[door].resources, request);
  return [
    ...behaviours.flatMap((each) =>
      doorNames
        .filter(
          (door) => wanted(each, door) !== undefined && ask(door, plain(each, door)).action !== wanted(each, door),
        )
        .map((door) => `${door}: ${each.actor} ${each.name}: ${JSON.stringify(ask(door, plain(each, door)))}`),
    ),
    ...further.flatMap(([says, door, request, decision]) => {
      const got = ask(door, request);
      return Object.entries(decision).every(([key, value]) => got[key as keyof WafDecision] === value)
        ? []
        : [`${door}: ${says}: ${JSON.stringify(got)}`];
    }),
    ...counted.flatMap(([says, door, request, limits]) => {
      const got = (['sign-in', 'checkout', 'search'] as const).filter((limit) => counts(pair[door], limit, request));
      return got.join() === limits.join() ? [] : [`${door}: ${says}: ${got.join()}`];
    }),
  ];
}

function counts({ acl, resources }: Acl, limit: string, request: WafRequest): boolean {
  const rules = (acl.Rules as Json[]).filter((rule) => rule.Name === `rate-of-${limit}`);
  return decide({ ...acl, Rules: rules }, resources, { ...request, flooding: true }).rule !== undefined;
}

test('the web ACLs let through what is served and block what they can see of the rest', () => {
  expect(problems(acls)).toEqual([]);
});

describe.each(doorNames)('at the %s door', (door) => {
  const { acl } = acls[door];
  const own = (acl.Rules as Json[]).filter((rule) => rule.OverrideAction === undefined);

  test.each(own.map((rule) => [rule.Name as string]))('deleting %s turns an expectation red', (name) => {
    const rules = (acl.Rules as Json[]).filter((rule) => rule.Name !== name);
    const changed = { ...acls, [door]: { ...acls[door], acl: { ...acl, Rules: rules } } };
    expect(problems(changed)).not.toEqual([]);
  });

  test('no rule challenges or shows a puzzle', () => {
    expect(JSON.stringify(acl)).not.toMatch(/challenge|captcha/i);
  });

  test('priorities and names are of one rule each', () => {
    const rules = acl.Rules as Json[];
    expect(new Set(rules.map(({ Priority }) => Priority as number)).size).toBe(rules.length);
    expect(new Set(rules.map(({ Name }) => Name as string)).size).toBe(rules.length);
  });

  test('patterns keep to WAF’s limits', () => {
    const sets = Object.values(acls[door].resources).filter((each) => each.Type === 'AWS::WAFv2::RegexPatternSet');
    expect(sets).toHaveLength(1);
    for (const set of sets) expect(set.Properties.RegularExpressionList.length).toBeLessThanOrEqual(10);
    const single = [...JSON.stringify(acl).matchAll(/"RegexString":"((?:[^"\\]|\\.)*)"/g)].map(
      ([, text]) => text ?? '',
    );
    expect(single).not.toHaveLength(0);
    const all = [
      ...single.map((text) => JSON.parse(`"${text}"`) as string),
      ...sets.flatMap((set) => set.Properties.RegularExpressionList as string[]),
    ];
    for (const pattern of all) {
      expect(pattern.length).toBeLessThanOrEqual(200);
      expect(() => new RegExp(pattern)).not.toThrow();
      // AWS: no "large number of | branches"; how many it does not say.
      expect(pattern.split('|').length).toBeLessThanOrEqual(30);
    }
  });
});

import { doorsOf } from '../../lib/doors/doors-of';
import { type GuardData, guardData } from '../../lib/doors/guard-data';
import type { Method } from '../../lib/doors/route';
import { routes } from '../../lib/doors/routes';
import { aStore } from '../support/stores';
import { integrations, writablePaths } from './store-with-integrations';

const data = guardData(doorsOf(aStore({ integrations, writablePaths })));
const form = ['GET', 'HEAD', 'POST'];

test('scripts and paths with a condition say who may where it does not hold', () => {
  expect(data.paths).toEqual({
    'integration-app-0': {
      integration: { name: 'app', credential: 'application-password', networks: [] },
      otherwise: { shop: [], staff: [] },
    },
    'integration-payments-1': {
      integration: { name: 'payments', credential: 'signature', networks: [] },
      otherwise: { shop: form, staff: form },
    },
    'customer-confirmation': { actions: ['confirmaction', 'postpass'], otherwise: { shop: [], staff: form } },
  });
});

test('integrations’ routes come before the others, with methods, credential and networks', () => {
  expect(data.rest.slice(0, 4)).toEqual([
    {
      id: 'integration-erp-0',
      pattern: '^/wc/v3/orders(/|$)',
      shop: ['GET', 'HEAD'],
      staff: ['GET', 'HEAD'],
      integration: {
        name: 'erp',
        credential: 'woocommerce-api-key',
        networks: ['198.51.100.0/28', '2001:db8:7::/48'],
      },
    },
    expect.objectContaining({ id: 'integration-erp-1', pattern: '^/wc/v3/products$' }),
    expect.objectContaining({ id: 'integration-warehouse-0', shop: ['PUT'] }),
    expect.objectContaining({ id: 'integration-payments-0', pattern: '^/wc/v3/payments/webhook$', shop: ['POST'] }),
  ]);
});

/** Whether the guard would let a route or variable through, read the way its documentation says. */
function lets(rows: GuardData['rest'], door: 'shop' | 'staff', text: string, method: Method): boolean {
  const row = rows.find(({ pattern, integration }) => integration === undefined && new RegExp(pattern).test(text));
  return row?.[door].includes(method) ?? false;
}

test.each<[string, Method, boolean]>([
  ['/wc/store/v1/cart', 'GET', true],
  ['/wc/store/v1/cart', 'HEAD', true],
  ['/wc/store/v1/checkout', 'POST', true],
  ['/oembed/1.0/embed', 'POST', false],
  ['/wc/v3/orders', 'GET', false],
  ['/wp/v2/users', 'GET', false],
  ['', 'GET', false],
])('%s by %s at the shop door: %s; at the staff door all but what nobody may', (route, method, shop) => {
  expect(lets(data.rest, 'shop', route, method)).toBe(shop);
  expect(lets(data.rest, 'staff', route, method)).toBe(route !== '/oembed/1.0/embed');
});

test.each([
  ['author=1', false, true],
  ['wcpos=1', false, true],
  ['sitemap=users', false, false],
  ['sitemap=posts', true, true],
  ['wc-ajax=checkout', true, true],
  ['paged=2', true, true],
])('%s: shop %s, staff %s', (pair, shop, staff) => {
  expect(lets(data.query, 'shop', pair, 'GET')).toBe(shop);
  expect(lets(data.query, 'staff', pair, 'GET')).toBe(staff);
});

test('patterns hold nothing that would end them in PHP', () => {
  // eslint-disable-next-line no-control-regex -- that is what must not be there
  for (const { pattern } of [...data.rest, ...data.query]) expect(pattern).not.toMatch(/[\x00-\x1f]/);
});

test('a condition on a pattern of several paths is refused: what else holds for them may differ', () => {
  const [first, ...others] = routes;
  if (first === undefined) throw new Error('the table is empty');
  expect(() => guardData([{ ...first, pattern: '^/(a|b)\\.php$', actions: ['x'] }, ...others])).toThrow(
    /names one path/,
  );
});

test('survives JSON', () => {
  expect(JSON.parse(JSON.stringify(data))).toEqual(data);
});

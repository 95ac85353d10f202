import { doorsOf } from '../../lib/doors/doors-of';
import type { Route } from '../../lib/doors/route';
import { type Answer, answerOf, type Asked } from '../support/door-model';
import { aStore } from '../support/stores';
import { integrations, writablePaths } from './store-with-integrations';

const doors = doorsOf(aStore({ integrations, writablePaths }));

const served = { verdict: 'served', staffRights: false } as const;
const asStaff = { verdict: 'served', staffRights: true } as const;
const refused = { verdict: 'no such route', staffRights: false } as const;
const orders = { path: '/wp-json/wc/v3/orders/7', rest: '/wc/v3/orders/7' };
const products = { path: '/wp-json/wc/v3/products', rest: '/wc/v3/products' };
const webhook = { path: '/wp-json/wc/v3/payments/webhook', rest: '/wc/v3/payments/webhook' };

const cases: readonly (readonly [string, Asked, Partial<Answer>])[] = [
  ['a program reads what it declared', { door: 'shop', ...orders, integration: 'erp' }, asStaff],
  [
    'and the list of it',
    { door: 'shop', path: '/wp-json/wc/v3/orders', rest: '/wc/v3/orders', integration: 'erp' },
    asStaff,
  ],
  ['and its second route', { door: 'shop', ...products, integration: 'erp' }, asStaff],
  [
    'an exact route has nothing below it',
    { door: 'shop', path: '/wp-json/wc/v3/products/7', rest: '/wc/v3/products/7', integration: 'erp' },
    refused,
  ],
  ['it changes nothing', { door: 'shop', ...orders, method: 'DELETE', integration: 'erp' }, refused],
  ['without its credential or network it is a stranger', { door: 'shop', ...orders }, refused],
  [
    'a second program has the same route by another method',
    { door: 'shop', ...orders, method: 'PUT', integration: 'warehouse' },
    asStaff,
  ],
  ['each by its own method only', { door: 'shop', ...orders, method: 'PUT', integration: 'erp' }, refused],
  ['at the staff door staff is not bound by it', { door: 'staff', ...orders, method: 'DELETE' }, asStaff],
  [
    'what others declared opens nothing else',
    { door: 'shop', path: '/wp-json/wc/v3/customers', rest: '/wc/v3/customers', integration: 'erp' },
    refused,
  ],
  [
    'xmlrpc where it is declared',
    { door: 'shop', path: '/xmlrpc.php', method: 'POST', integration: 'app' },
    { ...asStaff, servant: 'script' },
  ],
  ['and only as declared', { door: 'shop', path: '/xmlrpc.php', integration: 'app' }, refused],
  ['a signed webhook', { door: 'shop', ...webhook, method: 'POST', integration: 'payments' }, asStaff],
  [
    'a webhook by path',
    { door: 'shop', path: '/hooks/paid', method: 'POST', integration: 'payments' },
    { ...asStaff, servant: 'wordpress', cached: false },
  ],
  [
    'a folder of hooks has no dotfiles',
    { door: 'shop', path: '/hooks/.env', method: 'POST', integration: 'payments' },
    refused,
  ],
  [
    'a writable folder of uploads is served',
    { door: 'shop', path: '/wp-content/uploads/elementor/css/post-7.css' },
    { ...served, servant: 'upload' },
  ],
  ['but no script of it', { door: 'shop', path: '/wp-content/uploads/elementor/css/post-7.php' }, refused],
  ['nor what is written outside uploads', { door: 'shop', path: '/wp-content/cache/page.css' }, refused],
];

const wrongs = (rows: readonly Route[]): string[] =>
  cases.filter(([, asked, said]) => !agrees(answerOf(rows, asked), said)).map(([says]) => says);

const agrees = (answer: Answer, said: Partial<Answer>): boolean =>
  Object.entries(said).every(([key, value]) => answer[key as keyof Answer] === value);

test.each(cases)('%s', (_, asked, said) => {
  expect(answerOf(doors, asked)).toMatchObject(said);
});

test('deleting a row of the store’s own turns a case red', () => {
  const own = doors.filter((row) => /^(integration|writable)-/.test(row.id));
  expect(own).toHaveLength(7);
  for (const row of own) expect([row.id, wrongs(doors.filter((each) => each !== row))]).not.toEqual([row.id, []]);
});

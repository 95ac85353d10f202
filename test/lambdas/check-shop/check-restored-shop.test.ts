import { checkRestoredShop } from '../../../lambdas/check-shop/check-restored-shop';
import type { CheckShopEvent } from '../../../lambdas/check-shop/contract';
import { checkShopEvent } from '../../../lambdas/check-shop/event';
import type { CheckShop } from '../../../lambdas/check-shop/ports';
import type { CheckResult } from '../../../lambdas/shared/check-result';

const event: CheckShopEvent = {
  restore: { database: { host: 'restored.example', port: 3306 }, takenAt: '2026-11-25T05:00:00Z' },
  expectations: { siteUrl: 'https://shop.example.com', plugins: ['woocommerce'], administrators: ['ada'] },
};
const passed: CheckResult = { id: 'shop-totals', what: 'totals', observed: 'so', expected: 'so', verdict: 'pass' };
const counts = { orders: 1, products: 2, customers: 3, users: 4 };

function shop(check: CheckShop, refuse?: Error) {
  const calls: unknown[] = [];
  const database = {
    rows: () => Promise.resolve([]),
    stream: () => {
      throw new Error('not read here');
    },
    close: () => {
      calls.push('close');
      return Promise.resolve();
    },
  };
  const databases = {
    open: (endpoint: unknown) => {
      calls.push(endpoint);
      return refuse ? Promise.reject(refuse) : Promise.resolve(database);
    },
  };
  let minute = 41;
  const now = () => new Date(`2026-11-25T06:${minute++}:00Z`);
  return { calls, database, ports: { databases, check, schema: 'shop', now } };
}

describe('checkRestoredShop', () => {
  test('logs in where the restore is, and holds the shop against what is expected of it and of its time', async () => {
    const given: unknown[] = [];
    const { calls, database, ports } = shop((...all) => {
      given.push(...all);
      return Promise.resolve({ results: [passed], counts });
    });
    expect(await checkRestoredShop(event, ports)).toEqual({
      verdict: 'pass',
      results: [passed],
      counts,
      startedAt: '2026-11-25T06:41:00.000Z',
      checkedAt: '2026-11-25T06:42:00.000Z',
    });
    expect(given).toEqual([
      database,
      'shop',
      {
        siteUrl: 'https://shop.example.com',
        plugins: ['woocommerce'],
        administrators: ['ada'],
        takenAt: '2026-11-25T05:00:00Z',
      },
    ]);
    expect(calls).toEqual([{ host: 'restored.example', port: 3306 }, 'close']);
  });

  test('expects nothing that nobody named', async () => {
    const given: unknown[] = [];
    const { ports } = shop((_, __, expectations) => {
      given.push(expectations);
      return Promise.resolve({ results: [passed] });
    });
    const bare = { restore: { database: event.restore.database }, expectations: {} };
    expect(await checkRestoredShop(bare, ports)).not.toHaveProperty('counts');
    expect(given).toEqual([{}]);
  });

  test.each(['fail', 'error'] as const)('a check that is a %s is its verdict', async (verdict) => {
    const { ports } = shop(() => Promise.resolve({ results: [passed, { ...passed, id: 'shop-tables', verdict }] }));
    expect(await checkRestoredShop(event, ports)).toMatchObject({ verdict });
  });

  test('no check at all is an error', async () => {
    const { ports } = shop(() => Promise.resolve({ results: [] }));
    expect(await checkRestoredShop(event, ports)).toMatchObject({ verdict: 'error' });
  });

  test('hands on no facts of the shop but counts, and no text without end', async () => {
    const long = { ...passed, observed: 'x'.repeat(5000), expected: 'y'.repeat(2000) };
    const facts = { prefix: 'wp_', storage: 'hpos' as const, administrators: ['ada'] };
    const { ports } = shop(() => Promise.resolve({ results: [long], counts, shop: facts }));
    const found = await checkRestoredShop(event, ports);
    expect(found).not.toHaveProperty('shop');
    expect(found.results[0]?.observed).toBe(`${'x'.repeat(2000)} …`);
    expect(found.results[0]?.expected).toBe('y'.repeat(2000));
  });

  test('closes the database also when checking throws', async () => {
    const { calls, ports } = shop(() => Promise.reject(new Error('bug')));
    await expect(checkRestoredShop(event, ports)).rejects.toThrow('bug');
    expect(calls).toContain('close');
  });

  test('fails when it cannot log in, so that it is tried again', async () => {
    const { ports } = shop(() => Promise.resolve({ results: [passed] }), new Error('database: ECONNREFUSED'));
    await expect(checkRestoredShop(event, ports)).rejects.toThrow('database: ECONNREFUSED');
  });
});

test.each([
  {},
  { ...event, restore: {} },
  { ...event, restore: { database: { host: '', port: 3306 } } },
  { ...event, restore: { database: { host: 'h', port: 0 } } },
  { ...event, expectations: { siteUrl: 'https://shop.example.com', misspelt: true } },
])('refuses %j', (given) => {
  expect(() => checkShopEvent.parse(given)).toThrow();
});

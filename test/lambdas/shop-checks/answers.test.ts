import { checkShop } from '../../../lambdas/shared/shop-checks/check-shop';
import type { ShopDatabase } from '../../../lambdas/shared/shop-checks/shop-database';
import { mariaDbIsThere } from '../../support/mariadb';
import { expectations, observed, Shops, verdicts } from './support/shops';

// A real server on a busy machine.
jest.setTimeout(120_000);

/** All there are, in their order: a check that is taken out is missed here. */
const ids = [
  'shop-schema',
  'shop-tables',
  'shop-charset',
  'shop-orders-newest',
  'shop-orders-statuses',
  'shop-orders-totals',
  'shop-orders-complete',
  'shop-orders-orphans',
  'shop-orders-storages',
  'shop-products',
  'shop-customers',
  'shop-users',
  'shop-site-url',
  'shop-plugins',
  'shop-administrators',
  'shop-retention',
  'shop-scheduler',
  'shop-autoload',
  'shop-readable',
  'shop-cards',
];

const describeIf = mariaDbIsThere() ? describe : describe.skip;

describeIf('a shop that is checked', () => {
  let shops: Shops;

  beforeAll(async () => {
    shops = await Shops.start();
    await shops.make({ schema: 'shop', orders: 50 });
  });
  afterAll(async () => {
    await shops.stop();
  });

  /** The real database, but for statements that `refuse` answers. */
  function refusing(refuse: (statement: string) => string | undefined): ShopDatabase {
    const answer = (statement: string) => {
      const fault = refuse(statement);
      if (fault !== undefined) throw new Error(`database: ${fault}`);
    };
    return {
      rows: async (statement, values) => {
        await Promise.resolve();
        answer(statement);
        return shops.database.rows(statement, values);
      },
      stream: (statement, values) => {
        answer(statement);
        return shops.database.stream(statement, values);
      },
    };
  }

  test('is checked for all of it, each thing once', async () => {
    const { results } = await shops.check('shop');

    expect(results.map(({ id }) => id)).toEqual(ids);
  });

  test('lists what it is not held against, and judges none of that', async () => {
    const proof = await checkShop(shops.database, 'shop', {});

    expect(verdicts(proof)).toEqual({
      fail: [],
      error: [],
      'not-run': [
        'shop-orders-newest',
        'shop-orders-storages',
        'shop-site-url',
        'shop-plugins',
        'shop-administrators',
        'shop-retention',
      ],
    });
    expect(observed(proof, 'shop-orders-newest')).toBe(
      'not run, because no time of the recovery point is known; 50 orders, the newest of 2026-11-25T01:00:00.000Z',
    );
    expect(observed(proof, 'shop-administrators')).toBe(
      'not run, because no administrators are named; found agency, owner',
    );
    expect(observed(proof, 'shop-plugins')).toContain('active are two-factor, woocommerce, woocommerce-pos');
    expect(observed(proof, 'shop-site-url')).toContain('home is https://shop.example.com');
  });

  test('is not judged by age where only the days are known', async () => {
    const proof = await shops.check('shop', { takenAt: undefined });

    expect(observed(proof, 'shop-retention')).toBe('not run, because no time of the recovery point is known');
  });

  test('may be quiet where nobody says how long', async () => {
    const proof = await shops.check('shop', { takenAt: '2026-11-30T00:00:00Z', quietHours: undefined });

    expect(observed(proof, 'shop-orders-newest')).toBe(
      'not run, because nobody says how long the shop may be quiet; 50 orders, the newest of 2026-11-25T01:00:00.000Z',
    );
    const early = await shops.check('shop', { takenAt: '2026-11-01T00:00:00Z', quietHours: undefined });
    expect(early.results.find(({ id }) => id === 'shop-orders-newest')?.verdict).toBe('fail');
  });

  test('is counted', async () => {
    const { counts } = await shops.check('shop');

    expect(counts).toEqual({ orders: 50, products: 10, customers: 25, users: 21 });
  });

  test('has an error, and the others go on, where a statement is refused', async () => {
    const database = refusing((statement) =>
      /Action|actionscheduler_actions/.test(statement) ? 'ER_STATEMENT_TIMEOUT 1969' : undefined,
    );

    const proof = await checkShop(database, 'shop', expectations);

    expect(verdicts(proof)).toEqual({
      fail: [],
      error: ['shop-scheduler', 'shop-readable', 'shop-cards'],
      'not-run': ['shop-orders-storages'],
    });
    expect(observed(proof, 'shop-scheduler')).toBe('database: ER_STATEMENT_TIMEOUT 1969');
  });

  test.each(ids.slice(2))('never passes %s on a statement that is refused', async (id) => {
    // Found by what each is seen to ask: all statements but those that open the shop, and the one that asks whether anybody is there.
    const database = refusing((statement) =>
      /information_schema|custom_orders_table_enabled|^SELECT 1$/.test(statement) ? undefined : 'ER_LOCK_DEADLOCK 1213',
    );

    const proof = await checkShop(database, 'shop', expectations);

    expect(proof.results.find((result) => result.id === id)?.verdict).toBe('error');
    expect(proof.counts).toBeUndefined();
    expect(proof.shop).toMatchObject({ prefix: 'wp_', siteUrl: undefined, newestOrder: undefined });
  });

  test.each([
    { count: 'orders', statement: /^SELECT COUNT\(\*\) FROM `shop`.`wp_wc_orders` o WHERE o.type/ },
    { count: 'products', statement: /^SELECT COUNT\(\*\) FROM `shop`.`wp_posts` WHERE post_type = 'product'/ },
    { count: 'customers', statement: /^SELECT COUNT\(\*\) FROM `shop`.`wp_wc_customer_lookup`$/ },
    { count: 'users', statement: /^SELECT COUNT\(\*\) FROM `shop`.`wp_users`$/ },
  ])('says so where the $count cannot be counted, whether or not they were before', async ({ statement }) => {
    const database = refusing((asked) => (statement.test(asked) ? 'ER_LOCK_WAIT_TIMEOUT 1205' : undefined));
    const previous = { orders: 50, products: 10, customers: 25, users: 21 };

    const first = await checkShop(database, 'shop', expectations);
    const later = await checkShop(database, 'shop', { ...expectations, previous });

    expect([first.counts, verdicts(first).fail, verdicts(first).error.length]).toEqual([undefined, [], 1]);
    expect(verdicts(later).error).toEqual(expect.arrayContaining(['shop-orders-kept', 'shop-users-kept']));
  });

  test.each(['ER_LOCK_WAIT_TIMEOUT 1205', 'ER_STATEMENT_TIMEOUT 1969', 'ER_TABLEACCESS_DENIED_ERROR 1142'])(
    'is an error, and no fault of the shop, where %s hides where its orders are',
    async (fault) => {
      const database = refusing((asked) => (asked.includes('custom_orders_table_enabled') ? fault : undefined));

      const proof = await checkShop(database, 'shop', expectations);

      expect(verdicts(proof)).toEqual({ fail: [], error: ids, 'not-run': [] });
      expect(observed(proof, 'shop-schema')).toBe(`database: ${fault}`);
    },
  );

  test.each(['ER_NO_SUCH_TABLE 1146', 'ER_BAD_FIELD_ERROR 1054', 'ER_CRASHED_ON_USAGE 1194'])(
    'is read by where its orders are when %s hides the option',
    async (fault) => {
      const database = refusing((asked) => (asked.includes('custom_orders_table_enabled') ? fault : undefined));

      const { shop } = await checkShop(database, 'shop', expectations);

      expect(shop?.storage).toBe('hpos');
    },
  );

  test('has errors all the way once nobody answers', async () => {
    let asked = 0;
    const database = refusing((statement) => {
      if (statement.includes('wc-processing')) asked = 1;
      return asked === 1 ? 'ER_SOCKET_UNEXPECTED_CLOSE' : undefined;
    });

    const proof = await checkShop(database, 'shop', expectations);

    expect(verdicts(proof).fail).toEqual([]);
    expect(verdicts(proof).error).toEqual(ids.slice(ids.indexOf('shop-orders-complete')));
    expect(observed(proof, 'shop-orders-orphans')).toBe('the database no longer answers');
  });

  test('is an error altogether when the database does not answer at all', async () => {
    const proof = await checkShop(
      refusing(() => 'ER_CONNECTION_TIMEOUT'),
      'shop',
      expectations,
    );

    expect(verdicts(proof).error).toEqual(ids);
    expect([proof.counts, proof.shop]).toEqual([undefined, undefined]);
  });

  test('is an error where the rows of a found card number cannot be fetched', async () => {
    await shops.ask('START TRANSACTION');
    await shops.ask(`UPDATE shop.wp_comments SET comment_content = '5425233430109903' WHERE comment_ID = 1`);
    const database = refusing((statement) =>
      statement.startsWith('SELECT `comment_ID`') ? 'ER_QUERY_INTERRUPTED' : undefined,
    );

    const proof = await checkShop(database, 'shop', expectations);
    await shops.ask('ROLLBACK');

    expect(verdicts(proof)).toMatchObject({ fail: [], error: ['shop-cards'] });
  });

  test('is suspected of a card number where the search itself gives up', async () => {
    const database: ShopDatabase = {
      rows: (statement, values) =>
        shops.database.rows(
          statement.replaceAll(/CONVERT\(`comment_content` USING binary\) REGEXP '[^']*'/g, 'NULL'),
          values,
        ),
      stream: (statement, values) => shops.database.stream(statement, values),
    };
    await shops.ask('START TRANSACTION');
    await shops.ask(`UPDATE shop.wp_comments SET comment_content = '5425233430109903' WHERE comment_ID = 1`);

    const proof = await checkShop(database, 'shop', expectations);
    await shops.ask('ROLLBACK');

    expect(verdicts(proof).fail).toEqual(['shop-cards']);
  });
});

import { mariaDbIsThere } from '../../support/mariadb';
import { observed, Shops, verdicts } from './support/shops';

// A real server on a busy machine.
jest.setTimeout(120_000);

/** Written down here, so that a table cannot leave the shop's list unseen. */
const required = [
  'actionscheduler_actions',
  'actionscheduler_claims',
  'actionscheduler_groups',
  'actionscheduler_logs',
  'commentmeta',
  'comments',
  'options',
  'postmeta',
  'posts',
  'term_relationships',
  'term_taxonomy',
  'termmeta',
  'terms',
  'usermeta',
  'users',
  'wc_customer_lookup',
  'wc_order_addresses',
  'wc_order_operational_data',
  'wc_order_stats',
  'wc_orders',
  'wc_orders_meta',
  'wc_product_meta_lookup',
  'woocommerce_api_keys',
  'woocommerce_order_itemmeta',
  'woocommerce_order_items',
  'woocommerce_payment_tokenmeta',
  'woocommerce_payment_tokens',
  'woocommerce_sessions',
  'woocommerce_shipping_zones',
  'woocommerce_tax_rates',
];

const ofOrders = ['shop-orders-newest', 'shop-orders-statuses', 'shop-orders-totals', 'shop-orders-complete'];

const describeIf = mariaDbIsThere() ? describe : describe.skip;

describeIf('the tables of a shop', () => {
  let shops: Shops;

  beforeAll(async () => {
    shops = await Shops.start();
    await shops.make({ schema: 'shop', orders: 100 });
    await shops.make({ schema: 'synced', storage: 'synced', orders: 100 });
    await shops.ask('CREATE DATABASE aside');
  });
  afterAll(async () => {
    await shops.stop();
  });

  async function without(tables: readonly string[], look: () => Promise<void>): Promise<void> {
    const rename = (from: string, to: string) =>
      shops.ask(`RENAME TABLE ${tables.map((table) => `${from}.wp_${table} TO ${to}.wp_${table}`).join(', ')}`);
    await rename('shop', 'aside');
    try {
      await look();
    } finally {
      await rename('aside', 'shop');
    }
  }

  test.each(required)('are missed when %s is not there, and nothing else is blamed', async (table) => {
    await without([table], async () => {
      const proof = await shops.check('shop');

      expect(verdicts(proof)).toMatchObject({ fail: ['shop-tables'], error: [] });
      expect(observed(proof, 'shop-tables')).toBe(`missing: wp_${table}`);
    });
  });

  test('say which checks could not run without one', async () => {
    await without(['wc_orders'], async () => {
      const proof = await shops.check('shop');

      expect(verdicts(proof)['not-run']).toEqual([
        ...ofOrders,
        'shop-orders-orphans',
        'shop-orders-storages',
        'shop-customers',
        'shop-retention',
      ]);
      expect(observed(proof, 'shop-orders-totals')).toBe('not run, because wp_wc_orders is missing');
      expect(proof.counts).toBeUndefined();
      expect(proof.shop?.siteUrl).toBe('https://shop.example.com');
    });
  });

  test('are not a shop when most are missing', async () => {
    await without(required.slice(0, 16), async () => {
      const proof = await shops.check('shop');

      expect(verdicts(proof)).toMatchObject({ fail: ['shop-schema'], error: [] });
      expect(observed(proof, 'shop-schema')).toBe(
        "none of 36 tables are a shop's: 30 make one; 14 of them have the prefix wp_",
      );
      expect(proof.results.filter(({ verdict }) => verdict === 'not-run')).toHaveLength(19);
      expect(proof.shop).toBeUndefined();
    });
  });

  test('are missed by column', async () => {
    await shops.ask('ALTER TABLE shop.wp_wc_orders RENAME COLUMN total_amount TO total');

    const proof = await shops.check('shop');
    await shops.ask('ALTER TABLE shop.wp_wc_orders RENAME COLUMN total TO total_amount');

    expect(verdicts(proof)).toMatchObject({ fail: ['shop-tables'], error: [] });
    expect(observed(proof, 'shop-tables')).toBe('missing: column total_amount of wp_wc_orders');
  });

  test('kept as latin1 fail, with the column', async () => {
    await shops.ask('ALTER TABLE shop.wp_comments MODIFY comment_content text CHARACTER SET latin1 NOT NULL');

    const proof = await shops.check('shop');
    await shops.ask('ALTER TABLE shop.wp_comments MODIFY comment_content text CHARACTER SET utf8mb4 NOT NULL');

    expect(verdicts(proof)).toMatchObject({ fail: ['shop-charset'], error: [] });
    expect(observed(proof, 'shop-charset')).toBe('wp_comments.comment_content is latin1');
  });

  test('of a plugin are searched for card numbers in whatever charset they are', async () => {
    await shops.ask(`CREATE TABLE shop.wp_old_form (note text CHARACTER SET ucs2, KEY (note(10)))`);
    await shops.ask(`INSERT INTO shop.wp_old_form VALUES ('no'), ('Karte 5425 2334 3010 9903')`);
    await shops.ask(`CREATE TABLE shop.other_log (line varchar(90) CHARACTER SET latin1 PRIMARY KEY)`);
    await shops.ask(`INSERT INTO shop.other_log VALUES ('käse 5425233430109903')`);

    const proof = await shops.check('shop');
    await shops.ask('DROP TABLE shop.wp_old_form, shop.other_log');

    expect(verdicts(proof)).toMatchObject({ fail: ['shop-cards'], error: [] });
    expect(observed(proof, 'shop-cards')).toBe(
      '2 in other_log, wp_old_form: other_log.line 542523******9903; wp_old_form.note 542523******9903',
    );
  });

  test('that cannot be read are named, and their checks do not run', async () => {
    await shops.ask('ALTER TABLE shop.wp_actionscheduler_actions DISCARD TABLESPACE');
    await shops.ask('ALTER TABLE shop.wp_term_taxonomy DISCARD TABLESPACE');

    const proof = await shops.check('shop');
    await shops.make({ schema: 'shop', orders: 100 });

    expect(verdicts(proof)).toEqual({
      fail: ['shop-readable'],
      error: [],
      'not-run': ['shop-orders-storages', 'shop-products', 'shop-scheduler', 'shop-cards'],
    });
    expect(observed(proof, 'shop-readable')).toContain('2 of 52 tables cannot be read: wp_actionscheduler_actions: ');
    expect(observed(proof, 'shop-scheduler')).toBe('not run, because wp_actionscheduler_actions cannot be read');
  });

  test('of several sites are refused', async () => {
    await shops.ask('CREATE TABLE shop.wp_blogs (blog_id bigint)');
    await shops.ask('CREATE TABLE shop.wp_site (id bigint)');

    const proof = await shops.check('shop');
    await shops.ask('DROP TABLE shop.wp_blogs, shop.wp_site');

    expect(verdicts(proof)).toMatchObject({ fail: ['shop-schema'], error: [] });
    expect(observed(proof, 'shop-schema')).toContain('multisite is not supported');
  });

  test('of two shops are refused', async () => {
    const copies = required.map((table) => `shop.copy_${table}`);
    for (const table of required) await shops.ask(`CREATE TABLE shop.copy_${table} LIKE shop.wp_${table}`);

    const proof = await shops.check('shop');
    await shops.ask(`DROP TABLE ${copies.join(', ')}`);

    expect(verdicts(proof)).toMatchObject({ fail: ['shop-schema'], error: [] });
    expect(observed(proof, 'shop-schema')).toContain('2 shops in one schema');
  });

  test('that are none make no shop', async () => {
    const proof = await shops.check('aside');

    expect(verdicts(proof)).toMatchObject({ fail: ['shop-schema'], error: [] });
    expect(observed(proof, 'shop-schema')).toBe('the schema holds no table');
  });

  test('of orders may be there unused: the option decides', async () => {
    const proof = await shops.checkWith({ schema: 'synced' }, [
      `UPDATE {p}options SET option_value = 'no' WHERE option_name = 'woocommerce_custom_orders_table_enabled'`,
      'DELETE FROM {p}wc_orders WHERE id < 2004',
    ]);

    expect(proof.shop?.storage).toBe('posts');
    expect(verdicts(proof)).toEqual({ fail: [], error: [], 'not-run': [] });
  });

  test('of both storages pass in step', async () => {
    const proof = await shops.check('synced');

    expect(proof.shop?.storage).toBe('hpos');
    expect(verdicts(proof)).toEqual({ fail: [], error: [], 'not-run': [] });
    expect(observed(proof, 'shop-orders-storages')).toContain('100 in both');
  });

  test.each([
    { lost: 'posts', done: `DELETE FROM {p}posts WHERE post_type = 'shop_order' AND ID < 2020` },
    { lost: 'tables', done: `UPDATE {p}wc_orders SET type = 'shop_other' WHERE id < 2020` },
  ])('of both storages fail when orders are lost in $lost', async ({ done }) => {
    const proof = await shops.checkWith({ schema: 'synced' }, [done]);

    expect(verdicts(proof)).toEqual({ fail: ['shop-orders-storages'], error: [], 'not-run': [] });
    expect(observed(proof, 'shop-orders-storages')).toMatch(/^91 in both, .*\b9 in/);
  });
});

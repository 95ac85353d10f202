import { mariaDbIsThere } from '../../support/mariadb';
import { observed, Shops, verdicts } from './support/shops';

// A real server on a busy machine.
jest.setTimeout(120_000);

const forget = `DELETE FROM {p}options WHERE option_name LIKE 'woocommerce_custom_orders_table%'`;
const set = (value: string) =>
  `UPDATE {p}options SET option_value = '${value}' WHERE option_name = 'woocommerce_custom_orders_table_enabled'`;
const unsync = `UPDATE {p}options SET option_value = 'no' WHERE option_name = 'woocommerce_custom_orders_table_data_sync_enabled'`;
const copyOfTables = `INSERT INTO {p}wc_orders (id, type, status, total_amount)
  SELECT ID, post_type, post_status, 1 FROM {p}posts WHERE post_type = 'shop_order'`;

const describeIf = mariaDbIsThere() ? describe : describe.skip;

describeIf('where orders are', () => {
  let shops: Shops;

  beforeAll(async () => {
    shops = await Shops.start();
    for (const storage of ['hpos', 'posts', 'synced'] as const) {
      await shops.make({ schema: storage, storage, orders: 100 });
    }
    await shops.make({ schema: 'none', orders: 0 });
  });
  afterAll(async () => {
    await shops.stop();
  });

  test.each([
    { schema: 'hpos', storage: 'hpos' },
    { schema: 'posts', storage: 'posts' },
    { schema: 'synced', storage: 'hpos' },
    { schema: 'none', storage: 'posts' },
  ])('is seen by the orders of $schema when the option is not there', async ({ schema, storage }) => {
    const proof = await shops.checkWith({ schema }, [forget]);

    expect(verdicts(proof)).toMatchObject({ fail: [], error: [] });
    expect(proof.shop?.storage).toBe(storage);
  });

  test('is looked at, and lost amounts fail, when the option is not there', async () => {
    const proof = await shops.checkWith({ schema: 'hpos' }, [forget, 'UPDATE {p}wc_orders SET tax_amount = 0']);

    expect(verdicts(proof).fail).toEqual(['shop-orders-totals']);
  });

  test('may not be the storage that is not in use', async () => {
    const proof = await shops.checkWith({ schema: 'hpos' }, [set('no')]);

    expect(verdicts(proof).fail).toContain('shop-orders-storages');
    expect(observed(proof, 'shop-orders-storages')).toMatch(
      /^(\d+) of \1 orders left in WooCommerce's tables are not in posts/,
    );
  });

  test.each([
    { name: 'one', where: 'post_type = "shop_order" AND post_status = "wc-completed" LIMIT 1', fails: false },
    { name: 'many', where: 'ID BETWEEN 2100 AND 2130', fails: true },
  ])('may lack $name of those left in posts: fails $fails', async ({ where, fails }) => {
    const proof = await shops.checkWith({ schema: 'synced' }, [
      unsync,
      `UPDATE {p}wc_orders SET type = 'shop_other' WHERE id IN (SELECT ID FROM (SELECT ID FROM {p}posts WHERE ${where}) x)`,
    ]);

    expect(verdicts(proof).fail.includes('shop-orders-storages')).toBe(fails);
  });

  test('may be both after a migration, and cancelled orders thrown out of the one in use', async () => {
    const proof = await shops.checkWith({ schema: 'synced' }, [
      unsync,
      `UPDATE {p}posts SET post_status = 'wc-cancelled' WHERE post_type = 'shop_order' AND ID BETWEEN 2100 AND 2130`,
      `UPDATE {p}wc_orders SET type = 'shop_other' WHERE id BETWEEN 2100 AND 2130`,
    ]);

    expect(verdicts(proof)).toEqual({ fail: [], error: [], 'not-run': [] });
    expect(observed(proof, 'shop-orders-storages')).toMatch(/^0 of \d+ orders left in posts/);
  });

  test('may be posts, with copies left in the tables', async () => {
    const proof = await shops.checkWith({ schema: 'posts' }, [copyOfTables]);

    expect(verdicts(proof)).toEqual({ fail: [], error: [], 'not-run': [] });
  });
});

describeIf('a shop without an order', () => {
  let shops: Shops;
  const ofItems = ['woocommerce_order_items', 'woocommerce_order_itemmeta'];
  const ofTables = ['wc_orders', 'wc_orders_meta', 'wc_order_addresses', 'wc_order_operational_data', ...ofItems];
  const gone = (tables: readonly string[]) => tables.map((table) => `DELETE FROM {p}${table}`);
  const noPosts = `DELETE FROM {p}posts WHERE post_type LIKE 'shop_order%'`;

  beforeAll(async () => {
    shops = await Shops.start();
    for (const storage of ['hpos', 'posts'] as const) await shops.make({ schema: storage, storage, orders: 60 });
    await shops.make({ schema: 'none', orders: 0 });
  });
  afterAll(async () => {
    await shops.stop();
  });

  test.each([
    { schema: 'hpos', trace: 'statistics', done: [...gone(ofTables), noPosts] },
    { schema: 'hpos', trace: 'posts that reserve numbers', done: gone([...ofTables, 'wc_order_stats']) },
    {
      schema: 'posts',
      trace: 'statistics',
      done: [...gone([...ofItems]), noPosts, 'DELETE FROM {p}postmeta WHERE post_id > 2000'],
    },
  ])('in $schema fails with $trace of some', async ({ schema, done }) => {
    const proof = await shops.checkWith({ schema }, done);

    expect(verdicts(proof)).toMatchObject({ fail: ['shop-orders-orphans'], error: [] });
    expect(observed(proof, 'shop-orders-orphans')).toContain('while there is no order at all');
  });

  test('passes when it is new, with a cart under way', async () => {
    const proof = await shops.checkWith({ schema: 'none' }, [
      `INSERT INTO {p}posts (ID, post_type, post_status) VALUES (3000, 'shop_order_placehold', 'draft')`,
      `INSERT INTO {p}wc_orders (id, type, status) VALUES (3000, 'shop_order', 'wc-checkout-draft')`,
    ]);

    expect(verdicts(proof)).toMatchObject({ fail: [], error: [] });
  });
});

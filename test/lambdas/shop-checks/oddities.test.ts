import { mariaDbIsThere } from '../../support/mariadb';
import { observed, Shops, verdicts } from './support/shops';

// A real server on a busy machine.
jest.setTimeout(120_000);

interface Oddity {
  readonly name: string;
  readonly done: readonly string[];
  /** What is seen of it where. */
  readonly seen?: readonly [check: string, text: string];
}

const meta = (key: string, value: string) =>
  `INSERT INTO {p}wc_orders_meta (order_id, meta_key, meta_value) VALUES (2100, '${key}', '${value}')`;

/** What real shops are like: none of it may alarm. */
const oddities: readonly Oddity[] = [
  {
    name: 'a transaction id that passes for a card number',
    done: [`UPDATE {p}wc_orders SET transaction_id = '4000000000000002' WHERE id = 2100`],
  },
  { name: 'a transaction id in the meta of an order', done: [meta('_transaction_id', '4000000000000002')] },
  { name: 'a tracking number', done: [meta('_tracking_number', '4000000000000002')] },
  {
    name: 'article numbers of 13 digits that begin as a card number does',
    done: [
      `UPDATE {p}postmeta SET meta_value = '4006381333931' WHERE meta_key = '_global_unique_id' AND post_id = 101`,
      `UPDATE {p}wc_product_meta_lookup SET global_unique_id = '4006381333931' WHERE product_id = 101`,
    ],
  },
  {
    name: 'a stock number that passes for a card number',
    done: [`UPDATE {p}postmeta SET meta_value = '4222222222222' WHERE meta_key = '_sku' AND post_id = 101`],
  },
  {
    name: 'a telephone number of 15 digits',
    done: [`UPDATE {p}comments SET comment_content = 'call +378282246310005' WHERE comment_ID = 3`],
  },
  { name: 'a time in nanoseconds', done: [meta('_seen', '1795618853492902040')] },
  { name: 'a number of the right length that fails its check digit', done: [meta('_memo', '5425233430109904')] },
  { name: 'an id of 32 digits', done: [meta('_hash', '54252334301099035425233430109903')] },
  { name: 'a card number that is part of a word', done: [meta('_intent', 'pi_5425233430109903x')] },
  { name: 'the last four digits of a card', done: [meta('_card', 'xxxx xxxx xxxx 9903')] },
  {
    name: 'a refund of the whole order by hand, without its lines',
    done: [
      `DELETE m FROM {p}woocommerce_order_itemmeta m JOIN {p}woocommerce_order_items i USING (order_item_id) WHERE i.order_id % 2 = 1`,
      'DELETE FROM {p}woocommerce_order_items WHERE order_id % 2 = 1',
    ],
  },
  {
    name: 'totals mended by hand, as many as two',
    done: ['UPDATE {p}wc_orders SET total_amount = total_amount - 5 WHERE id IN (2100, 2102)'],
    seen: ['shop-orders-totals', '2 of 200 orders are off'],
  },
  {
    name: 'totals that are a cent off, because each line was rounded',
    done: [`UPDATE {p}wc_orders SET total_amount = total_amount + 0.01 WHERE type = 'shop_order'`],
    seen: ['shop-orders-totals', '0 of 200 orders are off'],
  },
  {
    name: 'an order that was deleted by hand, and left its items',
    done: ['DELETE FROM {p}wc_orders WHERE id = 2100'],
  },
  {
    name: 'orders from a till, the newest ones, without address and meta',
    done: [
      `UPDATE {p}wc_order_operational_data SET created_via = 'woocommerce-pos' WHERE order_id > 2380`,
      'DELETE FROM {p}wc_order_addresses WHERE order_id > 2380',
      'DELETE FROM {p}wc_orders_meta WHERE order_id > 2380',
    ],
  },
  {
    name: 'the newest two orders from checkout without meta',
    done: ['DELETE FROM {p}wc_orders_meta WHERE order_id > 2394'],
    seen: ['shop-orders-complete', 'of 150 lack meta'],
  },
  {
    name: 'the newest three orders without operational data, as an older one is too',
    done: ['DELETE FROM {p}wc_order_operational_data WHERE order_id IN (2300, 2396, 2398, 2400)'],
    seen: ['shop-orders-complete', '4 of 200 lack operational data;'],
  },
  {
    name: 'a paid order without items, and a free one',
    done: [
      `DELETE m FROM {p}woocommerce_order_itemmeta m JOIN {p}woocommerce_order_items i USING (order_item_id) WHERE i.order_id = 2100`,
      'DELETE FROM {p}woocommerce_order_items WHERE order_id = 2100',
    ],
  },
  { name: 'a status of a plugin', done: [`UPDATE {p}wc_orders SET status = 'wc-pos-partial' WHERE id % 8 = 0`] },
  {
    name: 'a status of a plugin that is gone',
    done: [`UPDATE {p}wc_orders SET status = 'completed' WHERE id = 2100`],
    seen: ['shop-orders-statuses', '1 of 200 unknown'],
  },
  {
    name: 'a cart that is being filled, and an order that is being typed in',
    done: [
      `INSERT INTO {p}wc_orders (id, type, status, total_amount) VALUES (2500, 'shop_order', 'wc-checkout-draft', 12), (2502, 'shop_order', 'auto-draft', 0)`,
    ],
    seen: ['shop-orders-newest', '200 orders'],
  },
  {
    name: 'two orders dated ahead by hand',
    done: [`UPDATE {p}wc_orders SET date_created_gmt = '2027-01-01 00:00:00' WHERE id IN (2100, 2102)`],
    seen: ['shop-orders-newest', '2 after the recovery point'],
  },
  {
    name: 'the newest orders dated by a clock that is ten minutes fast',
    done: [`UPDATE {p}wc_orders SET date_created_gmt = '2026-11-25 01:40:00' WHERE id > 2390`],
  },
  {
    name: 'orders that another plugin keeps beside',
    done: [
      `INSERT INTO {p}wc_orders (id, type, status, total_amount) VALUES (2500, 'shop_subscription', 'wc-active', 12)`,
    ],
  },
  {
    name: 'a few actions that are late while others run',
    done: [
      `UPDATE {p}actionscheduler_actions SET scheduled_date_gmt = '2026-11-20 00:00:00' WHERE status = 'pending' ORDER BY action_id LIMIT 10`,
    ],
    seen: ['shop-scheduler', '10 actions are late'],
  },
  {
    name: 'an action that was never given a time',
    done: [`UPDATE {p}actionscheduler_actions SET scheduled_date_gmt = '0000-00-00 00:00:00' WHERE status = 'pending'`],
    seen: ['shop-scheduler', '0 actions are late'],
  },
  {
    name: 'erased buyers of long ago',
    done: [
      `UPDATE {p}wc_orders SET date_created_gmt = '2020-01-01 00:00:00', billing_email = 'deleted@site.invalid' WHERE id < 2050`,
      `UPDATE {p}wc_order_addresses SET email = 'deleted@site.invalid', first_name = '[deleted]', last_name = '[deleted]' WHERE order_id < 2050`,
      `UPDATE {p}wc_customer_lookup SET date_last_active = '2020-01-01 00:00:00', email = 'deleted@site.invalid' WHERE customer_id < 5`,
    ],
    seen: ['shop-retention', '0 orders and 0 customers'],
  },
  {
    name: 'a buyer of the last week of the time that is kept',
    done: [`UPDATE {p}wc_orders SET date_created_gmt = '2024-09-13 00:00:00' WHERE id = 2002`],
  },
  {
    name: 'capitals and a slash in home, and the former address of the administration',
    done: [
      `UPDATE {p}options SET option_value = 'https://Shop.Example.com/' WHERE option_name = 'home'`,
      `UPDATE {p}options SET option_value = 'https://old.example.net/wp' WHERE option_name = 'siteurl'`,
    ],
    seen: ['shop-site-url', 'siteurl is https://old.example.net/wp'],
  },
  {
    name: 'a name with a question mark, and two that are garbled',
    done: [
      `UPDATE {p}wc_order_addresses SET first_name = 'Jo?' WHERE order_id = 2100 AND address_type = 'billing'`,
      `UPDATE {p}wc_order_addresses SET city = 'KÃ¶ln' WHERE order_id = 2102`,
    ],
    seen: ['shop-charset', '3 of '],
  },
  {
    name: 'two garbled names where all others are ASCII',
    done: [
      `UPDATE {p}wc_order_addresses SET first_name = 'Anna', last_name = 'Smith', city = IF(id < 3, 'KÃ¶ln', 'London')`,
      `UPDATE {p}wc_customer_lookup SET first_name = 'Anna', last_name = 'Smith', city = 'London'`,
    ],
    seen: ['shop-charset', '2 of 2 names'],
  },
  {
    name: 'plugins of one file and in another order',
    done: [
      `UPDATE {p}options SET option_value = 'a:3:{i:0;s:27:"woocommerce/woocommerce.php";i:1;s:35:"woocommerce-pos/woocommerce-pos.php";i:5;s:25:"two-factor/two-factor.php";}' WHERE option_name = 'active_plugins'`,
    ],
  },
  {
    name: 'a role for an account that is gone',
    done: [
      `INSERT INTO {p}usermeta (user_id, meta_key, meta_value) VALUES (9000, 'wp_capabilities', 'a:1:{s:13:"administrator";b:1;}')`,
    ],
  },
  {
    name: 'an administrator whose power was taken away',
    done: [
      `UPDATE {p}usermeta SET meta_value = 'a:2:{s:7:"cashier";b:1;s:13:"administrator";b:0;}' WHERE user_id = 4 AND meta_key = 'wp_capabilities'`,
    ],
  },
  {
    name: 'no customers in a shop that keeps no list of them',
    done: [
      `UPDATE {p}options SET option_value = 'no' WHERE option_name = 'woocommerce_analytics_enabled'`,
      'DELETE FROM {p}wc_customer_lookup',
    ],
    seen: ['shop-customers', 'not run, because WooCommerce keeps no list'],
  },
  {
    name: 'no customers in a shop that was opened yesterday',
    done: [
      `UPDATE {p}wc_orders SET date_created_gmt = '2026-11-24 12:00:00' + INTERVAL id SECOND`,
      'DELETE FROM {p}wc_customer_lookup',
    ],
    seen: ['shop-customers', '0 customers of 0 orders'],
  },
  {
    name: 'a product that was deleted and is listed still',
    done: ['DELETE FROM {p}posts WHERE ID = 101'],
    seen: ['shop-products', '1 of 10 listed are gone'],
  },
  {
    name: 'two products without meta and type',
    done: [
      'DELETE FROM {p}postmeta WHERE post_id IN (101, 102)',
      'DELETE FROM {p}term_relationships WHERE object_id IN (101, 102)',
    ],
    seen: ['shop-products', '2 lack their meta, 2 their type'],
  },
  {
    name: 'no statistics of orders where the scheduler has not run',
    done: ['DELETE FROM {p}wc_order_stats', 'DELETE FROM {p}wc_customer_lookup WHERE user_id IS NULL'],
    seen: ['shop-customers', ' of '],
  },
  {
    name: 'a product that is being typed in, and one thrown away',
    done: [
      `INSERT INTO {p}posts (ID, post_type, post_status) VALUES (3001, 'product', 'auto-draft'), (3002, 'product', 'trash')`,
    ],
    seen: ['shop-products', '10 products;'],
  },
  {
    name: 'prices without decimals, and totals rounded to them',
    done: [
      `UPDATE {p}options SET option_value = '0' WHERE option_name = 'woocommerce_price_num_decimals'`,
      `UPDATE {p}wc_orders SET total_amount = ROUND(total_amount)`,
    ],
    seen: ['shop-orders-totals', '0 of 200 orders are off'],
  },
];

const describeIf = mariaDbIsThere() ? describe : describe.skip;

describeIf('an odd shop', () => {
  let shops: Shops;

  beforeAll(async () => {
    shops = await Shops.start();
    await shops.make({ schema: 'shop', orders: 200 });
  });
  afterAll(async () => {
    await shops.stop();
  });

  test.each(oddities)('with $name passes', async ({ done, seen }) => {
    const proof = await shops.checkWith({ schema: 'shop' }, done);

    expect(verdicts(proof)).toMatchObject({ fail: [], error: [] });
    if (seen !== undefined) expect(observed(proof, seen[0])).toContain(seen[1]);
  });

  test.each([
    { name: 'no order yet', orders: 0 },
    { name: 'ten orders', orders: 10 },
    { name: 'a prefix of its own', orders: 30, prefix: 'Kq7_shop_' },
    { name: 'orders in posts and none yet', orders: 0, storage: 'posts' as const },
    { name: 'orders in posts', orders: 10, storage: 'posts' as const },
    { name: 'a thousand orders', orders: 1000, seed: 7 },
    { name: 'a thousand orders in posts', orders: 1000, storage: 'posts' as const, seed: 8 },
  ])('with $name passes', async ({ name: _, ...plan }) => {
    await shops.make({ schema: 'other', ...plan });

    const proof = await shops.check('other');

    expect(verdicts(proof)).toEqual({ fail: [], error: [], 'not-run': ['shop-orders-storages'] });
    expect(proof.counts?.orders).toBe(plan.orders);
    expect(proof.shop).toMatchObject({
      prefix: plan.prefix ?? 'wp_',
      storage: plan.storage ?? 'hpos',
      administrators: ['agency', 'owner'],
      currency: 'EUR',
      wooCommerceVersion: '9.4.0',
      newestOrder: plan.orders === 0 ? undefined : '2026-11-25T01:00:00.000Z',
    });
  });
});

import { type ShopCheck, notRun, passIf, tooMany } from './shop-check';

const mostPercent = 2;

/** Where orders are kept twice, in step, both must have come back. */
export const storages: ShopCheck = {
  id: 'shop-orders-storages',
  what: 'orders kept in both storages are in both',
  expected: `at most ${mostPercent} % in one only`,
  needs: () => ['options', 'posts'],
  look: async (shop) => {
    const inStep = (await shop.option('woocommerce_custom_orders_table_data_sync_enabled')) === 'yes';
    if (!inStep || !shop.tables.has(`${shop.prefix}wc_orders`)) return notRun('orders are kept in one place');
    const tables = `SELECT id FROM ${shop.t('wc_orders')} WHERE type = 'shop_order' AND status <> 'auto-draft'`;
    const posts = `SELECT ID AS id FROM ${shop.t('posts')} WHERE post_type = 'shop_order' AND post_status <> 'auto-draft'`;
    const [inBoth = 0, onlyTables = 0] = await shop.numbers(
      `SELECT SUM(p.id IS NOT NULL), SUM(p.id IS NULL) FROM (${tables}) t LEFT JOIN (${posts}) p ON p.id = t.id`,
    );
    const onlyPosts = (await shop.number(`SELECT COUNT(*) FROM (${posts}) p`)) - inBoth;
    return passIf(
      !tooMany(onlyTables + onlyPosts, inBoth + onlyTables + onlyPosts, mostPercent),
      `${inBoth} in both, ${onlyTables} in WooCommerce's tables only, ${onlyPosts} in posts only`,
    );
  },
};

import type { OpenShop } from './open-shop';
import { type Finding, type ShopCheck, notRun, passIf, tooMany } from './shop-check';

const mostPercent = 2;

/** Those that are thrown out after some time, from the storage in use only, and those that were never orders. */
const passing = `'auto-draft', 'draft', 'checkout-draft', 'wc-checkout-draft', 'trash', 'wc-pending', 'wc-failed', 'wc-cancelled'`;

/**
 * Where orders are kept twice, in step, both must have come back. Where they are not, what a migration left in the other storage
 * is in the one in use as well: if not, that one lost orders, or the option that names it was lost.
 */
export const storages: ShopCheck = {
  id: 'shop-orders-storages',
  what: 'orders kept in both storages are in both',
  expected: `at most ${mostPercent} % in one only`,
  needs: (shop) => ['options', 'posts', ...(shop.storage === 'hpos' || hasTables(shop) ? ['wc_orders'] : [])],
  look: async (shop) => {
    if (!hasTables(shop)) return notRun('orders are kept in one place');
    const inStep = (await shop.option('woocommerce_custom_orders_table_data_sync_enabled')) === 'yes';
    return inStep ? inBoth(shop) : leftInTheOther(shop);
  },
};

function hasTables(shop: OpenShop): boolean {
  return shop.tables.has(`${shop.prefix}wc_orders`);
}

async function inBoth(shop: OpenShop): Promise<Finding> {
  const tables = `SELECT id FROM ${shop.t('wc_orders')} WHERE type = 'shop_order' AND status <> 'auto-draft'`;
  const posts = `SELECT ID AS id FROM ${shop.t('posts')} WHERE post_type = 'shop_order' AND post_status <> 'auto-draft'`;
  const [both = 0, onlyTables = 0] = await shop.numbers(
    `SELECT SUM(p.id IS NOT NULL), SUM(p.id IS NULL) FROM (${tables}) t LEFT JOIN (${posts}) p ON p.id = t.id`,
  );
  const onlyPosts = (await shop.number(`SELECT COUNT(*) FROM (${posts}) p`)) - both;
  return passIf(
    !tooMany(onlyTables + onlyPosts, both + onlyTables + onlyPosts, mostPercent),
    `${both} in both, ${onlyTables} in WooCommerce's tables only, ${onlyPosts} in posts only`,
  );
}

/** Posts that only reserve a number (`shop_order_placehold`) are no orders. */
async function leftInTheOther(shop: OpenShop): Promise<Finding> {
  const tables = {
    table: shop.t('wc_orders'),
    id: 'id',
    type: 'type',
    status: 'status',
    where: "WooCommerce's tables",
  };
  const posts = { table: shop.t('posts'), id: 'ID', type: 'post_type', status: 'post_status', where: 'posts' };
  const [used, other] = shop.storage === 'hpos' ? [tables, posts] : [posts, tables];
  const [left = 0, lacking = 0] = await shop.numbers(
    `SELECT COUNT(*), SUM(u.${used.id} IS NULL) FROM ${other.table} x
      LEFT JOIN ${used.table} u ON u.${used.id} = x.${other.id} AND u.${used.type} = 'shop_order'
      WHERE x.${other.type} = 'shop_order' AND COALESCE(x.${other.status}, '') NOT IN (${passing})`,
  );
  if (left === 0) return notRun('orders are kept in one place');
  const isEmpty = (await shop.orderCount()) === 0;
  return passIf(
    lacking === 0 || !(isEmpty || tooMany(lacking, left, mostPercent)),
    `${lacking} of ${left} orders left in ${other.where} are not in ${used.where}, which are in use`,
    `at most ${mostPercent} % of those left in ${other.where}`,
  );
}

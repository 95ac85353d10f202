import type { OpenShop } from './open-shop';
import { tracesOf } from './order-traces';
import { type ShopCheck, passIf, tooMany } from './shop-check';

/** Of each kind; plugins leave some behind. */
const mostPercent = 2;

/** Rows that belong to a parent's row by its id: no foreign key says so anywhere. */
interface Bond {
  readonly what: string;
  /** One row a child, with the parent's id as `parent`. */
  readonly children: string;
  readonly parents: string;
  readonly parentId: string;
}

/**
 * Whether what belongs to an order still has it. A parent that would be newer than all that are there was lost at the end of a
 * table: one is too many.
 */
export const orphans: ShopCheck = {
  id: 'shop-orders-orphans',
  what: 'items, meta, addresses and refunds have the order they belong to',
  expected: `at most ${mostPercent} % of each kind without, none of them newer than the newest order, and orders where any left a trace`,
  needs: ({ storage }) => [
    'woocommerce_order_items',
    'woocommerce_order_itemmeta',
    'wc_order_stats',
    'posts',
    ...(storage === 'hpos'
      ? ['wc_orders', 'wc_orders_meta', 'wc_order_addresses', 'wc_order_operational_data']
      : ['postmeta']),
  ],
  look: async (shop) => {
    const seen: string[] = [];
    const broken: string[] = [];
    for (const bond of bondsOf(shop)) {
      const [all = 0, off = 0, beyond = 0] = await shop.numbers(
        `SELECT COUNT(*), SUM(p.${bond.parentId} IS NULL), SUM(p.${bond.parentId} IS NULL AND c.parent > n.newest)
          FROM (${bond.children}) c LEFT JOIN ${bond.parents} p ON p.${bond.parentId} = c.parent
          CROSS JOIN (SELECT COALESCE(MAX(${bond.parentId}), 0) AS newest FROM ${bond.parents}) n`,
      );
      const ofThese = `${off} of ${all} ${bond.what}${beyond > 0 ? `, ${beyond} of them of newer ones than are there` : ''}`;
      seen.push(ofThese);
      if (beyond > 0 || tooMany(off, all, mostPercent)) broken.push(ofThese);
    }
    const traces = await tracesOf(shop);
    if (traces > 0) broken.push(`${traces} orders, whose numbers are known, while there is no order at all`);
    return broken.length === 0
      ? passIf(true, `without: ${seen.join('; ')}`)
      : passIf(false, `without: ${broken.join('; ')}`);
  },
};

function bondsOf(shop: OpenShop): Bond[] {
  const items = shop.t('woocommerce_order_items');
  const shared: Bond = {
    what: 'items with meta',
    children: `SELECT DISTINCT order_item_id AS parent FROM ${shop.t('woocommerce_order_itemmeta')}`,
    parents: items,
    parentId: 'order_item_id',
  };
  return shop.storage === 'hpos' ? [shared, ...bondsOfTables(shop, items)] : [shared, ...bondsOfPosts(shop, items)];
}

function bondsOfTables(shop: OpenShop, items: string): Bond[] {
  const orders = { parents: shop.t('wc_orders'), parentId: 'id' };
  const children = (table: string) => `SELECT order_id AS parent FROM ${table}`;
  return [
    { what: 'items', children: children(items), ...orders },
    // One a row of an order: the index is enough.
    {
      what: 'orders with meta',
      children: `SELECT DISTINCT order_id AS parent FROM ${shop.t('wc_orders_meta')}`,
      ...orders,
    },
    { what: 'addresses', children: children(shop.t('wc_order_addresses')), ...orders },
    { what: 'rows of operational data', children: children(shop.t('wc_order_operational_data')), ...orders },
    {
      what: 'refunds',
      children: `SELECT parent_order_id AS parent FROM ${shop.t('wc_orders')} WHERE type = 'shop_order_refund'`,
      ...orders,
    },
  ];
}

function bondsOfPosts(shop: OpenShop, items: string): Bond[] {
  const orders = { parents: shop.t('posts'), parentId: 'ID' };
  return [
    { what: 'items', children: `SELECT order_id AS parent FROM ${items}`, ...orders },
    {
      what: 'totals',
      children: `SELECT post_id AS parent FROM ${shop.t('postmeta')} WHERE meta_key = '_order_total'`,
      ...orders,
    },
    {
      what: 'refunds',
      children: `SELECT post_parent AS parent FROM ${shop.t('posts')} WHERE post_type = 'shop_order_refund'`,
      ...orders,
    },
  ];
}

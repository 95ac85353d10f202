import type { OpenShop } from './open-shop';

/**
 * Of a shop without a single order: how many orders it had, by what others keep of them. 0 while there are orders, and for a shop
 * that never had one. Statistics and the posts that reserve numbers go with an order that WooCommerce deletes; drafts have their
 * post, and are still there themselves.
 */
export async function tracesOf(shop: OpenShop): Promise<number> {
  if ((await shop.orderCount()) > 0) return 0;
  const { from, id } = shop.orders;
  const statistics = `SELECT order_id AS id FROM ${shop.t('wc_order_stats')}`;
  const reserved = `SELECT ID AS id FROM ${shop.t('posts')} WHERE post_type = 'shop_order_placehold'`;
  // Where orders are posts, one that only reserves a number is left from a time when they were not.
  const traces = shop.storage === 'hpos' ? `${statistics} UNION ${reserved}` : statistics;
  return shop.number(`SELECT COUNT(*) FROM (${traces}) t LEFT JOIN ${from} ON ${id} = t.id WHERE ${id} IS NULL`);
}

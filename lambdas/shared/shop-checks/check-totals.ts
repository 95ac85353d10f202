import type { OpenShop } from './open-shop';
import { type ShopCheck, passIf, tooMany } from './shop-check';

/** Of all orders; gift cards and hand edits make some of any shop's differ. */
const mostPercent = 2;

/**
 * Total = lines + fees (both after discount) + shipping + tax of the cart + tax of the shipping. Only the server adds up: no amount
 * leaves it.
 */
export const totals: ShopCheck = {
  id: 'shop-orders-totals',
  what: 'the totals of orders are the sums of their parts',
  expected: `at most ${mostPercent} % of the orders are off`,
  needs: ({ storage }) => [
    'options',
    'woocommerce_order_items',
    'woocommerce_order_itemmeta',
    ...(storage === 'hpos' ? ['wc_orders', 'wc_order_operational_data'] : ['posts', 'postmeta']),
  ],
  look: async (shop) => {
    const decimals = Number((await shop.option('woocommerce_price_num_decimals')) ?? '2');
    // Each line is rounded for itself, and the total once more.
    const unit = 10 ** -Math.min(Math.max(Number.isInteger(decimals) ? decimals : 2, 0), 6);
    const amounts = shop.storage === 'hpos' ? amountsOfTables(shop) : amountsOfPosts(shop);
    const [orders = 0, off = 0] = await shop.numbers(
      `SELECT COUNT(*), SUM(ABS(a.total - a.rest - COALESCE(l.total, 0)) > ${unit} * GREATEST(2, COALESCE(l.parts, 0)))
        FROM (${amounts}) a LEFT JOIN (${lines(shop)}) l ON l.order_id = a.id`,
    );
    return passIf(!tooMany(off, orders, mostPercent), `${off} of ${orders} orders are off`);
  },
};

const decimal = (value: string) => `CAST(COALESCE(${value}, 0) AS DECIMAL(26, 8))`;

/** From the meta's index on: the other way round the server would look up every item of every order one by one. */
function lines(shop: OpenShop): string {
  return `SELECT i.order_id, COUNT(*) AS parts, SUM(${decimal('m.meta_value')}) AS total
    FROM ${shop.t('woocommerce_order_itemmeta')} m STRAIGHT_JOIN ${shop.t('woocommerce_order_items')} i
    ON i.order_item_id = m.order_item_id AND i.order_item_type IN ('line_item', 'fee')
    WHERE m.meta_key = '_line_total' GROUP BY i.order_id`;
}

function amountsOfTables(shop: OpenShop): string {
  const { from, isOrder } = shop.orders;
  const rest = ['o.tax_amount', 'd.shipping_total_amount', 'd.shipping_tax_amount'];
  return `SELECT o.id, COALESCE(o.total_amount, 0) AS total, ${rest.map((part) => `COALESCE(${part}, 0)`).join(' + ')} AS rest
    FROM ${from} LEFT JOIN ${shop.t('wc_order_operational_data')} d ON d.order_id = o.id WHERE ${isOrder}`;
}

/** `+ 0` for the same reason: all amounts are read once, and not each order's by its index. */
function amountsOfPosts(shop: OpenShop): string {
  const { from, isOrder } = shop.orders;
  const rest = `'_order_tax', '_order_shipping', '_order_shipping_tax'`;
  const amounts = `SELECT m.post_id + 0 AS id, SUM(IF(m.meta_key = '_order_total', ${decimal('m.meta_value')}, 0)) AS total,
      SUM(IF(m.meta_key = '_order_total', 0, ${decimal('m.meta_value')})) AS rest
    FROM ${shop.t('postmeta')} m WHERE m.meta_key IN ('_order_total', ${rest}) GROUP BY m.post_id + 0`;
  return `SELECT o.ID AS id, COALESCE(m.total, 0) AS total, COALESCE(m.rest, 0) AS rest
    FROM ${from} LEFT JOIN (${amounts}) m ON m.id = o.ID WHERE ${isOrder}`;
}

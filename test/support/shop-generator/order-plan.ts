import type { Sql } from './sql';

/** Where the numbers of orders begin; refunds take the odd ones. */
export const firstOrderId = 2000;

const collation = 'DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

/**
 * Decides every order and its lines, before they are written as either storage keeps them. Every third order is tax free, prices
 * of every second include tax, every eighth has a coupon, every tenth a fee, every twentieth is refunded wholly or in part, and
 * every fifth is in another currency.
 */
export function planOrders(
  sql: Sql,
  plan: { orders: number; people: number; products: number; until: Date },
): string[] {
  const { own } = sql;
  return [
    `CREATE TEMPORARY TABLE ${own('line')} (id int unsigned PRIMARY KEY AUTO_INCREMENT, order_id int unsigned, kind char(9),
      name varchar(200), product int unsigned, qty int, subtotal decimal(20,6), subtotal_tax decimal(20,6), total decimal(20,6),
      tax decimal(20,6), KEY (order_id)) ENGINE=InnoDB ${collation}`,
    `CREATE TEMPORARY TABLE ${own('order')} (n int unsigned PRIMARY KEY, id int unsigned UNIQUE, type varchar(20), parent int unsigned,
      at datetime, status varchar(20), currency char(3), included tinyint, rate decimal(4,2), coupon decimal(4,2),
      shipping decimal(20,6), fee decimal(20,6), p int unsigned, user_id int unsigned, first varchar(60), last varchar(60),
      city varchar(60), country char(2), postcode varchar(10), email varchar(100), phone varchar(40), method varchar(20),
      cart_tax decimal(20,6), shipping_tax decimal(20,6), discount decimal(20,6), discount_tax decimal(20,6),
      total decimal(20,6)) ENGINE=InnoDB ${collation}`,
    ...heads(sql, plan),
    ...lines(sql, plan.products),
    // Totals are rounded once, over all lines, as WooCommerce does.
    `UPDATE ${own('order')} o JOIN (SELECT order_id, SUM(subtotal - total) AS off, SUM(subtotal_tax - tax) AS off_tax,
        SUM(total) AS net, SUM(tax) AS tax FROM ${own('line')} WHERE kind IN ('line_item', 'fee') GROUP BY order_id) l
      ON l.order_id = o.id SET discount = ROUND(off, 2), discount_tax = ROUND(off_tax, 2), cart_tax = ROUND(tax, 2),
      shipping_tax = ROUND(shipping * rate, 2),
      total = ROUND(net + shipping + ROUND(tax, 2) + ROUND(shipping * rate, 2), 2)`,
    ...refunds(sql),
  ];
}

function heads({ own, pick }: Sql, plan: { orders: number; people: number; until: Date }): string[] {
  const until = plan.until.toISOString().slice(0, 19).replace('T', ' ');
  // Two years at most, and an order every six hours at least.
  const seconds = Math.max(1, Math.min(6 * 3600, Math.floor((730 * 86_400) / Math.max(plan.orders, 1))));
  const chance = pick('status', 'seq', 100);
  return [
    `INSERT INTO ${own('order')} (n, id, type, parent, at, status, currency, included, rate, coupon, shipping, fee, p, user_id, first,
        last, city, country, postcode, email, phone, method)
      SELECT seq, ${firstOrderId} + 2 * seq, 'shop_order', 0, '${until}' - INTERVAL (${plan.orders} - seq) * ${seconds} SECOND,
        CASE WHEN seq % 20 = 7 THEN 'wc-refunded' WHEN s < 70 THEN 'wc-completed' WHEN s < 85 THEN 'wc-processing'
          WHEN s < 90 THEN 'wc-on-hold' WHEN s < 94 THEN 'wc-cancelled' WHEN s < 97 THEN 'wc-failed' ELSE 'wc-pending' END,
        IF(seq % 5 = 0, ELT(1 + ${pick('cur', 'seq', 3)}, 'USD', 'GBP', 'JPY'), 'EUR'), seq % 2, IF(seq % 3 = 0, 0, 0.19),
        IF(seq % 8 = 0, 0.10, 0), IF(seq % 6 = 0, 0, 4.9), IF(seq % 10 = 3, 2.5, 0), person.p, user_id, first, last, city, country,
        postcode, email, phone, ELT(1 + seq % 4, 'stripe', 'ppcp-gateway', 'cod', 'pos_cash')
      FROM (SELECT seq, ${chance} AS s, 1 + ${pick('who', 'seq', plan.people)} AS who FROM seq_1_to_${Math.max(plan.orders, 1)} WHERE seq <= ${plan.orders}) numbers
      JOIN ${own('person')} person ON person.p = who`,
  ];
}

function lines({ own, pick }: Sql, products: number): string[] {
  const columns = `(order_id, kind, name, product, qty, subtotal, subtotal_tax, total, tax)`;
  const gross = `qty * price`;
  const net = `IF(included = 1, ROUND(${gross} / (1 + rate), 6), ${gross})`;
  return [
    `INSERT INTO ${own('line')} ${columns} SELECT id, 'line_item', CONCAT('Product ', product), 100 + product, qty, net,
        ROUND(net * rate, 6), ROUND(net * (1 - coupon), 6), ROUND(net * (1 - coupon) * rate, 6)
      FROM (SELECT id, rate, coupon, product, qty, ${net} AS net FROM (SELECT id, included, rate, coupon, k.seq AS k,
          1 + ${pick('product', "n, '-', k.seq", products)} AS product, 1 + ${pick('qty', "n, '-', k.seq", 3)} AS qty,
          3 + ${pick('cents', "n, '-', k.seq", 9000)} / 100 AS price
        FROM ${own('order')} JOIN seq_1_to_3 k ON k.seq <= 1 + n % 3) priced) counted`,
    `INSERT INTO ${own('line')} ${columns} SELECT id, 'shipping', 'Flat rate', 0, 1, shipping, ROUND(shipping * rate, 2), shipping,
      ROUND(shipping * rate, 2) FROM ${own('order')} WHERE shipping > 0`,
    `INSERT INTO ${own('line')} ${columns} SELECT id, 'fee', 'Gift wrap 🎁', 0, 1, fee, ROUND(fee * rate, 6), fee,
      ROUND(fee * rate, 6) FROM ${own('order')} WHERE fee > 0`,
    `INSERT INTO ${own('line')} ${columns} SELECT id, 'tax', 'DE-VAT-1', 0, 1, 0, 0, 0, 0 FROM ${own('order')} WHERE rate > 0`,
    `INSERT INTO ${own('line')} ${columns} SELECT id, 'coupon', 'welcome10', 0, 1, 0, 0, 0, 0 FROM ${own('order')} WHERE coupon > 0`,
  ];
}

/** A refund is an order of its own, its amounts negative: whole for `wc-refunded`, else of the first line. */
function refunds({ own }: Sql): string[] {
  const source = own('line');
  return [
    `CREATE TEMPORARY TABLE ${own('refund')} AS SELECT * FROM ${own('order')} WHERE n % 20 IN (7, 11)`,
    `CREATE TEMPORARY TABLE ${own('back')} AS SELECT l.* FROM ${source} l JOIN ${own('refund')} r ON r.id = l.order_id
      WHERE kind IN ('line_item', 'shipping', 'fee') AND (r.status = 'wc-refunded'
        OR l.id = (SELECT MIN(id) FROM ${source} m WHERE m.order_id = r.id))`,
    `INSERT INTO ${source} (order_id, kind, name, product, qty, subtotal, subtotal_tax, total, tax)
      SELECT order_id + 1, kind, name, product, -qty, -subtotal, -subtotal_tax, -total, -tax FROM ${own('back')}`,
    `UPDATE ${own('refund')} r JOIN (SELECT order_id, SUM(total) AS net, SUM(IF(kind = 'shipping', 0, tax)) AS tax,
        SUM(IF(kind = 'shipping', tax, 0)) AS ship_tax, SUM(IF(kind = 'shipping', total, 0)) AS ship
        FROM ${own('back')} GROUP BY order_id) b ON b.order_id = r.id
      SET r.total = -ROUND(net + b.tax + ship_tax, 2), r.cart_tax = -ROUND(b.tax, 2), r.shipping_tax = -ROUND(ship_tax, 2),
        r.shipping = -ship, r.discount = 0, r.discount_tax = 0`,
    `INSERT INTO ${own('order')} (n, id, type, parent, at, status, currency, included, rate, coupon, shipping, fee, p, user_id, method,
        cart_tax, shipping_tax, discount, discount_tax, total)
      SELECT 100000000 + n, id + 1, 'shop_order_refund', id, at, 'wc-completed', currency, included, rate, 0, shipping, 0, p, NULL, '',
        cart_tax, shipping_tax, 0, 0, total FROM ${own('refund')}`,
  ];
}

import { browser, completed, ip, note, paid, transaction } from './hpos';
import type { Sql } from './sql';

const columns = `(ID, post_author, post_date, post_date_gmt, post_modified, post_modified_gmt, post_content, post_title, post_excerpt,
  post_status, comment_status, ping_status, post_password, post_name, to_ping, pinged, post_content_filtered, post_parent, guid,
  post_type, comment_count)`;

/** What WordPress keeps of an order whose data is elsewhere: the number is taken, nothing more. */
export function writePlaceholders({ t, own }: Sql): string[] {
  return [
    `INSERT INTO ${t('posts')} ${columns} SELECT id, 1, at, at, at, at, '', '', '', 'draft', 'closed', 'closed', '', '', '', '', '',
      parent, CONCAT('https://shop.example.com/?post_type=shop_order_placehold&p=', id), 'shop_order_placehold', 3
      FROM ${own('order')} ORDER BY id`,
  ];
}

const shared: Readonly<Record<string, string>> = {
  _order_currency: 'currency',
  _cart_discount: 'discount',
  _cart_discount_tax: 'discount_tax',
  _order_shipping: 'shipping',
  _order_shipping_tax: 'shipping_tax',
  _order_tax: 'cart_tax',
  _order_total: 'total',
  _order_version: "'9.4.0'",
  _prices_include_tax: "IF(included = 1, 'yes', 'no')",
};

const ofOrders: Readonly<Record<string, string>> = {
  ...shared,
  _order_key: "CONCAT('wc_order_', LEFT(TO_BASE64(MD5(n)), 13))",
  _customer_user: 'IFNULL(user_id, 0)',
  _payment_method: 'method',
  _payment_method_title: "CONCAT('Paid by ', method)",
  _transaction_id: transaction,
  _customer_ip_address: ip,
  _customer_user_agent: browser,
  _created_via: "IF(method = 'pos_cash', 'woocommerce-pos', 'checkout')",
  _cart_hash: 'MD5(id)',
  _billing_first_name: 'first',
  _billing_last_name: 'last',
  _billing_city: 'city',
  _billing_postcode: 'postcode',
  _billing_country: 'country',
  _billing_email: 'email',
  _billing_phone: 'phone',
  _shipping_first_name: 'first',
  _shipping_last_name: 'last',
  _shipping_city: 'city',
  _date_paid: `UNIX_TIMESTAMP(${paid})`,
  _date_completed: `UNIX_TIMESTAMP(${completed})`,
  _recorded_sales: "'yes'",
};

const ofRefunds: Readonly<Record<string, string>> = { ...shared, _refund_amount: '-total', _refunded_by: '1' };

/** Orders as posts. */
export function writePosts({ t, own }: Sql): string[] {
  const meta = (type: string, values: Readonly<Record<string, string>>) =>
    `INSERT INTO ${t('postmeta')} (post_id, meta_key, meta_value)
      SELECT id, ELT(k.seq, ${Object.keys(values)
        .map((key) => `'${key}'`)
        .join(', ')}), ELT(k.seq, ${Object.values(values).join(', ')})
      FROM ${own('order')} CROSS JOIN seq_1_to_${Object.keys(values).length} k WHERE type = '${type}' ORDER BY id, k.seq`;
  return [
    `INSERT INTO ${t('posts')} ${columns} SELECT id, 1, at, at, at, at, '', CONCAT('Order &ndash; ', at), ${note}, status, 'open',
      'closed', CONCAT('wc_order_', LEFT(MD5(n), 13)), CONCAT('order-', id), '', '', '', parent,
      CONCAT('https://shop.example.com/?post_type=', type, '&p=', id), type, 3 FROM ${own('order')} ORDER BY id`,
    meta('shop_order', ofOrders),
    meta('shop_order_refund', ofRefunds),
  ];
}

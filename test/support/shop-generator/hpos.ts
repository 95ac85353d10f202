import type { Sql } from './sql';

/** WooCommerce's own order tables. */
export function writeHpos({ t, own }: Sql): string[] {
  const orders = own('order');
  const address = (type: string, contact: string) =>
    `INSERT INTO ${t('wc_order_addresses')} (order_id, address_type, first_name, last_name, address_1, city, postcode, country,
      email, phone) SELECT id, '${type}', first, last, CONCAT('Straße ', n % 200), city, postcode, country, ${contact}
      FROM ${orders} WHERE type = 'shop_order' ORDER BY id`;
  return [
    `INSERT INTO ${t('wc_orders')} SELECT id, status, currency, type, cart_tax, total, IFNULL(user_id, 0), email, at, at,
      parent, method, CONCAT('Paid by ', method), ${transaction}, ${ip}, ${browser}, ${note} FROM ${orders} ORDER BY id`,
    address('billing', 'email, phone'),
    address('shipping', 'NULL, NULL'),
    `INSERT INTO ${t('wc_order_operational_data')} (order_id, created_via, woocommerce_version, prices_include_tax,
      coupon_usages_are_counted, download_permission_granted, cart_hash, new_order_email_sent, order_key, order_stock_reduced,
      date_paid_gmt, date_completed_gmt, shipping_tax_amount, shipping_total_amount, discount_tax_amount, discount_total_amount,
      recorded_sales) SELECT id, IF(method = 'pos_cash', 'woocommerce-pos', 'checkout'), '9.4.0', included, 1, 0, MD5(id), 1,
      CONCAT('wc_order_', LEFT(TO_BASE64(MD5(n)), 13)), 1, ${paid}, ${completed}, shipping_tax, shipping, discount_tax, discount, 1
      FROM ${orders} ORDER BY id`,
    `INSERT INTO ${t('wc_orders_meta')} (order_id, meta_key, meta_value) SELECT id, ELT(k.seq, 'is_vat_exempt',
      '_wc_order_attribution_source_type', '_wc_order_attribution_user_agent', '_stripe_intent_id', '_shipping_address_index',
      '_wc_order_attribution_session_pages', '_edit_lock'),
      ELT(k.seq, 'no', 'typein', ${browser}, CONCAT('pi_3', LEFT(MD5(n), 24)), CONCAT_WS(' ', first, last, city), n % 9,
      CONCAT(1700000000 + n, ':1'))
      FROM ${orders} CROSS JOIN seq_1_to_7 k WHERE type = 'shop_order' ORDER BY id, k.seq`,
  ];
}

export const paid = `IF(status IN ('wc-completed', 'wc-processing', 'wc-refunded'), at + INTERVAL 40 SECOND, NULL)`;
export const completed = `IF(status IN ('wc-completed', 'wc-refunded'), at + INTERVAL 2 DAY, NULL)`;
export const transaction = `IF(method = 'stripe', CONCAT('ch_3', LEFT(MD5(id), 24)), '')`;
export const ip = `IF(type = 'shop_order', CONCAT('203.0.113.', n % 250), '')`;
export const browser = `'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'`;
export const note = `IF(n % 7 = 1, 'Please ring twice 🔔, it''s on the left', '')`;

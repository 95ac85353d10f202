import type { Sql } from './sql';

/** What lies around the orders: notes, statistics, sessions, the scheduler's queue, saved cards, labels. */
export function writeAround({ t, own }: Sql, plan: { orders: number; until: Date }): string[] {
  const until = `'${plan.until.toISOString().slice(0, 19).replace('T', ' ')}'`;
  const some = Math.max(3, Math.min(500, Math.floor(plan.orders / 20)));
  return [
    `INSERT INTO ${t('comments')} (comment_post_ID, comment_author, comment_author_email, comment_date, comment_date_gmt,
      comment_content, comment_agent, comment_type) SELECT id, 'WooCommerce', 'woocommerce@shop.example.com', at, at,
      ELT(k.seq, CONCAT('Stripe charge complete (Charge ID: ch_3', LEFT(MD5(id), 24), ')'),
        'Order status changed from Pending payment to Processing.', CONCAT('Stock levels reduced: Mug (#', n % 300, ') 10→9')),
      'WooCommerce', 'order_note' FROM ${own('order')} CROSS JOIN seq_1_to_3 k WHERE type = 'shop_order' ORDER BY id, k.seq`,
    `INSERT INTO ${t('wc_order_stats')} (order_id, parent_id, date_created, date_created_gmt, num_items_sold, total_sales, tax_total,
      shipping_total, net_total, returning_customer, status, customer_id) SELECT id, parent, at, at, 1, total,
      cart_tax + shipping_tax, shipping, total - cart_tax - shipping_tax - shipping, 0, status, p FROM ${own('order')} ORDER BY id`,
    `INSERT INTO ${t('wc_order_product_lookup')} (order_item_id, order_id, product_id, variation_id, customer_id, date_created,
      product_qty, product_net_revenue, product_gross_revenue) SELECT l.id, o.id, product, 0, p, at, qty, l.total, l.total + l.tax
      FROM ${own('line')} l JOIN ${own('order')} o ON o.id = l.order_id WHERE kind = 'line_item' ORDER BY l.id`,
    `INSERT INTO ${t('woocommerce_sessions')} (session_key, session_value, session_expiry) SELECT MD5(seq),
      CONCAT('a:2:{s:4:"cart";s:6:"a:0:{}";s:8:"customer";s:', LENGTH(seq) + 24, ':"{\\\\"id\\\\":\\\\"0\\\\",\\\\"n\\\\":\\\\"', seq,
        '\\\\"}";}'), UNIX_TIMESTAMP(${until}) + seq FROM seq_1_to_${some}`,
    `INSERT INTO ${t('actionscheduler_groups')} (slug) VALUES ('action-scheduler-migration'), ('wc-admin-data')`,
    `INSERT INTO ${t('actionscheduler_actions')} (hook, status, scheduled_date_gmt, scheduled_date_local, args, schedule, group_id,
      attempts, last_attempt_gmt, last_attempt_local) SELECT 'wc-admin_import_orders', 'complete', ${until} - INTERVAL seq HOUR,
      ${until} - INTERVAL seq HOUR, CONCAT('[', seq, ']'), '', 2, 1, ${until} - INTERVAL seq HOUR, ${until} - INTERVAL seq HOUR
      FROM seq_1_to_200 UNION ALL SELECT 'woocommerce_cleanup_draft_orders', 'pending', ${until} + INTERVAL seq HOUR,
      ${until} + INTERVAL seq HOUR, '[]', '', 2, 0, NULL, NULL FROM seq_1_to_12`,
    `INSERT INTO ${t('actionscheduler_logs')} (action_id, message, log_date_gmt, log_date_local) SELECT action_id,
      'action complete via WP Cron', last_attempt_gmt, last_attempt_local FROM ${t('actionscheduler_actions')}
      WHERE status = 'complete'`,
    `INSERT INTO ${t('woocommerce_payment_tokens')} (gateway_id, token, user_id, type, is_default) SELECT 'stripe',
      CONCAT('pm_1', LEFT(MD5(seq), 24)), 100 + seq, 'CC', 1 FROM seq_1_to_${some} WHERE seq % 3 <> 0`,
    `INSERT INTO ${t('woocommerce_payment_tokenmeta')} (payment_token_id, meta_key, meta_value) SELECT token_id,
      ELT(k.seq, 'last4', 'expiry_year', 'card_type'), ELT(k.seq, '4242', '2029', 'visa')
      FROM ${t('woocommerce_payment_tokens')} CROSS JOIN seq_1_to_3 k`,
    `INSERT INTO ${t('woocommerce_api_keys')} (user_id, permissions, consumer_key, consumer_secret, truncated_key)
      VALUES (1, 'read', SHA2('key', 256), CONCAT('cs_', SHA1('secret')), 'abc1234')`,
    `INSERT INTO ${t('wcpos_sync_stored_digest')} SELECT 'order', id, CONV(LEFT(MD5(CONCAT('digest', id)), 16), 16, 10), at
      FROM ${own('order')} ORDER BY id`,
    // Bytes of all kinds, NULs among them.
    `INSERT INTO ${t('shipping_labels')} (order_id, digest, grams, image) SELECT 2000 + 2 * seq, UNHEX(MD5(seq)), seq * 37,
      CONCAT(X'89504E470D0A1A0A00000000', UNHEX(REPEAT(SHA2(seq, 512), 4)), X'0000', CHAR(seq % 256)) FROM seq_1_to_${some}`,
  ];
}

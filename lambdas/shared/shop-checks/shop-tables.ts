/** Tables of WordPress and WooCommerce by their names without prefix, and the columns of each that a check reads. */
const everywhere: Readonly<Record<string, readonly string[]>> = {
  options: ['option_name', 'option_value', 'autoload'],
  users: ['ID', 'user_login'],
  usermeta: ['user_id', 'meta_key', 'meta_value'],
  posts: ['ID', 'post_title', 'post_type', 'post_status', 'post_date_gmt', 'post_parent'],
  postmeta: ['post_id', 'meta_key', 'meta_value'],
  comments: ['comment_ID'],
  commentmeta: ['comment_id'],
  terms: ['term_id'],
  termmeta: ['term_id'],
  term_taxonomy: ['term_taxonomy_id', 'term_id', 'taxonomy'],
  term_relationships: ['object_id', 'term_taxonomy_id'],
  woocommerce_order_items: ['order_item_id', 'order_item_type', 'order_id'],
  woocommerce_order_itemmeta: ['order_item_id', 'meta_key', 'meta_value'],
  woocommerce_sessions: ['session_value'],
  woocommerce_api_keys: ['consumer_key'],
  woocommerce_payment_tokens: ['token_id'],
  woocommerce_payment_tokenmeta: ['payment_token_id'],
  woocommerce_tax_rates: ['tax_rate_id'],
  woocommerce_shipping_zones: ['zone_id'],
  wc_product_meta_lookup: ['product_id'],
  wc_customer_lookup: ['user_id', 'first_name', 'last_name', 'city', 'email', 'date_last_active'],
  wc_order_stats: ['order_id'],
  actionscheduler_actions: ['status', 'scheduled_date_gmt', 'last_attempt_gmt'],
  actionscheduler_claims: ['claim_id'],
  actionscheduler_groups: ['group_id'],
  actionscheduler_logs: ['action_id'],
};

/** Where WooCommerce keeps orders in tables of its own. */
const ofOrders: Readonly<Record<string, readonly string[]>> = {
  wc_orders: [
    'id',
    'status',
    'type',
    'tax_amount',
    'total_amount',
    'billing_email',
    'date_created_gmt',
    'parent_order_id',
  ],
  wc_orders_meta: ['order_id'],
  wc_order_addresses: ['order_id', 'address_type', 'first_name', 'last_name', 'city', 'email'],
  wc_order_operational_data: ['order_id', 'created_via', 'shipping_total_amount', 'shipping_tax_amount'],
};

/** Where orders are kept: WooCommerce's own tables, or WordPress's posts. */
export type Storage = 'hpos' | 'posts';

/** What a shop must have; every other table is a plugin's affair. */
export function requiredTables(storage: Storage): Readonly<Record<string, readonly string[]>> {
  return storage === 'hpos' ? { ...everywhere, ...ofOrders } : everywhere;
}

import { serialized } from './serialized';
import { quoted, type Sql } from './sql';

const capabilities = (...names: string[]) => Object.fromEntries(names.map((name) => [name, true]));

/** Cut to what the shop checks could mix up: managers and cashiers edit users, and administer nothing. */
const roles = {
  administrator: {
    name: 'Administrator',
    capabilities: capabilities(
      'manage_options',
      'promote_users',
      'install_plugins',
      'edit_users',
      'edit_posts',
      'read',
    ),
  },
  editor: { name: 'Editor', capabilities: capabilities('edit_posts', 'edit_others_posts', 'unfiltered_html', 'read') },
  shop_manager: {
    name: 'Shop manager',
    capabilities: capabilities('manage_woocommerce', 'edit_users', 'list_users', 'unfiltered_html', 'read'),
  },
  cashier: {
    name: 'Cashier',
    capabilities: capabilities('access_woocommerce_pos', 'edit_users', 'list_users', 'read'),
  },
  customer: { name: 'Customer', capabilities: capabilities('read') },
};

/** Entry files of the plugins that are active. */
const activePlugins = [
  'two-factor/two-factor.php',
  'woocommerce-pos/woocommerce-pos.php',
  'woocommerce/woocommerce.php',
];

export const siteUrl = 'https://shop.example.com';
export const pluginFolders = ['two-factor', 'woocommerce', 'woocommerce-pos'];

/** The options table: what the checks read, and what else a shop has there. */
export function settings({ t, prefix }: Sql, storage: 'hpos' | 'posts' | 'synced'): string[] {
  const autoloaded: Record<string, string> = {
    siteurl: 'https://staff.example.com',
    home: siteUrl,
    blogname: 'Café & Crème 🧁',
    admin_email: 'owner@shop.example',
    blog_charset: 'UTF-8',
    db_version: '60421',
    active_plugins: serialized(activePlugins),
    [`${prefix}user_roles`]: serialized(roles),
    cron: serialized({
      '1795618729': { wp_version_check: { a1: { schedule: 'twicedaily', interval: 43200 } } },
      version: 2,
    }),
    rewrite_rules: serialized(
      Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`shop/(.+)/${n}/?$`, `index.php?n=${n}`])),
    ),
    woocommerce_currency: 'EUR',
    woocommerce_price_num_decimals: '2',
    woocommerce_calc_taxes: 'yes',
    woocommerce_analytics_enabled: 'yes',
    woocommerce_version: '9.4.0',
    woocommerce_db_version: '9.4.0',
    woocommerce_custom_orders_table_enabled: storage === 'posts' ? 'no' : 'yes',
    woocommerce_custom_orders_table_data_sync_enabled: storage === 'synced' ? 'yes' : 'no',
    woocommerce_admin_install_timestamp: '1795618730',
  };
  const others: Record<string, string> = {
    _transient_doing_cron: '1795618853.4929020404815673828125',
    _site_transient_update_plugins: 'O:8:"stdClass":2:{s:12:"last_checked";i:1795618809;s:12:"translations";a:0:{}}',
    woocommerce_anonymize_completed_orders: serialized({ number: '', unit: 'months' }),
    woocommerce_stripe_settings: serialized({ enabled: 'yes', title: 'Card (Stripe)', testmode: 'no' }),
  };
  const rows = [
    ...Object.entries(autoloaded).map(([name, value]) => `(${quoted(name)}, ${quoted(value)}, 'on')`),
    ...Object.entries(others).map(([name, value]) => `(${quoted(name)}, ${quoted(value)}, 'off')`),
  ];
  return [`INSERT INTO ${t('options')} (option_name, option_value, autoload) VALUES ${rows.join(', ')}`];
}

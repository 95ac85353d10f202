import type { Fault } from './fault';

/** What else of a shop goes wrong. */
export const siteFaults: readonly Fault[] = [
  {
    name: 'no product is there',
    done: [`DELETE FROM {p}posts WHERE post_type LIKE 'product%'`, 'DELETE FROM {p}wc_product_meta_lookup'],
    fails: ['shop-products'],
  },
  {
    name: 'products are lost that WooCommerce lists',
    done: [`DELETE FROM {p}posts WHERE post_type = 'product' AND ID > 106`],
    fails: ['shop-products'],
    says: '4 of 10 listed are gone',
  },
  {
    name: 'the meta of products is lost',
    done: ['DELETE FROM {p}postmeta WHERE post_id < 2000'],
    fails: ['shop-products'],
    says: 'of 10 published 10 lack their meta, 0 their type',
  },
  ...['terms', 'term_taxonomy', 'term_relationships'].map((table) => ({
    name: `the types of products are lost with ${table}`,
    done: [`DELETE FROM {p}${table}`],
    fails: ['shop-products'],
    says: '0 lack their meta, 10 their type',
  })),
  {
    name: 'the statistics of orders are lost',
    done: ['DELETE FROM {p}wc_order_stats'],
    fails: ['shop-customers'],
    says: 'no statistics',
  },
  {
    name: 'no customer is there',
    done: ['DELETE FROM {p}wc_customer_lookup'],
    fails: ['shop-customers'],
  },
  {
    name: 'no account is there',
    done: ['DELETE FROM {p}users', 'DELETE FROM {p}usermeta', 'DELETE FROM {p}wc_customer_lookup WHERE user_id > 0'],
    fails: ['shop-users', 'shop-administrators'],
    says: '0 accounts',
  },
  {
    name: 'accounts are lost whose roles are there',
    done: ['DELETE FROM {p}users WHERE ID > 150', 'DELETE FROM {p}wc_customer_lookup WHERE user_id > 0'],
    fails: ['shop-users'],
  },
  {
    name: 'accounts of customers are lost',
    done: ['DELETE FROM {p}users WHERE ID > 150', 'DELETE FROM {p}usermeta WHERE user_id > 150'],
    fails: ['shop-users'],
  },
  {
    name: 'roles are lost',
    done: [`DELETE FROM {p}usermeta WHERE user_id > 150`],
    fails: ['shop-users'],
    says: 'without a role',
  },
  {
    name: 'home is another',
    done: [`UPDATE {p}options SET option_value = 'https://shop.example.net' WHERE option_name = 'home'`],
    fails: ['shop-site-url'],
  },
  {
    name: 'home is missing, whatever is expected',
    done: [`DELETE FROM {p}options WHERE option_name = 'home'`],
    expectations: { siteUrl: undefined },
    fails: ['shop-site-url'],
  },
  {
    name: 'home is no address, whatever is expected',
    done: [`UPDATE {p}options SET option_value = 'shop' WHERE option_name = 'home'`],
    expectations: { siteUrl: undefined },
    fails: ['shop-site-url'],
  },
  {
    name: 'siteurl is no address, whatever is expected',
    done: [`UPDATE {p}options SET option_value = 'staff' WHERE option_name = 'siteurl'`],
    expectations: { siteUrl: undefined },
    fails: ['shop-site-url'],
  },
  {
    name: 'a plugin more is active',
    done: [
      `UPDATE {p}options SET option_value = 'a:4:{i:0;s:16:"loader/index.php";i:1;s:25:"two-factor/two-factor.php";i:2;s:35:"woocommerce-pos/woocommerce-pos.php";i:3;s:27:"woocommerce/woocommerce.php";}' WHERE option_name = 'active_plugins'`,
    ],
    fails: ['shop-plugins'],
    says: 'not expected: loader',
  },
  {
    name: 'a plugin less is active',
    done: [
      `UPDATE {p}options SET option_value = 'a:2:{i:0;s:35:"woocommerce-pos/woocommerce-pos.php";i:1;s:27:"woocommerce/woocommerce.php";}' WHERE option_name = 'active_plugins'`,
    ],
    fails: ['shop-plugins'],
    says: 'missing: two-factor',
  },
  {
    name: 'WooCommerce is off, whatever is expected',
    done: [
      `UPDATE {p}options SET option_value = 'a:1:{i:0;s:25:"two-factor/two-factor.php";}' WHERE option_name = 'active_plugins'`,
    ],
    expectations: { plugins: undefined },
    fails: ['shop-plugins'],
  },
  {
    name: 'the list of plugins is cut off, whatever is expected',
    done: [`UPDATE {p}options SET option_value = LEFT(option_value, 60) WHERE option_name = 'active_plugins'`],
    expectations: { plugins: undefined },
    fails: ['shop-plugins'],
  },
  {
    name: 'a customer is an administrator too',
    done: [
      `UPDATE {p}usermeta SET meta_value = 'a:2:{s:8:"customer";b:1;s:13:"administrator";b:1;}' WHERE user_id = 101 AND meta_key = 'wp_capabilities'`,
    ],
    fails: ['shop-administrators'],
    says: 'not expected: buyer1',
  },
  {
    name: 'somebody is new, and an administrator',
    done: [
      `INSERT INTO {p}users (ID, user_login) VALUES (9000, 'wpsupport')`,
      `INSERT INTO {p}usermeta (user_id, meta_key, meta_value) VALUES (9000, 'wp_capabilities', 'a:1:{s:13:"administrator";b:1;}')`,
    ],
    fails: ['shop-administrators'],
    says: 'not expected: wpsupport',
  },
  {
    name: 'a cashier may install plugins',
    done: [
      `UPDATE {p}usermeta SET meta_value = 'a:2:{s:7:"cashier";b:1;s:15:"install_plugins";b:1;}' WHERE user_id = 4 AND meta_key = 'wp_capabilities'`,
    ],
    fails: ['shop-administrators'],
    says: 'not expected: till',
  },
  {
    name: 'the role of all customers may change options',
    done: [
      `UPDATE {p}options SET option_value = REPLACE(option_value, 's:8:"Customer";s:12:"capabilities";a:1:{', 's:8:"Customer";s:12:"capabilities";a:2:{s:14:"manage_options";b:1;') WHERE option_name = 'wp_user_roles'`,
    ],
    fails: ['shop-administrators'],
    says: 'and 47 more',
  },
  {
    name: 'an administrator is gone',
    done: [
      `UPDATE {p}usermeta SET meta_value = 'a:1:{s:6:"editor";b:1;}' WHERE user_id = 2 AND meta_key = 'wp_capabilities'`,
    ],
    fails: ['shop-administrators'],
    says: 'missing: agency',
  },
  {
    name: 'nobody administers, whoever is expected',
    done: [`DELETE FROM {p}usermeta WHERE user_id IN (1, 2)`],
    expectations: { administrators: undefined },
    fails: ['shop-administrators'],
  },
  {
    name: 'the roles are cut off, whoever is expected',
    done: [`UPDATE {p}options SET option_value = LEFT(option_value, 200) WHERE option_name = 'wp_user_roles'`],
    expectations: { administrators: undefined },
    fails: ['shop-administrators'],
  },
  {
    name: 'names of buyers are kept too long',
    done: [],
    expectations: { retentionDays: 30 },
    fails: ['shop-retention'],
  },
  {
    name: 'a name in an address is kept too long',
    storage: 'hpos',
    done: [
      `UPDATE {p}wc_orders SET billing_email = 'deleted@site.invalid' WHERE id < 2050`,
      `UPDATE {p}wc_order_addresses SET email = NULL, first_name = '[deleted]', last_name = '[deleted]' WHERE order_id < 2050`,
      `UPDATE {p}wc_order_addresses SET last_name = 'Müller' WHERE order_id = 2020 AND address_type = 'shipping'`,
      `UPDATE {p}wc_orders SET date_created_gmt = '2020-01-01 00:00:00' WHERE id < 2050`,
    ],
    fails: ['shop-retention'],
    says: '1 orders and 0 customers',
  },
  {
    name: 'an address for mail is kept too long with the order itself',
    storage: 'hpos',
    done: [
      `UPDATE {p}wc_order_addresses SET email = NULL, first_name = '', last_name = '[deleted]' WHERE order_id < 2050`,
      `UPDATE {p}wc_orders SET date_created_gmt = '2020-01-01 00:00:00' WHERE id < 2050`,
    ],
    fails: ['shop-retention'],
    says: '24 orders and 0 customers',
  },
  {
    name: 'a customer is kept too long',
    done: [`UPDATE {p}wc_customer_lookup SET date_last_active = '2020-01-01 00:00:00' WHERE customer_id = 3`],
    fails: ['shop-retention'],
    says: '0 orders and 1 customers',
  },
  {
    name: 'the queue grows',
    done: [`UPDATE {p}actionscheduler_actions SET scheduled_date_gmt = '2026-11-20 00:00:00' WHERE status = 'pending'`],
    fails: ['shop-scheduler'],
    says: '12 actions are late',
  },
  {
    name: 'the queue stands still',
    done: [
      `UPDATE {p}actionscheduler_actions SET scheduled_date_gmt = '2026-11-20 00:00:00', status = 'in-progress' WHERE status = 'pending' LIMIT 1`,
      `UPDATE {p}actionscheduler_actions SET last_attempt_gmt = last_attempt_gmt - INTERVAL 3 DAY WHERE status = 'complete'`,
    ],
    fails: ['shop-scheduler'],
    says: '1 actions are late; the last ran 2026-11-22',
  },
  {
    name: 'every page loads megabytes of options',
    done: [
      `INSERT INTO {p}options (option_name, option_value, autoload) VALUES ('log', REPEAT('a log line ', 300000), 'yes')`,
    ],
    fails: ['shop-autoload'],
    says: 'the largest log with 3300000',
  },
  {
    name: 'no option is loaded at all',
    done: [`UPDATE {p}options SET autoload = 'off'`],
    fails: ['shop-autoload'],
  },
  {
    name: 'names are encoded twice',
    done: [
      `UPDATE {p}wc_customer_lookup SET first_name = CONVERT(CONVERT(first_name USING binary) USING latin1),
        last_name = CONVERT(CONVERT(last_name USING binary) USING latin1), city = CONVERT(CONVERT(city USING binary) USING latin1)`,
    ],
    fails: ['shop-charset'],
  },
  {
    name: 'characters beyond latin1 are lost',
    storage: 'hpos',
    done: [
      `UPDATE {p}wc_order_addresses SET first_name = CONVERT(first_name USING latin1), last_name = CONVERT(last_name USING latin1)`,
    ],
    fails: ['shop-charset'],
  },
  {
    name: 'characters beyond latin1 are lost',
    storage: 'posts',
    done: [`UPDATE {p}postmeta SET meta_value = CONVERT(meta_value USING latin1)`],
    fails: ['shop-charset'],
  },
  {
    name: 'characters are replaced by the sign for an unknown one',
    storage: 'hpos',
    done: [
      `UPDATE {p}wc_order_addresses SET city = CONCAT('K', CHAR(0xEFBFBD USING utf8mb4), 'ln') WHERE order_id % 4 = 0`,
    ],
    fails: ['shop-charset'],
  },
];

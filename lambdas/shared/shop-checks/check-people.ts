import type { OpenShop } from './open-shop';
import { type ShopCheck, notRun, passIf, tooMany } from './shop-check';

const mostPercent = 10;
const fewestOrders = 20;
const fewestGuests = 3;

export const users: ShopCheck = {
  id: 'shop-users',
  what: 'accounts are there, with their roles',
  expected: `at least one, and at most ${mostPercent} % without a role, of customers, or of roles without an account`,
  needs: () => ['users', 'usermeta', 'wc_customer_lookup'],
  look: async (shop) => {
    const capabilities = `SELECT user_id FROM ${shop.t('usermeta')} WHERE meta_key = ?`;
    const key = `${shop.prefix}capabilities`;
    const count = await shop.userCount();
    const without = await shop.number(
      `SELECT SUM(m.user_id IS NULL) FROM ${shop.t('users')} u LEFT JOIN (${capabilities}) m ON m.user_id = u.ID`,
      [key],
    );
    const gone = (table: string) =>
      `SELECT COUNT(*), SUM(u.ID IS NULL) FROM (${table}) c LEFT JOIN ${shop.t('users')} u ON u.ID = c.user_id`;
    const [roles = 0, rolesGone = 0] = await shop.numbers(gone(capabilities), [key]);
    const [customers = 0, customersGone = 0] = await shop.numbers(
      gone(`SELECT user_id FROM ${shop.t('wc_customer_lookup')} WHERE user_id > 0`),
    );
    const isSound =
      count > 0 &&
      !tooMany(without, count, mostPercent) &&
      !tooMany(rolesGone, roles, mostPercent) &&
      !tooMany(customersGone, customers, mostPercent);
    return passIf(
      isSound,
      `${count} accounts, ${without} without a role; gone are the accounts of ${rolesGone} of ${roles} roles and of ${customersGone} of ${customers} customers`,
    );
  },
};

export const customers: ShopCheck = {
  id: 'shop-customers',
  what: 'customers are there, and the statistics of orders',
  expected: `some of both, once there are ${fewestOrders} orders that are a day older than the newest`,
  needs: ({ storage }) => [
    'options',
    'wc_customer_lookup',
    'wc_order_stats',
    storage === 'hpos' ? 'wc_orders' : 'posts',
  ],
  look: async (shop) => {
    if ((await shop.option('woocommerce_analytics_enabled')) === 'no') {
      return notRun('WooCommerce keeps no list of customers while its analytics are off');
    }
    const count = await shop.customerCount();
    // The scheduler writes buyers down some time after they bought.
    const { from, createdAt, isOrder } = shop.orders;
    const orders = await shop.number(
      `SELECT COUNT(*) FROM ${from} CROSS JOIN (SELECT MAX(${createdAt}) AS at FROM ${from} WHERE ${isOrder}) newest
        WHERE ${isOrder} AND ${createdAt} < newest.at - INTERVAL 1 DAY`,
    );
    const seen = `${count} customers of ${orders} orders`;
    if (orders < fewestOrders) return passIf(true, seen);
    if (await lacksStatistics(shop)) return passIf(false, `${seen}, and no statistics of any`);
    return passIf(count > 0, seen);
  },
};

/**
 * WooCommerce lists a guest in the same step in which it writes the statistics of the guest's order, and in no other: guests without
 * any statistics mean that those were lost, and not that the scheduler has yet to run.
 */
async function lacksStatistics(shop: OpenShop): Promise<boolean> {
  const [rows = 0, guests = 0] = await shop.numbers(
    `SELECT (SELECT COUNT(*) FROM ${shop.t('wc_order_stats')}),
      (SELECT COUNT(*) FROM ${shop.t('wc_customer_lookup')} WHERE user_id IS NULL)`,
  );
  return rows === 0 && guests >= fewestGuests;
}

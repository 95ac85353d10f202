import type { OpenShop } from './open-shop';
import { type ShopCheck, notRun, passIf } from './shop-check';
import { sqlTime } from './times';

/** The job that erases runs daily, in small portions. */
const graceDays = 7;

/** What WooCommerce writes in place of what it erased. */
const erased = `'', '[deleted]'`;
const isEmail = (email: string) => `COALESCE(${email}, '') NOT IN (${erased}) AND ${email} NOT LIKE '%@site.invalid'`;
const isName = (name: string) => `COALESCE(${name}, '') NOT IN (${erased})`;

export const retention: ShopCheck = {
  id: 'shop-retention',
  what: 'no personal data is older than the store keeps it',
  expected: 'not judged without a number of days',
  requirement: 'PCI DSS 3.2.1',
  needs: ({ storage }) => [
    'wc_customer_lookup',
    ...(storage === 'hpos' ? ['wc_orders', 'wc_order_addresses'] : ['posts', 'postmeta']),
  ],
  look: async (shop) => {
    const { retentionDays, takenAt } = shop.expectations;
    if (retentionDays === undefined) return notRun('no retention is given');
    if (takenAt === undefined) return notRun('no time of the recovery point is known');
    const oldest = sqlTime(new Date(takenAt), -(retentionDays + graceDays) * 86_400);
    const orders = await shop.number(
      `SELECT COUNT(DISTINCT id) FROM (${shop.storage === 'hpos' ? inTables(shop) : inPosts(shop)}) kept`,
      shop.storage === 'hpos' ? [oldest, oldest] : [oldest],
    );
    const customers = await shop.number(
      `SELECT COUNT(*) FROM ${shop.t('wc_customer_lookup')} WHERE date_last_active < ? AND ${isEmail('email')}`,
      [oldest],
    );
    return passIf(
      orders + customers === 0,
      `${orders} orders and ${customers} customers from before ${oldest} UTC with a name or an address`,
      `none older than ${retentionDays} days, and ${graceDays} for the erasing`,
    );
  },
};

function inTables(shop: OpenShop): string {
  const { from } = shop.orders;
  return `SELECT o.id FROM ${from} WHERE o.date_created_gmt < ? AND ${isEmail('o.billing_email')}
    UNION ALL SELECT o.id FROM ${from} JOIN ${shop.t('wc_order_addresses')} a ON a.order_id = o.id
    WHERE o.date_created_gmt < ? AND (${isEmail('a.email')} OR ${isName('a.first_name')} OR ${isName('a.last_name')})`;
}

function inPosts(shop: OpenShop): string {
  const { from } = shop.orders;
  return `SELECT o.ID AS id FROM ${from} JOIN ${shop.t('postmeta')} m ON m.post_id = o.ID
    AND m.meta_key IN ('_billing_email', '_billing_first_name', '_billing_last_name', '_shipping_first_name', '_shipping_last_name')
    WHERE o.post_type = 'shop_order' AND o.post_date_gmt < ? AND ${isEmail('m.meta_value')}`;
}

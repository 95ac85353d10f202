import { type ShopCheck, passIf, tooMany } from './shop-check';

const mostPercent = 2;

/**
 * WooCommerce's own, the till's, and any that a plugin registers: those begin with `wc-` and fit the column's 20 characters. Text
 * that a broken restore left there does not.
 */
const known = '^(wc-[a-z0-9][a-z0-9_-]{0,16}|auto-draft|draft|checkout-draft|trash|new|pending|private)$';

export const statuses: ShopCheck = {
  id: 'shop-orders-statuses',
  what: 'orders have statuses that WooCommerce knows',
  expected: `at most ${mostPercent} % have another`,
  needs: ({ storage }) => [storage === 'hpos' ? 'wc_orders' : 'posts'],
  look: async (shop) => {
    const { from, status, type } = shop.orders;
    const rows = await shop.rows(
      `SELECT ${status}, COUNT(*), ${status} REGEXP ? FROM ${from} WHERE ${type} = 'shop_order' GROUP BY ${status}
        ORDER BY 2 DESC`,
      [known],
    );
    const all = sum(rows.map((row) => row[1]));
    const off = sum(rows.filter((row) => row[2] !== '1').map((row) => row[1]));
    // What is not known may be anything, a person's name too: it is counted, not shown.
    const listed = rows.filter((row) => row[2] === '1').map(([name, count]) => `${name} ${count}`);
    return passIf(!tooMany(off, all, mostPercent), [`${off} of ${all} unknown`, ...listed].join(', '));
  },
};

function sum(values: readonly (string | null | undefined)[]): number {
  return values.reduce((total, value) => total + Number(value ?? 0), 0);
}

import type { OpenShop } from './open-shop';
import { type ShopCheck, passIf, tooMany } from './shop-check';

const mostPercent = 2;

/** How many of the newest orders are looked at one by one for the end of a table that got lost. */
const newest = 60;
/** That many at the end without a part, and all before them with it, is no accident. */
const fewestAtTheEnd = 3;

/** A part that orders of a kind always have. */
interface Part {
  readonly what: string;
  /** Holds for orders `o` that have it. */
  readonly has: string;
  /** Holds for orders `o` that must have it. */
  readonly must: string;
}

/** The other way round than `orphans`: whether orders have what belongs to them. */
export const complete: ShopCheck = {
  id: 'shop-orders-complete',
  what: 'orders have their items, addresses, meta and operational data',
  expected: `at most ${mostPercent} % lack a part, and the newest lack none that all before them have`,
  needs: ({ storage }) => [
    'woocommerce_order_items',
    ...(storage === 'hpos'
      ? ['wc_orders', 'wc_orders_meta', 'wc_order_addresses', 'wc_order_operational_data']
      : ['posts', 'postmeta']),
  ],
  look: async (shop) => {
    const seen: string[] = [];
    const broken: string[] = [];
    for (const part of shop.storage === 'hpos' ? partsOfTables(shop) : partsOfPosts(shop)) {
      const { all, off, atTheEnd } = await lackOf(shop, part);
      const lack = `${off} of ${all} lack ${part.what}${atTheEnd > 0 ? `, the newest ${atTheEnd} among them` : ''}`;
      seen.push(lack);
      if (atTheEnd > 0 || tooMany(off, all, mostPercent)) broken.push(lack);
    }
    return broken.length === 0 ? passIf(true, seen.join('; ')) : passIf(false, broken.join('; '));
  },
};

interface Lack {
  readonly all: number;
  readonly off: number;
  /** How many of the newest orders lack the part, if that looks like a lost end; else 0. */
  readonly atTheEnd: number;
}

async function lackOf(shop: OpenShop, part: Part): Promise<Lack> {
  const { from, id, isOrder } = shop.orders;
  const [row] = await shop.rows(
    `SELECT COUNT(*), COALESCE(SUM(NOT has), 0), GROUP_CONCAT(IF(place <= ${newest}, has, NULL) ORDER BY place SEPARATOR '')
      FROM (SELECT ${part.has} AS has, ROW_NUMBER() OVER (ORDER BY ${id} DESC) AS place FROM ${from}
        WHERE ${isOrder} AND ${part.must}) each_order`,
  );
  // `0001111`: the newest first.
  const { lost = '' } = /^(?<lost>0+)1+$/.exec(row?.[2] ?? '')?.groups ?? {};
  return {
    all: Number(row?.[0]),
    off: Number(row?.[1]),
    atTheEnd: lost.length >= fewestAtTheEnd ? lost.length : 0,
  };
}

/**
 * Holds where the id is among those selected. `+ 0` keeps the server from looking each one up in an index: it reads them once, in
 * their order, which takes a tenth of the time for all orders. Its names are no help, because plugins rename indexes.
 */
function among(id: string, column: string, rest: string): string {
  return `COALESCE(${id} IN (SELECT ${column} + 0 FROM ${rest}), 0)`;
}

function partsOfTables(shop: OpenShop): Part[] {
  const operational = shop.t('wc_order_operational_data');
  const has = (rest: string) => among('o.id', 'c.order_id', rest);
  // Orders from tills and by hand need no address.
  const fromCheckout = has(`${operational} c WHERE c.created_via IN ('checkout', 'store-api')`);
  return [
    { what: 'operational data', has: has(`${operational} c`), must: 'TRUE' },
    {
      what: 'items',
      has: has(`${shop.t('woocommerce_order_items')} c`),
      must: `${sold('o.status')} AND o.total_amount <> 0`,
    },
    {
      what: 'a billing address',
      has: has(`${shop.t('wc_order_addresses')} c WHERE c.address_type = 'billing'`),
      must: fromCheckout,
    },
    { what: 'meta', has: has(`${shop.t('wc_orders_meta')} c`), must: fromCheckout },
  ];
}

function partsOfPosts(shop: OpenShop): Part[] {
  const meta = (key: string, more = '') =>
    among('o.ID', 'm.post_id', `${shop.t('postmeta')} m WHERE m.meta_key = '${key}'${more}`);
  return [
    { what: 'a total', has: meta('_order_total'), must: 'TRUE' },
    {
      what: 'items',
      has: among('o.ID', 'c.order_id', `${shop.t('woocommerce_order_items')} c`),
      must: `${sold('o.post_status')} AND ${meta('_order_total', ' AND m.meta_value <> 0')}`,
    },
    {
      what: 'a billing address',
      has: meta('_billing_email'),
      must: meta('_created_via', ` AND m.meta_value IN ('checkout', 'store-api')`),
    },
  ];
}

function sold(status: string): string {
  return `${status} IN ('wc-processing', 'wc-completed')`;
}

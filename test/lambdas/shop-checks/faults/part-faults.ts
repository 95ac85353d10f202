import type { Fault } from './fault';

const items = `DELETE m FROM {p}woocommerce_order_itemmeta m JOIN {p}woocommerce_order_items i USING (order_item_id)`;
const previous = { orders: 200, products: 10, customers: 100, users: 71 };

/** Orders that came back without all that is theirs, with statuses of nobody, or of another time. */
export const partFaults: readonly Fault[] = [
  {
    name: 'the operational data of tax-free orders without shipping is lost',
    storage: 'hpos',
    done: [`DELETE FROM {p}wc_order_operational_data WHERE shipping_total_amount = 0 AND shipping_tax_amount = 0`],
    fails: ['shop-orders-complete'],
    says: 'lack operational data',
  },
  {
    name: 'the items of orders are lost with all that is theirs',
    done: [`${items} WHERE i.order_id < 2050`, 'DELETE FROM {p}woocommerce_order_items WHERE order_id < 2050'],
    fails: ['shop-orders-totals', 'shop-orders-complete'],
    says: 'lack items',
  },
  {
    name: 'addresses of orders are lost',
    storage: 'hpos',
    done: [`DELETE FROM {p}wc_order_addresses WHERE address_type = 'billing' AND order_id % 14 = 0`],
    fails: ['shop-orders-complete'],
    says: 'lack a billing address',
  },
  {
    name: 'addresses of orders are lost',
    storage: 'posts',
    done: [`DELETE FROM {p}postmeta WHERE meta_key = '_billing_email' AND post_id % 14 = 0`],
    fails: ['shop-orders-complete'],
    says: 'lack a billing address',
  },
  {
    name: 'the last rows of addresses are lost',
    storage: 'hpos',
    done: [`DELETE FROM {p}wc_order_addresses WHERE order_id > 2392`],
    fails: ['shop-orders-complete'],
    says: 'the newest 3 among them',
  },
  {
    name: 'the last rows of meta are lost',
    storage: 'hpos',
    done: [`DELETE FROM {p}wc_orders_meta WHERE order_id > 2392`],
    fails: ['shop-orders-complete'],
    says: '3 of 150 lack meta, the newest 3 among them',
  },
  {
    name: 'meta of orders is lost',
    storage: 'hpos',
    done: [`DELETE FROM {p}wc_orders_meta WHERE order_id % 14 = 0`],
    fails: ['shop-orders-complete'],
    says: 'lack meta',
  },
  {
    name: 'the totals of orders are not there',
    storage: 'posts',
    done: [`DELETE FROM {p}postmeta WHERE meta_key = '_order_total' AND post_id BETWEEN 2002 AND 2040`],
    fails: ['shop-orders-totals', 'shop-orders-complete'],
    says: 'lack a total',
  },
  {
    name: 'statuses are garbage',
    storage: 'hpos',
    done: [`UPDATE {p}wc_orders SET status = ELT(1 + id % 3, '', 'Müller', 'WC-') WHERE id % 8 = 0`],
    fails: ['shop-orders-statuses'],
    says: '50 of 200 unknown',
  },
  {
    name: 'statuses are NULL',
    storage: 'hpos',
    done: [`UPDATE {p}wc_orders SET status = NULL WHERE id <= 2020`],
    fails: ['shop-orders-statuses'],
    says: '10 of 200 unknown',
  },
  {
    name: 'statuses are garbage',
    storage: 'posts',
    done: [`UPDATE {p}posts SET post_status = 'wc-of a wrong column' WHERE post_type = 'shop_order' AND ID % 8 = 0`],
    fails: ['shop-orders-statuses'],
    says: '50 of 200 unknown',
  },
  {
    name: 'the dump is an old one under a new name',
    done: [],
    expectations: { takenAt: '2026-11-26T01:30:00Z' },
    fails: ['shop-orders-newest'],
  },
  {
    name: 'the dump was taken later than it says',
    done: [],
    expectations: { takenAt: '2026-11-24T01:30:00Z' },
    fails: ['shop-orders-newest'],
    says: '4 after the recovery point',
  },
  {
    name: 'an order that was dated ahead hides that the others are old',
    storage: 'hpos',
    done: [`UPDATE {p}wc_orders SET date_created_gmt = '2027-11-25 01:00:00' WHERE id = 2400`],
    expectations: { takenAt: '2026-11-26T01:30:00Z' },
    fails: ['shop-orders-newest'],
  },
  {
    name: 'a twentieth of the orders went',
    done: [],
    expectations: { previous: { ...previous, orders: 212 } },
    fails: ['shop-orders-kept'],
    says: '200',
  },
  {
    name: 'a tenth of the products went',
    done: [],
    expectations: { previous: { ...previous, products: 13 } },
    fails: ['shop-products-kept'],
  },
  {
    name: 'a tenth of the customers went',
    done: [],
    expectations: { previous: { ...previous, customers: 113 } },
    fails: ['shop-customers-kept'],
  },
  {
    name: 'a tenth of the accounts went',
    done: [],
    expectations: { previous: { ...previous, users: 80 } },
    fails: ['shop-users-kept'],
  },
];

import type { Fault } from './fault';

const items = `DELETE m FROM {p}woocommerce_order_itemmeta m JOIN {p}woocommerce_order_items i USING (order_item_id)`;

/** Ids of the generator's orders run from 2002 to 2400, each even one; refunds are odd. */
export const orderFaults: readonly Fault[] = [
  {
    name: 'totals of some orders are changed',
    storage: 'hpos',
    done: [`UPDATE {p}wc_orders SET total_amount = total_amount + 0.5 WHERE type = 'shop_order' AND id <= 2010`],
    fails: ['shop-orders-totals'],
    says: '5 of 200 orders are off',
  },
  {
    name: 'totals of some orders are changed',
    storage: 'posts',
    done: [
      `UPDATE {p}postmeta SET meta_value = meta_value + 0.5 WHERE meta_key = '_order_total' AND post_id IN (2002, 2004, 2006, 2008, 2010)`,
    ],
    fails: ['shop-orders-totals'],
    says: '5 of 200 orders are off',
  },
  {
    name: 'the amounts of lines are lost',
    done: [`DELETE FROM {p}woocommerce_order_itemmeta WHERE meta_key = '_line_total'`],
    fails: ['shop-orders-totals'],
  },
  {
    name: 'fees are lost',
    done: [`${items} WHERE i.order_item_type = 'fee'`],
    fails: ['shop-orders-totals'],
  },
  {
    name: 'the tax of orders is lost',
    storage: 'hpos',
    done: ['UPDATE {p}wc_orders SET tax_amount = 0'],
    fails: ['shop-orders-totals'],
  },
  {
    name: 'the tax of orders is lost',
    storage: 'posts',
    done: [`DELETE FROM {p}postmeta WHERE meta_key = '_order_tax'`],
    fails: ['shop-orders-totals'],
  },
  {
    name: 'the shipping of orders is lost',
    storage: 'hpos',
    done: ['UPDATE {p}wc_order_operational_data SET shipping_total_amount = NULL'],
    fails: ['shop-orders-totals'],
  },
  {
    name: 'the shipping of orders is lost',
    storage: 'posts',
    done: [`UPDATE {p}postmeta SET meta_value = '' WHERE meta_key = '_order_shipping'`],
    fails: ['shop-orders-totals'],
  },
  {
    name: 'the tax of the shipping is lost',
    storage: 'hpos',
    done: ['UPDATE {p}wc_order_operational_data SET shipping_tax_amount = 0'],
    fails: ['shop-orders-totals'],
  },
  {
    name: 'orders in the middle are lost',
    storage: 'hpos',
    done: [`DELETE FROM {p}wc_orders WHERE type = 'shop_order' AND id BETWEEN 2100 AND 2120`],
    fails: ['shop-orders-orphans'],
  },
  {
    name: 'orders in the middle are lost',
    storage: 'posts',
    done: [`DELETE FROM {p}posts WHERE post_type = 'shop_order' AND id BETWEEN 2100 AND 2120`],
    fails: ['shop-orders-orphans'],
  },
  {
    name: 'the newest order is lost',
    storage: 'hpos',
    done: ['DELETE FROM {p}wc_orders WHERE id = 2400'],
    fails: ['shop-orders-orphans'],
    says: 'of newer ones than are there',
  },
  {
    name: 'the newest order is lost',
    storage: 'posts',
    done: ['DELETE FROM {p}posts WHERE ID = 2400'],
    fails: ['shop-orders-orphans'],
    says: 'of newer ones than are there',
  },
  {
    name: 'items are lost, their meta is there',
    done: [`DELETE FROM {p}woocommerce_order_items WHERE order_item_type IN ('tax', 'coupon')`],
    fails: ['shop-orders-orphans'],
    says: 'items with meta',
  },
  {
    name: 'the order of refunds is another',
    storage: 'hpos',
    done: [`UPDATE {p}wc_orders SET parent_order_id = 1 WHERE type = 'shop_order_refund'`],
    fails: ['shop-orders-orphans'],
    says: '20 of 20 refunds',
  },
  {
    name: 'the order of refunds is another',
    storage: 'posts',
    done: [`UPDATE {p}posts SET post_parent = 1 WHERE post_type = 'shop_order_refund'`],
    fails: ['shop-orders-orphans'],
    says: '20 of 20 refunds',
  },
  {
    name: 'addresses belong to no order',
    storage: 'hpos',
    done: [`UPDATE {p}wc_order_addresses SET order_id = order_id - 2001 WHERE address_type = 'shipping'`],
    fails: ['shop-orders-orphans'],
    says: '200 of 400 addresses',
  },
  {
    name: 'meta belongs to no order',
    storage: 'hpos',
    done: [`INSERT INTO {p}wc_orders_meta (order_id, meta_key) SELECT seq, 'left' FROM seq_1_to_20`],
    fails: ['shop-orders-orphans'],
    says: '20 of 220 orders with meta',
  },
  {
    name: 'operational data belongs to no order',
    storage: 'hpos',
    done: [`INSERT INTO {p}wc_order_operational_data (order_id) SELECT seq FROM seq_1_to_20`],
    fails: ['shop-orders-orphans'],
    says: '20 of 240 rows of operational data',
  },
  {
    name: 'totals belong to no order',
    storage: 'posts',
    done: [
      `INSERT INTO {p}postmeta (post_id, meta_key, meta_value) SELECT 1500 + seq, '_order_total', 1 FROM seq_1_to_20`,
    ],
    fails: ['shop-orders-orphans'],
    says: '20 of 240 totals',
  },
];

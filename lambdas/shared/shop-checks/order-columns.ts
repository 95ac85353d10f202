import type { Storage } from './shop-tables';

/** How SQL names the parts of an order, whichever table holds it. */
export interface OrderColumns {
  /** The table with its alias `o`. */
  readonly from: string;
  readonly id: string;
  readonly status: string;
  readonly type: string;
  /** UTC. */
  readonly createdAt: string;
  readonly parent: string;
  /** Holds for orders, not for refunds, subscriptions and drafts. */
  readonly isOrder: string;
}

/** Carts under way, orders being typed in, and orders thrown away. */
const drafts = `'auto-draft', 'draft', 'checkout-draft', 'wc-checkout-draft', 'trash'`;

export function orderColumns(storage: Storage, t: (name: string) => string): OrderColumns {
  const names =
    storage === 'hpos'
      ? { id: 'o.id', status: 'o.status', type: 'o.type', createdAt: 'o.date_created_gmt', parent: 'o.parent_order_id' }
      : {
          id: 'o.ID',
          status: 'o.post_status',
          type: 'o.post_type',
          createdAt: 'o.post_date_gmt',
          parent: 'o.post_parent',
        };
  return {
    ...names,
    from: `${t(storage === 'hpos' ? 'wc_orders' : 'posts')} o`,
    isOrder: `${names.type} = 'shop_order' AND COALESCE(${names.status}, '') NOT IN (${drafts})`,
  };
}

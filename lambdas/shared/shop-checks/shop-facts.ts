import { administratorsOf } from './administrators';
import type { Counts } from './expectations';
import type { OpenShop } from './open-shop';
import { activePlugins } from './plugins';
import type { Storage } from './shop-tables';
import { utcTime } from './times';

/** What a restored shop was found to be, to be listed. What could not be read is left out. */
export interface ShopFacts {
  /** Of its tables, such as `wp_`. */
  readonly prefix: string;
  /** Where orders are kept: WooCommerce's own tables, or WordPress's posts. */
  readonly storage: Storage;
  readonly siteUrl?: string;
  /** Folder names of active plugins. */
  readonly plugins?: readonly string[];
  /** Logins. */
  readonly administrators?: readonly string[];
  readonly currency?: string;
  readonly wooCommerceVersion?: string;
  /** UTC, ISO 8601. */
  readonly newestOrder?: string;
}

export async function factsOf(shop: OpenShop): Promise<ShopFacts> {
  return {
    prefix: shop.prefix,
    storage: shop.storage,
    siteUrl: await orNothing(shop.option('home')),
    plugins: await orNothing(activePlugins(shop)),
    administrators: await orNothing(administratorsOf(shop)),
    currency: await orNothing(shop.option('woocommerce_currency')),
    wooCommerceVersion: await orNothing(shop.option('woocommerce_version')),
    newestOrder: await orNothing(newestOrder(shop)),
  };
}

/**
 * Undefined when any of them could not be counted: a part would look like a collapse later. A check has asked for each (orders:
 * orphans, products, customers and users: theirs), and the shop reads once: a count that was refused is that check's `error`.
 */
export async function countsOf(shop: OpenShop): Promise<Counts | undefined> {
  try {
    return {
      orders: await shop.orderCount(),
      products: await shop.productCount(),
      customers: await shop.customerCount(),
      users: await shop.userCount(),
    };
  } catch {
    return undefined;
  }
}

async function newestOrder(shop: OpenShop): Promise<string | undefined> {
  const { from, createdAt, isOrder } = shop.orders;
  const [row] = await shop.rows(`SELECT MAX(${createdAt}) FROM ${from} WHERE ${isOrder}`);
  return utcTime(row?.[0])?.toISOString();
}

/** A check has told what is wrong already. */
async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch {
    return undefined;
  }
}

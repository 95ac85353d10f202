import type { Expectations } from './expectations';
import { findShop } from './find-shop';
import { OpenShop } from './open-shop';
import { quotedName, readSchema, type SchemaTables } from './schema-tables';
import { isOfTheTable } from './scan-tables';
import { faultOf } from './shop-check';
import type { ShopDatabase, Value } from './shop-database';
import type { Storage } from './shop-tables';

/**
 * Finds the shop in a schema, and where it keeps its orders.
 * @throws Error when the database does not answer, or refuses for a reason that is not a table's
 */
export async function openShop(
  database: ShopDatabase,
  schema: string,
  expectations: Expectations,
): Promise<{ readonly shop: OpenShop } | { readonly problem: string }> {
  const tables = await readSchema(database, schema);
  const shop = findShop(tables);
  if ('problem' in shop) return shop;
  const storage = await storageOf(database, schema, tables, shop.prefix);
  return { shop: new OpenShop(database, schema, tables, shop.prefix, storage, expectations) };
}

/**
 * WooCommerce's own tables may be there and unused: its option decides. Without the option, that they hold an order; where neither
 * can be read, that they are there.
 */
async function storageOf(
  database: ShopDatabase,
  schema: string,
  tables: SchemaTables,
  prefix: string,
): Promise<Storage> {
  const name = (table: string) => `${quotedName(schema)}.${quotedName(prefix + table)}`;
  const option = await firstValue(
    database,
    `SELECT option_value FROM ${name('options')} WHERE option_name = 'woocommerce_custom_orders_table_enabled'`,
  );
  if (typeof option === 'string') return option === 'yes' ? 'hpos' : 'posts';
  if (!tables.has(`${prefix}wc_orders`)) return 'posts';
  const holds = await firstValue(
    database,
    `SELECT EXISTS (SELECT 1 FROM ${name('wc_orders')} WHERE type = 'shop_order')`,
  );
  return holds === '0' ? 'posts' : 'hpos';
}

/** `broken` where a table or column is missing or broken, which its own check finds; undefined where there is no row. */
async function firstValue(database: ShopDatabase, statement: string): Promise<Value | undefined | { broken: true }> {
  try {
    const [row] = await database.rows(statement);
    return row?.[0];
  } catch (error) {
    // A fault of the moment must not make a guess of the storage, by which a sound shop fails.
    const fault = faultOf(error);
    if (!isOfTheTable(fault) && !/\bER_BAD_FIELD_ERROR\b/.test(fault)) throw error;
    return { broken: true };
  }
}

import type { Expectations } from './expectations';
import { findShop } from './find-shop';
import { OpenShop } from './open-shop';
import { quotedName, readSchema, type SchemaTables } from './schema-tables';
import type { ShopDatabase } from './shop-database';
import type { Storage } from './shop-tables';

/**
 * Finds the shop in a schema, and where it keeps its orders.
 * @throws Error when the database does not answer
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

/** WooCommerce's own tables may be there and unused: its option decides. Without the option, that the tables hold anything. */
async function storageOf(
  database: ShopDatabase,
  schema: string,
  tables: SchemaTables,
  prefix: string,
): Promise<Storage> {
  const name = (table: string) => `${quotedName(schema)}.${quotedName(prefix + table)}`;
  try {
    const [row] = await database.rows(
      `SELECT option_value FROM ${name('options')} WHERE option_name = 'woocommerce_custom_orders_table_enabled'`,
    );
    return row?.[0] === 'yes' ? 'hpos' : 'posts';
  } catch {
    // A table that is missing or broken is found by its own check.
    return tables.has(`${prefix}wc_orders`) ? 'hpos' : 'posts';
  }
}

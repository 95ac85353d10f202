import type { OpenShop } from './open-shop';
import { type ShopCheck, passIf } from './shop-check';
import { requiredTables } from './shop-tables';

/** Whether everything is there that WordPress and WooCommerce need to open the shop. */
export const tables: ShopCheck = {
  id: 'shop-tables',
  what: 'the tables of WordPress and WooCommerce are there, with their columns',
  expected: 'all',
  needs: () => [],
  look: (shop) => {
    const wanted = Object.keys(requiredTables(shop.storage));
    const lacking = wanted.flatMap((name) => lackingOf(shop, name) ?? []);
    return Promise.resolve(
      passIf(lacking.length === 0, lacking.length === 0 ? `${wanted.length} tables` : `missing: ${lacking.join(', ')}`),
    );
  },
};

/** What of a table is not there: `wp_posts`, or `column ID of wp_posts`. */
export function lackingOf(shop: OpenShop, name: string): string | undefined {
  const columns = shop.tables.get(shop.prefix + name);
  if (columns === undefined) return `${shop.prefix}${name}`;
  const there = new Set(columns.map((column) => column.name.toLowerCase()));
  const gone = (requiredTables(shop.storage)[name] ?? []).find((column) => !there.has(column.toLowerCase()));
  return gone === undefined ? undefined : `column ${gone} of ${shop.prefix}${name}`;
}

import type { SchemaTables } from './schema-tables';
import { requiredTables } from './shop-tables';

/** A schema's shop, by its table's prefix; or why there is none that could be checked. */
export type FoundShop = { readonly prefix: string } | { readonly problem: string };

const names = Object.keys(requiredTables('hpos'));

/**
 * Finds the shop by its tables. A table more or less does not hide it: the prefix that half of the required tables have is the
 * shop's. A second one is refused, because nobody can tell a left-over copy from the shop.
 */
export function findShop(tables: SchemaTables): FoundShop {
  if (tables.size === 0) return { problem: 'the schema holds no table' };
  const counts = prefixes(tables);
  const shops = counts.filter(([, count]) => count >= names.length / 2).map(([prefix]) => prefix);
  const multisite = counts.map(([prefix]) => prefix).find((prefix) => isMultisite(tables, prefix));
  if (multisite !== undefined) {
    return {
      problem: `multisite is not supported: the tables ${multisite}blogs and ${multisite}site hold several sites`,
    };
  }
  const [shop, another] = shops;
  if (another !== undefined) {
    return { problem: `${shops.length} shops in one schema, with the prefixes ${shops.join(', ')}` };
  }
  if (shop !== undefined) return { prefix: shop };
  const [best] = counts;
  const nearest = best === undefined ? '' : `; ${best[1]} of them have the prefix ${best[0]}`;
  return { problem: `none of ${tables.size} tables are a shop's: ${names.length} make one${nearest}` };
}

/** Prefixes before the names of required tables, with how many of these each has; the most first. */
function prefixes(tables: SchemaTables): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const table of tables.keys()) {
    for (const name of names) {
      if (!table.endsWith(name)) continue;
      const prefix = table.slice(0, table.length - name.length);
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a, many], [b, more]) => more - many || a.length - b.length);
}

/** WordPress keeps the list of sites in `blogs`, with the prefix of the first. */
function isMultisite(tables: SchemaTables, prefix: string): boolean {
  return ['blogs', 'site', 'options'].every((name) => tables.has(prefix + name));
}

import { writeAround } from './around';
import { writeHpos } from './hpos';
import { writeLines } from './order-lines';
import { planOrders } from './order-plan';
import { people } from './people';
import { writePlaceholders, writePosts } from './posts';
import { products } from './products';
import { settings } from './settings';
import { type Sql, sqlOf } from './sql';
import { createTables } from './tables';

/** Runs one statement, always on the same connection: `RunningMariaDb.ask`, or a client's. */
export type Ask = (sql: string) => Promise<unknown>;

export interface ShopPlan {
  readonly orders: number;
  /** WooCommerce's own tables, WordPress's posts, or the former kept in step with the latter. @default 'hpos' */
  readonly storage?: 'hpos' | 'posts' | 'synced';
  /** Of the tables. @default 'wp_' */
  readonly prefix?: string;
  /** Created by the generator, and must not be there yet. @default 'shop' */
  readonly schema?: string;
  /** Another seed, another shop. @default 1 */
  readonly seed?: number;
  /** When the newest order was placed. @default 2026-11-25T01:00:00Z */
  readonly until?: Date;
}

/** When the newest order of a shop was placed, unless the plan says otherwise. */
export const newestOrder = new Date('2026-11-25T01:00:00Z');

/** Makes a shop as WooCommerce 9.4 keeps it, on the server, by few statements: there is no client's round trip an order. */
export async function generateShop(ask: Ask, plan: ShopPlan): Promise<void> {
  for (const statement of statementsOf(plan)) await ask(statement);
}

function statementsOf(plan: ShopPlan): string[] {
  const { orders, storage = 'hpos', prefix = 'wp_', schema = 'shop', seed = 1, until = newestOrder } = plan;
  const sql = sqlOf(schema, prefix, seed);
  const counts = {
    orders,
    until,
    people: Math.max(6, Math.ceil(orders / 2)),
    products: Math.max(10, Math.min(500, Math.ceil(orders / 20))),
  };
  return [
    `CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
    `SET NAMES utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
    `SET SESSION sql_mode = '', unique_checks = 0, time_zone = '+00:00'`,
    // Names sequences without their schema.
    `USE \`${schema}\``,
    ...createTables(sql),
    ...settings(sql, storage),
    ...people(sql, counts.people),
    ...products(sql, counts.products),
    ...planOrders(sql, counts),
    ...writeLines(sql),
    ...orderStatements(sql, storage),
    ...writeAround(sql, counts),
    ...['person', 'staff', 'line', 'order', 'refund', 'back'].map((name) => `DROP TEMPORARY TABLE ${sql.own(name)}`),
  ];
}

function orderStatements(sql: Sql, storage: 'hpos' | 'posts' | 'synced'): string[] {
  if (storage === 'posts') return writePosts(sql);
  if (storage === 'synced') return [...writePosts(sql), ...writeHpos(sql)];
  return [...writePlaceholders(sql), ...writeHpos(sql)];
}

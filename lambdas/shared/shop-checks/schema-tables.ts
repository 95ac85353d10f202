import type { ShopDatabase } from './shop-database';

export interface Column {
  readonly name: string;
  /** Such as `varchar`. */
  readonly type: string;
  /** Of text; undefined for all else. */
  readonly charset?: string;
  readonly inPrimaryKey: boolean;
  /** Digits of a number. */
  readonly precision?: number;
}

/** Base tables of a schema with their columns, in the order of the columns. Names as the server spells them. */
export type SchemaTables = ReadonlyMap<string, readonly Column[]>;

/** @throws Error when the database does not answer */
export async function readSchema(database: ShopDatabase, schema: string): Promise<SchemaTables> {
  const tables = await database.rows(
    `SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME`,
    [schema],
  );
  const found = new Map<string, Column[]>(tables.map(([name]) => [name ?? '', []]));
  const columns = await database.rows(
    `SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, CHARACTER_SET_NAME, COLUMN_KEY, NUMERIC_PRECISION FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION`,
    [schema],
  );
  for (const [table, name, type, charset, key, precision] of columns) {
    found.get(table ?? '')?.push({
      name: name ?? '',
      type: (type ?? '').toLowerCase(),
      charset: charset ?? undefined,
      inPrimaryKey: key === 'PRI',
      precision: precision === null || precision === undefined ? undefined : Number(precision),
    });
  }
  return found;
}

/** A name as SQL takes it. */
export function quotedName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

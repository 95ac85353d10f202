import type { OpenShop } from './open-shop';
import { type Column, quotedName } from './schema-tables';
import { faultOf } from './shop-check';

/** One table, read from its first row to its last. */
export interface TableScan {
  readonly table: string;
  readonly rows: number;
  /** Rows with something that may be a card number. */
  readonly suspects: number;
}

export interface Scan {
  readonly tables: readonly TableScan[];
  /** Tables that could not be read, with the fault of each. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/**
 * What every card number contains: thirteen digits with at most one separator between two, the first one that any issuer uses.
 * The server looks for it, so that whole columns need not travel; what it finds is judged here.
 */
export const cardPattern = '[2-69](?:[ -]?[0-9]){12}';

const texts = new Set(['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'json']);
const blobs = new Set(['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob']);

/** Charsets in which a digit is the byte it is in ASCII. */
const asciiBased = /^(utf8|latin|ascii|cp125|koi8|binary)/;

/** The server's names for what is wrong with a table itself. Any other fault says nothing about what came back. */
const broken = new RegExp(
  [
    'NO_SUCH_TABLE',
    'NO_SUCH_TABLE_IN_ENGINE',
    'TABLESPACE_DISCARDED',
    'TABLESPACE_MISSING',
    'GET_ERRNO',
    'NOT_KEYFILE',
    'OLD_KEYFILE',
    'CRASHED_ON_USAGE',
    'CRASHED_ON_REPAIR',
    'TABLE_CORRUPT',
    'INDEX_CORRUPT',
    'FILE_NOT_FOUND',
    'CANT_OPEN_FILE',
    'ERROR_ON_READ',
    'UNKNOWN_STORAGE_ENGINE',
  ]
    .map((code) => String.raw`\bER_${code}\b`)
    .join('|'),
);

/** Whether a fault is the table's own, and not of the moment. */
export function isOfTheTable(fault: string): boolean {
  return broken.test(fault);
}

/**
 * Reads every row of every table of the schema once, whoever asks: plugins' tables too, as a dump holds them too. The text and
 * binary columns are searched, the others decoded. A broken table keeps none of the others from being read.
 * @throws Error when the database refuses for a reason that is not the table's
 */
export function scanTables(shop: OpenShop): Promise<Scan> {
  return shop.once('scan', async () => {
    const tables: TableScan[] = [];
    const unreadable = new Map<string, string>();
    for (const [table, columns] of shop.tables) {
      try {
        const [rows = 0, suspects = 0] = await shop.numbers(scanStatement(shop.schema, table, columns));
        tables.push({ table, rows, suspects });
      } catch (error) {
        const fault = faultOf(error);
        if (!isOfTheTable(fault)) throw error;
        unreadable.set(table, fault);
      }
    }
    return { tables, unreadable };
  });
}

function scanStatement(schema: string, table: string, columns: readonly Column[]): string {
  // An index may hold a table's columns too, and be sound where the table is not.
  const byRow = columns.some((column) => column.inPrimaryKey) ? ' FORCE INDEX (PRIMARY)' : '';
  const suspicions = columns.flatMap((column) => suspicion(column) ?? []);
  const others = columns.filter((column) => suspicion(column) === undefined).map(({ name }) => quotedName(name));
  const found = suspicions.length === 0 ? '0' : `SUM(${suspicions.join(' OR ')})`;
  const decoded = others.length === 0 ? '0' : `SUM(CRC32(CONCAT_WS(',', ${others.join(', ')})))`;
  return `SELECT COUNT(*), ${found}, ${decoded} FROM ${quotedName(schema)}.${quotedName(table)}${byRow}`;
}

/**
 * Holds where a column may contain a card number; undefined for columns too small for one. What the search cannot get through is
 * suspected, never passed over.
 */
export function suspicion(column: Column): string | undefined {
  const { name, type, charset = 'binary' } = column;
  if (isLongNumber(column)) return `COALESCE(${quotedName(name)} >= 1e12, 0)`;
  if (!texts.has(type) && !blobs.has(type)) return undefined;
  const bytes = asciiBased.test(charset) ? quotedName(name) : `CONVERT(${quotedName(name)} USING utf8mb4)`;
  // Bytes are searched faster than characters, and broken ones stop nothing.
  const found = `CONVERT(${bytes} USING binary) REGEXP '${cardPattern}'`;
  return `(LENGTH(${quotedName(name)}) > 12 AND COALESCE(${found}, 1))`;
}

function isLongNumber({ type, precision = 0 }: Column): boolean {
  return type === 'bigint' || type === 'double' || (type === 'decimal' && precision > 12);
}

/** What a statement other than rows tells. */
export type Statement =
  | { readonly kind: 'table'; readonly name: string; readonly columns: readonly string[]; readonly isText: boolean }
  | { readonly kind: 'charset'; readonly name: string }
  | { readonly kind: 'database'; readonly name: string }
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown' };

export interface InsertHead {
  readonly table: string;
  readonly columns?: readonly string[];
}

const name = '`((?:[^`]|``)+)`';
const names = new RegExp(name, 'g');
const createTable = new RegExp(`^CREATE TABLE (?:IF NOT EXISTS )?${name} \\(`, 'i');
const column = new RegExp(`^\\s*${name} (\\w+)`);
const use = new RegExp(`^USE ${name}$`, 'i');
const insert = new RegExp(
  `^(?:INSERT|REPLACE)\\s+(?:IGNORE\\s+|DELAYED\\s+)*INTO\\s+${name}\\s*(?:\\((${name}(?:, *${name})*)\\)\\s*)?VALUES\\s*$`,
  'i',
);
const setNames = /^SET\s+NAMES\s+['"]?(\w+)/i;
const conditional = /^\/\*M?!\d*\s*/;
/**
 * Everything else that the dump programs write. Of what could undo rows just those forms: mysqldump drops what it is about to
 * create, never what it has filled, and alters a table's keys alone.
 */
const known = [
  /^(?:BEGIN|CHANGE|COMMIT|DO|FLUSH|LOCK|SELECT|START|UNLOCK)\b/i,
  /^SET\b(?!\s+(?:STATEMENT|CHARACTER\s+SET|CHARSET)\b)/i,
  /^CREATE\b(?!\s+(?:OR\s+REPLACE\s+)?(?:TEMPORARY\s+)?TABLE\b)/i,
  new RegExp(`^DROP (?:DATABASE|SEQUENCE|TABLE|VIEW) IF EXISTS ${name}$`, 'i'),
  /^DROP (?:EVENT|FUNCTION|PACKAGE|PROCEDURE|ROLE|SERVER|TRIGGER|USER)\b/i,
  /^ALTER DATABASE\b/i,
  new RegExp(`^ALTER TABLE ${name} (?:DIS|EN)ABLE KEYS$`, 'i'),
];
/** What they write in conditional comments alone: what stands for a view until it is made, and Percona's bulk load of RocksDB. */
const knownConditionally = [
  createTable,
  /^PREPARE s FROM @(?:rocksdb_get_is_supported|enable_bulk_load|disable_bulk_load)$/i,
  /^(?:EXECUTE|DEALLOCATE PREPARE) s$/i,
];
const dropped = new RegExp(`^DROP (?:TABLE|VIEW) IF EXISTS ${name}$`, 'i');
/** Types whose text is bytes, in no character set. */
const binaryType = /^(?:bit|binary|varbinary|(?:tiny|medium|long)?blob|geometry|point|linestring|polygon|multi\w+)$/i;

/** @param text without its delimiter */
export function readStatement(text: string): Statement {
  const table = createTable.exec(text)?.[1];
  if (table !== undefined) return { kind: 'table', name: unquote(table), ...columnsOf(text) };
  const database = use.exec(text.trim())?.[1];
  if (database !== undefined) return { kind: 'database', name: unquote(database) };
  const charset = setNames.exec(unwrapped(text))?.[1];
  if (charset !== undefined) return { kind: 'charset', name: charset };
  return { kind: isKnown(text) ? 'other' : 'unknown' };
}

function isKnown(text: string): boolean {
  const inner = unwrapped(text);
  const isConditional = conditional.test(text);
  // Of several comments in a row, a server reads what lies between them, whatever it makes of the first: triggers, views.
  if (isConditional && inner.includes('*/') && !/^CREATE\b/i.test(inner)) return false;
  return [...known, ...(isConditional ? knownConditionally : [])].some((form) => form.test(inner));
}

/** What a server reads that the condition of a comment holds for. */
function unwrapped(text: string): string {
  return conditional.test(text) ? text.replace(conditional, '').replace(/\s*\*\/\s*$/, '') : text.trimEnd();
}

/** What has passed of a dump, as far as it decides what may still come. */
export class StatementOrder {
  private readonly defined = new Set<string>();
  private hasCharset = false;

  /** @returns whether a dump program could have written it here: none drops what it made, or changes its character set midway */
  accepts(text: string): boolean {
    const table = createTable.exec(text)?.[1];
    if (table !== undefined) this.defined.add(unquote(table));
    const inner = unwrapped(text);
    const gone = dropped.exec(inner)?.[1];
    if (gone !== undefined) return !this.defined.has(unquote(gone));
    if (/^DROP DATABASE\b/i.test(inner)) return this.defined.size === 0;
    return !setNames.test(inner) || this.isFirstCharset();
  }

  private isFirstCharset(): boolean {
    const isFirst = !this.hasCharset && this.defined.size === 0;
    this.hasCharset = true;
    return isFirst;
  }
}

/** @param text up to VALUES @returns undefined when it is no head of rows */
export function readInsertHead(text: string): InsertHead | undefined {
  const [, table, columns] = insert.exec(text) ?? [];
  if (table === undefined) return undefined;
  return {
    table: unquote(table),
    columns: columns === undefined ? undefined : [...columns.matchAll(names)].map(([, each = '']) => unquote(each)),
  };
}

/** Of a definition as SHOW CREATE TABLE prints it, one column a line. */
function columnsOf(definition: string): { columns: string[]; isText: boolean } {
  const lines = definition.split('\n').slice(1);
  const columns = lines.flatMap((line) => [column.exec(line)].filter((match) => match !== null));
  return {
    columns: columns.map(([, each = '']) => unquote(each)),
    isText: !columns.some(([, , type = '']) => binaryType.test(type)),
  };
}

function unquote(quoted: string): string {
  return quoted.replaceAll('``', '`');
}

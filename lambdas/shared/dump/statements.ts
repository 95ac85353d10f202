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
const setNames = /\bSET NAMES (\w+)/i;
/** Everything else that the dump programs write. */
const known =
  /^(?:\/\*M?!|(?:ALTER|BEGIN|CHANGE|COMMIT|CREATE(?! TABLE\b)|DO|DROP|FLUSH|LOCK|SELECT|SET|START|UNLOCK)\b)/i;
/** Types whose text is bytes, in no character set. */
const binaryType = /^(?:bit|binary|varbinary|(?:tiny|medium|long)?blob|geometry|point|linestring|polygon|multi\w+)$/i;

/** @param text without its delimiter */
export function readStatement(text: string): Statement {
  const table = createTable.exec(text)?.[1];
  if (table !== undefined) return { kind: 'table', name: unquote(table), ...columnsOf(text) };
  const database = use.exec(text.trim())?.[1];
  if (database !== undefined) return { kind: 'database', name: unquote(database) };
  const charset = /^(?:\/\*|SET)/i.test(text) ? setNames.exec(text)?.[1] : undefined;
  if (charset !== undefined) return { kind: 'charset', name: charset };
  return { kind: known.test(text) ? 'other' : 'unknown' };
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

/** A dump of another kind than one shop's database. */
export type SchemaName = { readonly schema: string } | { readonly refused: string };

/** Where a dump goes that names no database. */
const unnamed = 'shop';
const systemSchemas = ['mysql', 'sys', 'information_schema', 'performance_schema'];

// Programs that dump write it as the first word of a line, and a line feed within a value as `\n`.
const chosen = /^(?:CREATE DATABASE\b[^`\n]*|USE\s+)`((?:[^`\n]|``)+)`/im;

/**
 * Which schema a dump expects: the one that `mariadb-dump --databases` makes and uses, else any.
 * @param head the dump's beginning
 */
export function schemaNameOf(head: string): SchemaName {
  const name = chosen.exec(head)?.[1];
  if (name === undefined) return { schema: unnamed };
  if (systemSchemas.includes(name.toLowerCase()))
    return { refused: `it begins with the server's own schema ${name}; dump the shop's database only` };
  if (!/^[\w$-]{1,64}$/.test(name))
    return { refused: 'it names a database of other characters than letters, digits, _, $ and -' };
  return { schema: name };
}

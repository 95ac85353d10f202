/** A value as the server sends it as text; null is SQL's NULL. */
export type Value = string | null;

/** A restored database that is only read. */
export interface ShopDatabase {
  /**
   * Runs one statement and keeps all its rows: for counts and short lists.
   * @param values fill the statement's `?`, quoted as string literals
   * @throws Error naming the server's error code, never the statement, its values, or a row
   */
  rows(statement: string, values?: readonly string[]): Promise<readonly (readonly Value[])[]>;
  /** The same, row by row, for what may be long. */
  stream(statement: string, values?: readonly string[]): AsyncIterable<readonly Value[]>;
}

/** What every statement of a shop refers to. */
export interface Sql {
  readonly schema: string;
  readonly prefix: string;
  /** A table of the shop, qualified and quoted. */
  readonly t: (name: string) => string;
  /** A table of the generator's own, gone afterwards. */
  readonly own: (name: string) => string;
  /** A number in `[0, below)` that `of` (SQL) and the seed decide; another `salt`, another number. */
  readonly pick: (salt: string, of: string, below: number) => string;
}

export function sqlOf(schema: string, prefix: string, seed: number): Sql {
  return {
    schema,
    prefix,
    t: (name) => `\`${schema}\`.\`${prefix}${name}\``,
    own: (name) => `\`${schema}\`.\`generator_${name}\``,
    // CRC32 is linear: two salts of one number would differ by a constant. MD5 mixes, and eight of its digits fit a bigint.
    pick: (salt, of, below) => `(CONV(LEFT(MD5(CONCAT('${seed}${salt}', ${of})), 8), 16, 10) % ${below})`,
  };
}

/** One of these, by a number from 0. */
export function oneOf(number: string, values: readonly string[]): string {
  return `ELT(1 + ${number}, ${values.map(quoted).join(', ')})`;
}

export function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** What is wrong with a dump, in words that name no data. */
export interface DumpProblem {
  readonly code:
    | 'empty'
    | 'not-a-dump'
    | 'corrupt-compression'
    | 'truncated-compression'
    | 'truncated-text'
    | 'truncated-statement'
    | 'missing-trailer'
    | 'after-the-end'
    | 'second-dump'
    | 'several-databases'
    | 'binary-garbage'
    | 'broken-row'
    | 'uneven-row'
    | 'unknown-statement'
    | 'rows-without-table'
    | 'table-twice'
    | 'not-utf8';
  readonly message: string;
  /** Offset in the SQL text, counted from 0. */
  readonly atByte: number;
}

/** One base table of a dump. */
export interface DumpTable {
  readonly name: string;
  readonly rows: number;
  /** Of its rows as SQL text. */
  readonly bytes: number;
}

/** Where a card number was found. */
export interface DumpCardNumber {
  /** Empty when it is in no table's rows: in a comment, a definition, a trigger. */
  readonly table: string;
  /** Counted from 1 in the order of the dump; 0 outside of rows. */
  readonly row: number;
  readonly column?: string;
  /** `meta_key` or option name of that row. */
  readonly metaKey?: string;
  /** First six and last four digits. */
  readonly masked: string;
  readonly isTestNumber: boolean;
}

/** Everything that one pass over a dump tells. */
export interface DumpFacts {
  /** As stored: compressed, if it is. */
  readonly storedBytes: number;
  readonly storedSha256: string;
  readonly compression: Compression;
  /** SQL after decompression. */
  readonly plainBytes: number;
  /** Whether the dump program said that it was done, with nothing after it and nothing left open before it. */
  readonly complete: boolean;
  /** What the last line says, `2026-11-25T01:02:03`: local time of the machine that dumped, which the dump does not tell. */
  readonly completedAt?: string;
  readonly producer?: 'mariadb-dump' | 'mysqldump';
  readonly serverVersion?: string;
  readonly database?: string;
  /** Of the connection that dumped, `utf8mb4` if no character was lost. */
  readonly charset?: string;
  /** In the order of the dump. */
  readonly tables: readonly DumpTable[];
  /** The first of them, up to `maxFindings`. */
  readonly cardNumbers: readonly DumpCardNumber[];
  /** All of them, but for more than a hundred of one row. */
  readonly cardNumberCount: number;
  /** The first of each kind. */
  readonly problems: readonly DumpProblem[];
}

export type Compression = 'none' | 'gzip' | 'zstd';

/** Turns stored bytes into SQL. It may throw for what is not whole, and should then have given all that came before. */
export type Decompress = (stored: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

export interface ScanDumpOptions {
  /** @default 'auto': by the first bytes */
  readonly compression?: 'auto' | Compression;
  /** Called after each block. */
  readonly onProgress?: (progress: { readonly readBytes: number; readonly plainBytes: number }) => void;
  /** Ends the scan: `scanDump` throws its reason. */
  readonly signal?: AbortSignal;
  /** Most card numbers that are listed. @default 20 */
  readonly maxFindings?: number;
  /** For Node before 22.15, whose zlib has no Zstandard. */
  readonly decompressZstd?: Decompress;
}

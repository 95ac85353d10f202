import { HexNumbers } from './hex-numbers';
import { KeyColumn } from './key-column';
import type { Notes } from './notes';
import { At, Event, isOfNumber, isPlain, transitions } from './rows-table';

/** The table that rows are for, counted while they pass. */
export interface TableRows {
  readonly name: string;
  rows: number;
  bytes: number;
  /** Of the definition, in order; undefined when there is none. */
  readonly columns?: readonly string[];
  /** Whether text columns alone hold its text, so that it must be valid in the connection's character set. */
  readonly isText: boolean;
}

interface Hit {
  readonly column: number;
  readonly digits: string;
}

/** More of one row are not counted: a row may be as long as the memory is not. */
const mostHitsOfARow = 100;
const eventBits = 0xff;
const stateBits = 0xff00;
// Looked up here once: where modules are CommonJS, as under tsx, an import is a getter's call, which would be one a byte.
const [steps, plain, ofNumber] = [transitions, isPlain, isOfNumber];
const [text, number, hex]: readonly number[] = [At.text, At.number, At.hex];
const { rowBegins, textBegins, hexBegins, valueEnds, rowEnds, statementEnds } = Event;

/**
 * Reads the rows of one INSERT statement after another, byte by byte and across blocks: counts rows and values, and knows at each
 * byte in which row and column it is. Only the shape is checked: what the text means is the database's to say.
 */
export class RowsScanner {
  /** Whether the statement's semicolon, or what cannot be read as rows, has been passed. */
  isDone = true;
  private state: number = At.row;
  private column = 0;
  private table: TableRows = { name: '', rows: 0, bytes: 0, isText: false };
  private columns: readonly string[] | undefined;
  /** How many values a row has; 0 until it is known. */
  private values = 0;
  private block: Uint8Array = new Uint8Array(0);
  private base = 0;
  private readonly hits: Hit[] = [];
  private readonly key = new KeyColumn();
  private readonly hex: HexNumbers;

  constructor(private readonly notes: Notes) {
    this.hex = new HexNumbers((digits) => {
      this.hit(digits);
    });
  }

  /** @param columns those the statement names, else those of the definition */
  begin(table: TableRows, columns: readonly string[] | undefined): void {
    if (table !== this.table || columns !== this.columns) {
      this.table = table;
      this.columns = columns;
      this.values = columns?.length ?? 0;
      this.key.choose(columns);
    }
    this.state = At.row;
    this.isDone = false;
  }

  get currentTable(): TableRows {
    return this.table;
  }

  /** What is open when the text ends here. */
  get openEnd(): 'truncated-text' | 'truncated-statement' {
    return this.state === At.text || this.state === At.escape ? 'truncated-text' : 'truncated-statement';
  }

  /** Notes a card number at the byte that is next; only known to count when the row ends. */
  hit(digits: string): void {
    if (this.hits.length < mostHitsOfARow) this.hits.push({ column: this.column, digits });
  }

  /** @param base offset of `bytes` in the dump @returns where it stopped: `to`, or earlier when the statement is done */
  scan(bytes: Uint8Array, from: number, to: number, base: number): number {
    this.block = bytes;
    this.base = base;
    let at = from;
    let state = this.state;
    while (at < to) {
      at = this.pass(state, bytes, at, to);
      if (at >= to) break;
      const step = steps[state | (bytes[at] as number)] as number;
      at += 1;
      state = step & stateBits;
      const event = step & eventBits;
      if (event === 0) continue;
      if (this.happens(event, at)) break;
    }
    this.state = state;
    this.table.bytes += at - from;
    return at;
  }

  /** Passes what neither ends a value nor changes what it is: most bytes, and most of them quickly. */
  private pass(state: number, bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    if (state === text) while (at < to && plain[bytes[at] as number] === 1) at += 1;
    else if (state === number) while (at < to && ofNumber[bytes[at] as number] === 1) at += 1;
    else if (state === hex) at = this.hex.scan(bytes, at, to);
    return at;
  }

  /** Tells what was found in a row that does not end. */
  end(): void {
    if (this.hits.length > 0) this.tellHits();
    this.isDone = true;
  }

  /** Before a block goes away. @param end of what was scanned @param next where the following one begins */
  moves(bytes: Uint8Array, end: number, next: number): void {
    this.key.moves(bytes, end, next);
  }

  /** @returns whether the rows are over */
  private happens(event: number, at: number): boolean {
    switch (event) {
      case valueEnds:
        this.valueEnds(at);
        break;
      case textBegins:
        if (this.column === this.key.column) this.key.begins(at);
        break;
      case rowEnds:
        this.valueEnds(at);
        this.rowEnds(at);
        break;
      case rowBegins:
        this.table.rows += 1;
        this.column = 0;
        this.key.forget();
        break;
      case hexBegins:
        this.hex.begin();
        break;
      case statementEnds:
        this.isDone = true;
        break;
      default:
        this.breaks('broken-row', at - 1, 'cannot be read');
        this.end();
    }
    return this.isDone;
  }

  private valueEnds(at: number): void {
    if (this.column === this.key.column) this.key.ends(at - 2);
    if (!this.hex.end()) this.breaks('broken-row', at, 'has half a byte in a hexadecimal value');
    this.column += 1;
  }

  private rowEnds(at: number): void {
    if (this.hits.length > 0) this.tellHits();
    if (this.values === 0) this.values = this.column;
    if (this.column !== this.values) {
      this.breaks('uneven-row', at, `has ${this.column} values where ${this.values} are expected`);
    }
  }

  private tellHits(): void {
    const { name: table, rows: row } = this.table;
    const metaKey = this.key.text(this.block);
    for (const { column, digits } of this.hits) {
      this.notes.cardNumber({ table, row, column: this.columns?.[column], metaKey }, digits);
    }
    this.hits.length = 0;
  }

  private breaks(code: 'broken-row' | 'uneven-row', at: number, how: string): void {
    this.notes.problem(code, this.base + at, `row ${this.table.rows} of table ${this.table.name} ${how}`);
  }
}

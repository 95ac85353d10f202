import type { DumpFacts } from './dump-facts';
import { readComment } from './header';
import { Notes } from './notes';
import { RowsScanner, type TableRows } from './rows-scanner';
import { StatementScanner } from './statement-scanner';
import { type InsertHead, readInsertHead, readStatement } from './statements';

type Told = Partial<Pick<DumpFacts, 'producer' | 'serverVersion' | 'database' | 'charset' | 'completedAt'>>;

/** Understands a dump while it passes: rows by one scanner, everything between them by another. */
export class DumpReader {
  private readonly notes: Notes;
  private readonly rows: RowsScanner;
  private readonly statements = new StatementScanner({
    comment: (line, atByte) => {
      this.comment(line, atByte);
    },
    statement: (text, atByte) => {
      this.statement(text, atByte);
    },
    rows: (text, atByte) => this.rowsBegin(text, atByte),
    garbage: (atByte) => {
      this.notes.problem('binary-garbage', atByte, 'there are bytes that no SQL text has');
    },
  });
  private readonly tables = new Map<string, TableRows>();
  private told: Told = {};
  private used: string | undefined;
  private isBegun = false;
  private isEnded = false;
  private lastHead: { readonly text: string; readonly head: InsertHead } | undefined;

  constructor(maxFindings: number) {
    this.notes = new Notes(maxFindings);
    this.rows = new RowsScanner(this.notes);
  }

  /** @param base offset of `bytes` in the dump @returns where it stopped, some bytes after `to` at most */
  scan(bytes: Uint8Array, from: number, to: number, base: number): number {
    let at = from;
    while (at < to) {
      at = this.rows.isDone ? this.statements.scan(bytes, at, to, base) : this.rows.scan(bytes, at, to, base);
    }
    return at;
  }

  moves(bytes: Uint8Array, end: number, next: number): void {
    this.rows.moves(bytes, end, next);
  }

  /** Notes a card number that begins at the byte that is next. */
  cardNumber(digits: string): void {
    if (this.rows.isDone) this.notes.cardNumber({ table: '', row: 0 }, digits);
    else this.rows.hit(digits);
  }

  get hasBadText(): boolean {
    return this.notes.has('not-utf8');
  }

  /** The byte that is next is no UTF-8: where the dump says that it is, and no column holds bytes, a wrong character set wrote it. */
  badText(atByte: number): void {
    const isBytes = !this.rows.isDone && !this.rows.currentTable.isText;
    if (isBytes || this.told.charset?.startsWith('utf8') !== true) return;
    const where = this.rows.isDone ? '' : ` in table ${this.rows.currentTable.name}`;
    this.notes.problem('not-utf8', atByte, `there is text${where} that is not in the character set the dump names`);
  }

  end(plainBytes: number, broken?: 'corrupt-compression' | 'truncated-compression') {
    this.judgeEnd(plainBytes, broken);
    const isOver = this.openEnd === undefined && !this.notes.has('after-the-end');
    this.rows.end();
    const { problems, cardNumbers, cardNumberCount } = this.notes;
    return {
      complete: this.isEnded && isOver && broken === undefined,
      ...this.told,
      tables: [...this.tables.values()].map(({ name, rows, bytes }) => ({ name, rows, bytes })),
      cardNumbers,
      cardNumberCount,
      problems: [...problems].sort((one, other) => one.atByte - other.atByte),
    };
  }

  /** What is open when the text ends here; undefined when it may. */
  private get openEnd(): 'truncated-text' | 'truncated-statement' | undefined {
    return this.rows.isDone ? this.statements.openEnd : this.rows.openEnd;
  }

  private judgeEnd(at: number, broken?: 'corrupt-compression' | 'truncated-compression'): void {
    if (broken === 'corrupt-compression') this.notes.problem(broken, at, 'the compressed data is corrupt');
    if (broken === 'truncated-compression') this.notes.problem(broken, at, 'the compressed data ends too early');
    if (at === 0) {
      this.notes.problem('empty', at, 'there is nothing in it');
      return;
    }
    if (!this.isBegun) this.notes.problem('not-a-dump', 0, 'it does not begin as mariadb-dump or mysqldump would');
    const open = this.openEnd;
    if (open !== undefined) {
      const what = open === 'truncated-text' ? 'a text' : 'a statement';
      this.notes.problem(
        open,
        at,
        `it ends within ${what}${this.rows.isDone ? '' : ` of table ${this.rows.currentTable.name}`}`,
      );
    }
    if (!this.isEnded) this.notes.problem('missing-trailer', at, 'the last line, "-- Dump completed", is missing');
  }

  private comment(line: string, atByte: number): void {
    const { kind, tells } = readComment(line);
    if (kind === 'first') {
      if (this.isBegun) this.notes.problem('second-dump', atByte, 'a second dump begins');
      this.isBegun = true;
    }
    if (kind === 'last') this.isEnded = true;
    else if (kind === 'first' || Object.keys(tells).length > 0) this.goesOn(atByte);
    this.told = { ...tells, ...this.told };
  }

  private goesOn(atByte: number): void {
    if (this.isEnded) this.notes.problem('after-the-end', atByte, 'it goes on after its last line');
  }

  private statement(text: string, atByte: number): void {
    this.goesOn(atByte);
    const statement = readStatement(text);
    if (statement.kind === 'unknown') {
      this.notes.problem('unknown-statement', atByte, 'there is a statement that no dump program writes');
    } else if (statement.kind === 'charset') {
      this.told = { charset: statement.name, ...this.told };
    } else if (statement.kind === 'database') {
      if ((this.used ??= statement.name) !== statement.name) {
        this.notes.problem(
          'several-databases',
          atByte,
          `it holds more than one database: ${this.used}, ${statement.name}`,
        );
      }
      this.told = { database: statement.name, ...this.told };
    } else if (statement.kind === 'table') {
      const { name, columns, isText } = statement;
      if (this.tables.has(name)) this.notes.problem('table-twice', atByte, `table ${name} is defined twice`);
      else this.tables.set(name, { name, columns, isText, rows: 0, bytes: 0 });
    }
  }

  private rowsBegin(text: string, atByte: number): boolean {
    const head = text === this.lastHead?.text ? this.lastHead.head : readInsertHead(text);
    if (head === undefined) return false;
    this.goesOn(atByte);
    this.lastHead = { text, head };
    const table = this.tableOf(head, atByte);
    this.rows.begin(table, head.columns ?? table.columns);
    return true;
  }

  private tableOf({ table: name, columns }: InsertHead, atByte: number): TableRows {
    const known = this.tables.get(name);
    if (known !== undefined) return known;
    this.notes.problem('rows-without-table', atByte, `there are rows of table ${name}, which is not defined before`);
    const table: TableRows = { name, columns, isText: false, rows: 0, bytes: 0 };
    this.tables.set(name, table);
    return table;
  }
}

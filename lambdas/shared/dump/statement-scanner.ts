import { KeptText } from './kept-text';
import { StatementOrder } from './statements';

const [newline, hash, star, slash, dash, bang, backslash, open, backtick] = [
  0x0a, 0x23, 0x2a, 0x2f, 0x2d, 0x21, 0x5c, 0x28, 0x60,
];

/** Bytes that stand for themselves in a statement, whatever the delimiter. */
const isOrdinary = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1)
  isOrdinary[byte] = /[\w \t\r\n,)=.]|[^\0-\x7f]/.test(String.fromCharCode(byte)) ? 1 : 0;
const isWhite = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
const isGarbage = (byte: number) => (byte < 0x20 && !isWhite(byte)) || byte === 0x7f;

/** Told of what passes. Offsets are of the dump. */
export interface StatementListener {
  /** A line of comment between statements, with its dashes. */
  comment(line: string, atByte: number): void;
  /** A statement, without its delimiter; empty when no dump program would have written it at this place. */
  statement(text: string, atByte: number): void;
  /** Everything before a bracket that follows VALUES. @returns whether rows follow that are read by somebody else */
  rows(text: string, atByte: number): boolean;
  /** A byte that no text has. */
  garbage(atByte: number): void;
}

/**
 * Splits what is not rows into statements, as the `mariadb` client does: by the delimiter that is set, outside of texts, names and
 * comments. May look at up to 20 bytes beyond what it is to scan, which must be there.
 */
export class StatementScanner {
  /** Set by `scan` when rows follow at the place it returned. */
  rowsFollow = false;
  private mode: 'between' | 'code' | 'quote' | 'line' | 'block' = 'between';
  /** Whether a comment stands within a statement. */
  private isWithin = false;
  private quote = 0;
  private delimiter = Buffer.from(';');
  private begins = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private base = 0;
  private readonly kept = new KeptText();
  private readonly order = new StatementOrder();

  constructor(private readonly listener: StatementListener) {}

  /** What is open when the text ends here; undefined when it may. */
  get openEnd(): 'truncated-text' | 'truncated-statement' | undefined {
    if (this.mode === 'between') return undefined;
    return this.mode === 'quote' ? 'truncated-text' : 'truncated-statement';
  }

  /** @param base offset of `bytes` in the dump @returns where it stopped: not before `to`, unless rows follow */
  scan(bytes: Uint8Array, from: number, to: number, base: number): number {
    this.bytes = bytes;
    this.base = base;
    this.rowsFollow = false;
    let at = from;
    do at = this.step(at, to);
    while (at < to && !this.hasRows());
    return at;
  }

  private step(at: number, to: number): number {
    switch (this.mode) {
      case 'between':
        return this.inBetween(at);
      case 'code':
        return this.inCode(at, to);
      case 'quote':
        return this.inQuote(at, to);
      case 'line':
        return this.inLine(at, to);
      case 'block':
        return this.inBlock(at, to);
    }
  }

  private hasRows(): boolean {
    return this.rowsFollow;
  }

  private inBetween(at: number): number {
    const byte = this.bytes[at] as number;
    if (isWhite(byte)) return at + 1;
    if (isGarbage(byte)) {
      this.listener.garbage(this.base + at);
      return at + 1;
    }
    this.kept.clear();
    this.begins = this.base + at;
    this.isWithin = false;
    if (this.isLineComment(at) || this.reads('DELIMITER ', at)) this.mode = 'line';
    else if (this.isComment(at)) return this.beginBlock(at);
    else if (this.isDelimiter(at)) return at + this.delimiter.length;
    else this.mode = 'code';
    return at;
  }

  private inCode(from: number, to: number): number {
    for (let at = from; at < to; at += 1) {
      const byte = this.bytes[at] as number;
      if (isOrdinary[byte] === 0) {
        const next = this.special(byte, at);
        if (this.mode !== 'code' || this.rowsFollow) return next;
      }
      this.kept.add(byte);
    }
    return to;
  }

  /** @returns where it goes on, if the mode has changed */
  private special(byte: number, at: number): number {
    if (this.isDelimiter(at)) {
      this.mode = 'between';
      const text = this.kept.toString();
      this.listener.statement(this.order.accepts(text) ? text : '', this.begins);
      return at + this.delimiter.length;
    }
    if (byte === 0x27 || byte === 0x22 || byte === backtick) {
      this.mode = 'quote';
      this.quote = byte;
      this.kept.add(byte);
      return at + 1;
    }
    this.isWithin = true;
    if (this.isLineComment(at)) this.mode = 'line';
    else if (this.isComment(at)) return this.beginBlock(at);
    else if (byte === open) this.tryRows(at);
    else if (isGarbage(byte)) this.listener.garbage(this.base + at);
    return at;
  }

  private tryRows(at: number): void {
    if (!this.kept.endsWithValues()) return;
    this.rowsFollow = this.listener.rows(this.kept.toString(), this.base + at);
    if (this.rowsFollow) this.mode = 'between';
  }

  private inQuote(from: number, to: number): number {
    let at = from;
    for (; at < to; at += 1) {
      const byte = this.bytes[at] as number;
      this.kept.add(byte);
      if (byte === this.quote) {
        this.mode = 'code';
        return at + 1;
      }
      if (byte === backslash && this.quote !== backtick) {
        at += 1;
        this.kept.add(this.bytes[at] ?? 0);
      }
    }
    return at;
  }

  private inLine(from: number, to: number): number {
    for (let at = from; at < to; at += 1) {
      const byte = this.bytes[at] as number;
      if (byte === newline) {
        if (this.isWithin) this.mode = 'code';
        else this.lineEnds();
        return at + 1;
      }
      if (!this.isWithin) this.kept.add(byte);
    }
    return to;
  }

  private lineEnds(): void {
    const line = this.kept.toString();
    const [, delimiter] = /^DELIMITER +(\S{1,16})\s*$/i.exec(line) ?? [];
    this.mode = 'between';
    if (delimiter !== undefined) this.delimiter = Buffer.from(delimiter);
    else this.listener.comment(line, this.begins);
  }

  private beginBlock(at: number): number {
    this.mode = 'block';
    return at + 2;
  }

  private inBlock(from: number, to: number): number {
    for (let at = from; at < to; at += 1) {
      if (this.bytes[at] === star && this.bytes[at + 1] === slash) {
        this.mode = this.isWithin ? 'code' : 'between';
        return at + 2;
      }
    }
    return to;
  }

  private isLineComment(at: number): boolean {
    if (this.bytes[at] === hash) return true;
    return this.bytes[at] === dash && this.bytes[at + 1] === dash && isWhite(this.bytes[at + 2] ?? newline);
  }

  /** A comment that no server reads: not `/*!40101 …`, nor MariaDB's own `/*M!…`, but the line that only guards against old clients. */
  private isComment(at: number): boolean {
    if (this.bytes[at] !== slash || this.bytes[at + 1] !== star) return false;
    if (this.reads('M!999999\\-', at + 2) || this.reads('!999999\\-', at + 2)) return true;
    return this.bytes[at + 2] !== bang && !this.reads('M!', at + 2);
  }

  private isDelimiter(at: number): boolean {
    for (let index = 0; index < this.delimiter.length; index += 1) {
      if (this.bytes[at + index] !== this.delimiter[index]) return false;
    }
    return true;
  }

  private reads(word: string, at: number): boolean {
    for (let index = 0; index < word.length; index += 1) {
      const byte = this.bytes[at + index] ?? 0;
      if (String.fromCharCode(byte).toUpperCase() !== word[index]) return false;
    }
    return true;
  }
}

import { lookahead, lookbehind, searchCardNumbers } from '../card-numbers/search';
import { DumpReader } from './dump-reader';
import { firstInvalidUtf8 } from './utf8';
import type { DumpFacts } from './dump-facts';

/** How much is read at once: fits the processor's cache beside the tables. */
export const defaultBlockBytes = 128 * 1024;

const bytesBetweenLooks = 256;

/**
 * One pass over a dump's SQL, given in pieces of any size. Keeps one block and what surrounds it: each byte is scanned when the
 * bytes are there that tell whether a card number begins at it.
 */
export class DumpScanner {
  /** [lookbehind: scanned][lookahead: not yet scanned][a block] */
  private readonly window: Uint8Array;
  private filled = lookbehind;
  /** Where structure and numbers go on; a number that was found reaches beyond a block. */
  private scanned = lookbehind;
  private searched = lookbehind;
  /** Where what was looked at ends. */
  private decided = lookbehind;
  /** Offset in the dump of the window's first byte. */
  private base = -lookbehind;
  private readonly reader: DumpReader;

  constructor(options: { readonly maxFindings: number; readonly blockBytes?: number }) {
    this.window = new Uint8Array(lookbehind + lookahead + (options.blockBytes ?? defaultBlockBytes));
    this.reader = new DumpReader(options.maxFindings);
  }

  /** How much SQL was given so far. */
  get plainBytes(): number {
    return this.base + this.filled;
  }

  push(piece: Uint8Array): void {
    for (let at = 0; at < piece.length;) {
      const end = Math.min(piece.length, at + this.window.length - this.filled);
      this.window.set(piece.subarray(at, end), this.filled);
      this.filled += end - at;
      at = end;
      if (this.filled === this.window.length) {
        this.scanTo(this.filled - lookahead);
        this.dropScanned();
      }
    }
  }

  /** @param broken why there is no more, when the stored bytes could not be decompressed */
  end(
    broken?: 'corrupt-compression' | 'truncated-compression',
  ): Omit<DumpFacts, 'storedBytes' | 'storedSha256' | 'compression'> {
    this.scanTo(this.filled);
    return { plainBytes: this.plainBytes, ...this.reader.end(this.plainBytes, broken) };
  }

  private scanTo(to: number): void {
    const numbers: { start: number; digits: string }[] = [];
    const from = this.decided;
    let after = Math.max(to, this.searched);
    searchCardNumbers(this.window, this.searched, to, this.filled, (start, end, digits) => {
      numbers.push({ start, digits });
      after = Math.max(after, end);
    });
    this.searched = after;
    this.decided = to;
    this.checkText(from, to, numbers);
    for (const { start, digits } of numbers) {
      this.read(start);
      this.reader.cardNumber(digits);
    }
    this.read(to);
  }

  private read(to: number): void {
    this.scanned = this.reader.scan(this.window, this.scanned, to, this.base);
  }

  /** Reads on to what is no text, of which binary columns may be full: then only one byte in many is looked at. */
  private checkText(from: number, to: number, numbers: { start: number; digits: string }[]): void {
    let at = from;
    while (at < to && !this.reader.hasBadText) {
      const bad = firstInvalidUtf8(this.window, at, to, this.filled);
      if (bad < 0) return;
      while (numbers[0] !== undefined && numbers[0].start <= bad) {
        const { start, digits } = numbers.shift() as { start: number; digits: string };
        this.read(start);
        this.reader.cardNumber(digits);
      }
      this.read(bad);
      this.reader.badText(this.base + bad);
      at = bad + bytesBetweenLooks;
    }
  }

  private dropScanned(): void {
    const drop = this.filled - lookahead - lookbehind;
    this.reader.moves(this.window, this.scanned, this.scanned - drop);
    this.window.copyWithin(0, drop, this.filled);
    this.filled -= drop;
    this.scanned -= drop;
    this.searched -= drop;
    this.decided -= drop;
    this.base += drop;
  }
}

import { lookahead, lookbehind, searchCardNumbers } from '../card-numbers/search';

const blockBytes = 32_768;
const notHex = 255;
const nibbles = new Uint8Array(256).fill(notHex);
for (const [value, digit] of '0123456789abcdef'.split('').entries()) {
  nibbles[digit.charCodeAt(0)] = value;
  nibbles[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Looks for card numbers in the bytes that a hexadecimal literal writes, a block at a time. */
export class HexNumbers {
  private isOpen = false;
  private readonly block = new Uint8Array(lookbehind + blockBytes);
  /** Bytes in the block; those before `searched` have been looked at, one of them may be half. */
  private filled = 0;
  private searched = 0;
  private high = -1;

  constructor(private readonly found: (digits: string) => void) {}

  begin(): void {
    this.isOpen = true;
    this.filled = 0;
    this.searched = 0;
    this.high = -1;
  }

  /** @returns the first place that is no hexadecimal digit, or `to` */
  scan(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    for (; at < to; at += 1) {
      const nibble = nibbles[bytes[at] as number] as number;
      if (nibble === notHex) break;
      if (this.high < 0) {
        this.high = nibble;
        continue;
      }
      if (this.filled === this.block.length) this.search(this.filled - lookahead);
      this.block[this.filled] = (this.high << 4) | nibble;
      this.filled += 1;
      this.high = -1;
    }
    return at;
  }

  /** @returns whether the literal was one of whole bytes */
  end(): boolean {
    if (!this.isOpen) return true;
    this.isOpen = false;
    this.search(this.filled);
    return this.high < 0;
  }

  private search(to: number): void {
    let after = Math.max(to, this.searched);
    searchCardNumbers(this.block, this.searched, to, this.filled, (_, end, digits) => {
      after = Math.max(after, end);
      this.found(digits);
    });
    const drop = Math.max(0, to - lookbehind);
    this.block.copyWithin(0, drop, this.filled);
    this.filled -= drop;
    this.searched = after - drop;
  }
}

/** A value that PHP's `serialize` wrote. Keys of arrays are text; objects are read as their properties. */
export type PhpValue = string | number | boolean | null | ReadonlyMap<string, PhpValue>;

/**
 * Reads what WordPress keeps in options and meta. Lengths are in bytes of UTF-8.
 * @returns undefined when the text is cut off, or nothing that PHP wrote
 */
export function unserialize(text: string): PhpValue | undefined {
  const reader = new Reader(Buffer.from(text, 'utf8'));
  try {
    const value = reader.value(0);
    return reader.atEnd ? value : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

class Malformed extends Error {}

/** Deeper than anything WordPress writes: what goes further was made to overflow. */
const deepest = 50;

class Reader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  value(depth: number): PhpValue {
    if (depth > deepest) throw new Malformed();
    const kind = String.fromCharCode(this.bytes[this.at] ?? 0);
    this.at += 1;
    if (kind === 'N') return this.skip(';', null);
    this.skip(':', null);
    if (kind === 'a') return this.entries(depth);
    if (kind === 'O') {
      this.text();
      this.skip(':', null);
      return this.entries(depth);
    }
    return this.scalar(kind);
  }

  private scalar(kind: string): PhpValue {
    if (kind === 's') return this.skip(';', this.text());
    if (kind === 'b') return this.until(';') === '1';
    // `r` and `R` refer to an earlier value by its number.
    if (['i', 'd', 'r', 'R'].includes(kind)) return Number(this.until(';'));
    throw new Malformed();
  }

  private entries(depth: number): ReadonlyMap<string, PhpValue> {
    const count = Number(this.until(':'));
    this.skip('{', null);
    const map = new Map<string, PhpValue>();
    for (let n = 0; n < count; n += 1) {
      const key = this.value(depth + 1);
      if (typeof key !== 'string' && typeof key !== 'number') throw new Malformed();
      map.set(String(key), this.value(depth + 1));
    }
    return this.skip('}', map);
  }

  /** `<bytes>:"…"` */
  private text(): string {
    const length = Number(this.until(':'));
    this.skip('"', null);
    const end = this.at + length;
    if (!Number.isInteger(length) || end > this.bytes.length) throw new Malformed();
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end;
    return this.skip('"', text);
  }

  private until(mark: string): string {
    const end = this.bytes.indexOf(mark, this.at);
    if (end < 0) throw new Malformed();
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end + 1;
    return text;
  }

  private skip<T>(mark: string, value: T): T {
    if (this.bytes[this.at] !== mark.charCodeAt(0)) throw new Malformed();
    this.at += 1;
    return value;
  }
}

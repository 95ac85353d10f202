import { createHash } from 'node:crypto';

/** The bytes of a dump as they are stored, counted and hashed while they are read; to be read to the end, but in several goes. */
export class StoredDump implements AsyncIterable<Uint8Array> {
  bytes = 0;
  private readonly hash = createHash('sha256');
  private readonly pieces: AsyncIterator<Uint8Array>;
  private ahead: Uint8Array[] = [];
  private failure: { readonly error: unknown } | undefined;

  constructor(
    source: AsyncIterable<Uint8Array>,
    private readonly signal?: AbortSignal,
  ) {
    this.pieces = source[Symbol.asyncIterator]();
  }

  /** The first bytes, which stay to be read. */
  async start(length: number): Promise<Uint8Array> {
    let start = Buffer.alloc(0);
    while (start.length < length) {
      const piece = await this.read();
      if (piece === undefined) break;
      this.ahead.push(piece);
      start = Buffer.concat([start, piece.subarray(0, length)]);
    }
    return start;
  }

  /** One reader that stops early does not close the source: the rest is still to be read. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: async () => {
        const value = this.ahead.shift() ?? (await this.read());
        return value === undefined ? { done: true, value } : { done: false, value };
      },
    };
  }

  async drain(): Promise<void> {
    this.ahead = [];
    while ((await this.read()) !== undefined);
  }

  /** Of all that was read. */
  sha256(): string {
    return this.hash.digest('hex');
  }

  /** @throws what reading threw, if it did */
  throwIfFailed(): void {
    if (this.failure !== undefined) throw this.failure.error;
  }

  private async read(): Promise<Uint8Array | undefined> {
    this.throwIfFailed();
    const next = await this.next();
    if (next.done === true) return undefined;
    this.bytes += next.value.length;
    this.hash.update(next.value);
    return next.value;
  }

  private async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    try {
      this.signal?.throwIfAborted();
      return (await this.pieces.next()) as IteratorResult<Uint8Array, undefined>;
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}

import zlib from 'node:zlib';
import type { Compression, Decompress } from './dump-facts';

/** The compressed data is not what its program wrote. */
export class BrokenCompression extends Error {
  constructor(
    readonly code: 'corrupt-compression' | 'truncated-compression',
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'BrokenCompression';
  }
}

/** @param start the first four bytes, or all there are */
export function compressionOf(start: Uint8Array): Compression {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  return start[0] === 0x28 && start[1] === 0xb5 && start[2] === 0x2f && start[3] === 0xfd ? 'zstd' : 'none';
}

// What one of these becomes at most has to fit into memory: deflate makes 1 MiB of 1 KiB.
const storedBytesAtOnce = 32 * 1024;
const plainBytesAtOnce = 256 * 1024;

/** Node 22.15 and later; the types are those of Node 20. */
const { createZstdDecompress } = zlib as { createZstdDecompress?: (options: zlib.ZlibOptions) => zlib.Gunzip };

type Engine = zlib.Gunzip;

export const gunzip: Decompress = (stored) => inflate(() => zlib.createGunzip({ chunkSize: plainBytesAtOnce }), stored);

export const unzstd: Decompress | undefined =
  createZstdDecompress && ((stored) => inflate(() => createZstdDecompress({ chunkSize: plainBytesAtOnce }), stored));

/** One member of gzip, one frame of Zstandard: there may be several, one after the other. */
class Member {
  private pieces: Uint8Array[] = [];
  private readonly ended: Promise<void>;

  constructor(private readonly engine: Engine) {
    engine.on('data', (piece: Uint8Array) => this.pieces.push(piece));
    this.ended = new Promise((resolve, reject) => {
      engine.once('end', resolve).once('error', reject);
    });
    // Awaited when something is written; until then nobody need care.
    this.ended.catch(() => undefined);
  }

  /** @returns how many of the bytes belong to it @throws what the engine complains about */
  async write(part: Uint8Array): Promise<number> {
    const before = this.engine.bytesWritten;
    const written = new Promise<void>((resolve) => {
      this.engine.write(part, () => {
        resolve();
      });
    });
    await Promise.race([written, this.ended]);
    // It is not called back for what comes after its end.
    return this.engine.readableEnded ? this.engine.bytesWritten - before : part.length;
  }

  async end(): Promise<void> {
    this.engine.end();
    await this.ended;
  }

  /** What was decompressed since the last time. */
  take(): Uint8Array[] {
    return this.pieces.splice(0);
  }

  destroy(): void {
    this.engine.destroy();
  }
}

/**
 * Gives all that can be decompressed before it throws: a stream's own iterator drops what it holds when an error comes. The
 * next bytes are decompressed on another thread while the caller looks at the last ones.
 */
async function* inflate(newEngine: () => Engine, stored: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let member = new Member(newEngine());
  try {
    for await (const part of partsOf(stored)) {
      for (let at = 0; at < part.length;) {
        const writing = member.write(part.subarray(at));
        writing.catch(() => undefined);
        yield* member.take();
        at += await writing;
        if (at === part.length) continue;
        yield* member.take();
        member.destroy();
        member = new Member(newEngine());
      }
    }
    await member.end();
    yield* member.take();
  } catch (error) {
    yield* member.take();
    throw brokenBy(error);
  } finally {
    member.destroy();
  }
}

async function* partsOf(stored: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of stored) {
    for (let at = 0; at < piece.length; at += storedBytesAtOnce) yield piece.subarray(at, at + storedBytesAtOnce);
  }
}

function brokenBy(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (!/^(Z_|ZSTD_)/.test(code ?? '')) return error;
  const isShort = code === 'Z_BUF_ERROR';
  return new BrokenCompression(isShort ? 'truncated-compression' : 'corrupt-compression', { cause: error });
}

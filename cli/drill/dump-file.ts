import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { compressionOf, gunzip, unzstd } from '../../lambdas/shared/dump/decompress';
import type { Compression } from '../../lambdas/shared/dump/dump-facts';
import { unpackZstd } from '../unpack-zstd';

/** How a file is compressed, by its first bytes. */
export async function compressionOfFile(file: string): Promise<Compression> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return compressionOf(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Gives what can be decompressed, and throws if that is not all. */
export function decompressed(stored: AsyncIterable<Uint8Array>, compression: Compression): AsyncIterable<Uint8Array> {
  if (compression === 'none') return stored;
  return compression === 'gzip' ? gunzip(stored) : (unzstd ?? unpackZstd)(stored);
}

/** The beginning of a dump's text; of a broken file as far as it goes. */
export async function headOf(file: string, compression: Compression, bytes = 1 << 16): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stored = createReadStream(file, { highWaterMark: bytes });
  try {
    for await (const part of decompressed(stored, compression)) {
      parts.push(part);
      length += part.length;
      if (length >= bytes) break;
    }
  } catch {
    // The scan of the whole file says what is wrong with it.
  } finally {
    stored.destroy();
  }
  return Buffer.concat(parts).subarray(0, bytes).toString('latin1');
}

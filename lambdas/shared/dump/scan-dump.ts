import { BrokenCompression, compressionOf, gunzip, unzstd } from './decompress';
import type { Compression, Decompress, DumpFacts, ScanDumpOptions } from './dump-facts';
import { DumpScanner } from './dump-scanner';
import { StoredDump } from './stored-dump';

/**
 * Reads a dump once, as it is stored, and tells everything about it. No database is needed, and memory stays flat whatever the
 * size of the dump, of a table or of a line.
 * @throws what the source throws, or the signal's reason: nothing that is in a dump makes it throw
 */
export async function scanDump(source: AsyncIterable<Uint8Array>, options: ScanDumpOptions = {}): Promise<DumpFacts> {
  const scanner = new DumpScanner({ maxFindings: options.maxFindings ?? 20 });
  const stored = new StoredDump(source, options.signal);
  let broken: BrokenCompression['code'] | undefined;
  const chosen = options.compression ?? 'auto';
  const compression = chosen === 'auto' ? compressionOf(await stored.start(4)) : chosen;
  try {
    for await (const piece of decompressor(compression, options)(stored)) {
      scanner.push(piece);
      options.onProgress?.({ readBytes: stored.bytes, plainBytes: scanner.plainBytes });
    }
  } catch (error) {
    // A decompressor fails too when its source does.
    stored.throwIfFailed();
    if (!(error instanceof BrokenCompression)) throw error;
    broken = error.code;
  }
  // What comes after the place where decompression stopped is part of the checksum.
  await stored.drain();
  return {
    storedBytes: stored.bytes,
    storedSha256: stored.sha256(),
    compression,
    ...scanner.end(broken),
  };
}

function decompressor(compression: Compression, { decompressZstd }: ScanDumpOptions): Decompress {
  if (compression === 'none') return (stored) => stored;
  if (compression === 'gzip') return gunzip;
  const zstd = unzstd ?? decompressZstd;
  if (zstd === undefined) throw new Error('this Node.js cannot read Zstandard; it takes 22.15 or later');
  return zstd;
}

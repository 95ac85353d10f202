import type { DumpFacts, ScanDumpOptions } from '../../../../lambdas/shared/dump/dump-facts';
import { DumpScanner } from '../../../../lambdas/shared/dump/dump-scanner';
import { scanDump } from '../../../../lambdas/shared/dump/scan-dump';

/** In pieces of a size. */
export async function* pieces(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

export function scan(dump: string | Uint8Array, options?: ScanDumpOptions): Promise<DumpFacts> {
  return scanDump(pieces(Buffer.from(dump)), options);
}

/** What the text alone tells, in one go; fast enough for thousands of variants. */
export function scanText(dump: string | Uint8Array, blockBytes?: number) {
  const scanner = new DumpScanner({ maxFindings: 20, blockBytes });
  scanner.push(Buffer.from(dump));
  return scanner.end();
}

/** The codes of what is wrong. */
export function codes(facts: Pick<DumpFacts, 'problems'>): string[] {
  return facts.problems.map(({ code }) => code);
}

import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { DumpFacts } from '../../lambdas/shared/dump/dump-facts';
import { scanDump } from '../../lambdas/shared/dump/scan-dump';
import { dumpSize } from '../dump-path';
import { exitCodes } from '../exit-codes';
import { interruptible } from '../interruption';
import { evidenceText } from '../report/evidence-text';
import { FileProgress } from '../terminal/file-progress';
import { Progress } from '../terminal/progress';
import { unpackZstd } from '../unpack-zstd';
import { readManifest } from './read-manifest';
import { tablesText } from './tables-text';
import { verifyEvidence } from './verify-evidence';

const bytesAtOnce = 1 << 18;

/**
 * Reads a dump to its end and says what it is.
 * @returns 0 when every check passed, else 1
 * @throws CommandError what a person can mend, such as a file that is not there
 */
export async function runVerify(
  file: string,
  options: { readonly manifest?: string; readonly json?: boolean },
): Promise<number> {
  const size = dumpSize(file);
  const manifest = options.manifest === undefined ? undefined : readManifest(options.manifest);
  const startedAt = new Date();
  const facts = await interruptible((signal) => scan(file, size, signal));
  const evidence = verifyEvidence(file, facts, { manifest, startedAt, finishedAt: new Date() });
  const text = options.json
    ? `${JSON.stringify(evidence, null, 2)}\n`
    : tablesText(facts.tables) + evidenceText(evidence);
  process.stdout.write(text);
  return evidence.verdict === 'pass' ? exitCodes.ok : exitCodes.findings;
}

async function scan(file: string, size: number, signal: AbortSignal): Promise<DumpFacts> {
  const progress = new Progress();
  const shown = new FileProgress(progress, `reading ${path.basename(file)}`, size);
  try {
    return await scanDump(createReadStream(file, { highWaterMark: bytesAtOnce }), {
      signal,
      decompressZstd: unpackZstd,
      onProgress: ({ readBytes }) => {
        shown.read(readBytes);
      },
    });
  } finally {
    progress.done();
  }
}

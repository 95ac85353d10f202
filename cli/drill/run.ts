import path from 'node:path';
import { loadStore } from '../../lib/config/load';
import { dumpSize } from '../dump-path';
import { exitCodes } from '../exit-codes';
import { interruptible } from '../interruption';
import { needMariaDb } from '../mariadb/installed';
import { evidenceText } from '../report/evidence-text';
import { wrap } from '../terminal/layout';
import { FileProgress } from '../terminal/file-progress';
import { Progress } from '../terminal/progress';
import { readManifest } from '../verify/read-manifest';
import { drillDump } from './dump-drill';
import { evidenceFolder, writeEvidence } from './evidence-files';

export interface DumpDrillOptions {
  /** Store file that says what is expected of the shop. */
  readonly expect?: string;
  /** What the export said of the dump. */
  readonly manifest?: string;
  /** @default 'evidence' */
  readonly out?: string;
  readonly json?: boolean;
}

/**
 * Drills a dump, writes the evidence and says the verdict.
 * @returns 0 when everything passed, else 1
 */
export async function runDumpDrill(file: string, options: DumpDrillOptions): Promise<number> {
  const size = dumpSize(file);
  const store = options.expect === undefined ? undefined : loadStore(options.expect);
  const manifest = options.manifest === undefined ? undefined : readManifest(options.manifest);
  const folder = evidenceFolder(options.out ?? 'evidence');
  needMariaDb();
  const evidence = await interruptible(async (signal) => {
    const progress = new Progress();
    const shown = new FileProgress(progress, `restoring ${path.basename(file)}`, size);
    return drillDump({
      file,
      store,
      manifest,
      signal,
      step: (text) => {
        progress.step(text);
      },
      read: (bytes) => {
        shown.read(bytes);
      },
    }).finally(() => {
      progress.done();
    });
  });
  const { json, page } = writeEvidence(evidence, folder);
  if (options.json) process.stdout.write(`${JSON.stringify(evidence)}\n`);
  else process.stdout.write(`${evidenceText(evidence)}\n${whereItIs(json, page)}\n`);
  return evidence.verdict === 'pass' ? exitCodes.ok : exitCodes.findings;
}

function whereItIs(json: string, page: string): string {
  return [
    `Evidence: ${json}`,
    `Page:     ${page}`,
    wrap(
      'The evidence is not locked: whoever may write that folder may change it. A drill of a store on AWS locks its own.',
    ),
  ].join('\n');
}

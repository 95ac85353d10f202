import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Evidence, evidenceKey } from '../../lambdas/shared/evidence';
import { CommandError, exitCodes } from '../exit-codes';
import { evidencePage } from '../report/evidence-page';

/** Where evidence of a laptop lies. */
export interface EvidenceFiles {
  readonly json: string;
  readonly page: string;
}

/**
 * Makes the folder for evidence. Asked before the drill: what took an hour must have somewhere to go.
 * @throws CommandError with exit code 2 when nothing can be written there
 */
export function evidenceFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown fault';
    throw new CommandError(
      `evidence cannot be written to ${folder} (${code}); name another folder with --out`,
      exitCodes.usage,
      { cause },
    );
  }
}

/** Writes evidence and its page below a folder, by the key it would have in the bucket. Nothing that is there is written over. */
export function writeEvidence(evidence: Evidence, folder: string): EvidenceFiles {
  const json = path.join(folder, evidenceKey(evidence));
  const page = json.replace(/\.json$/, '.html');
  mkdirSync(path.dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify(evidence, null, 2)}\n`, { flag: 'wx' });
  writeFileSync(page, evidencePage(evidence), { flag: 'wx' });
  return { json, page };
}

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Evidence, evidenceKey } from '../../lambdas/shared/evidence';
import { evidencePage } from '../report/evidence-page';

/** Where evidence of a laptop lies. */
export interface EvidenceFiles {
  readonly json: string;
  readonly page: string;
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

import type { Evidence } from '../shared/evidence';
import { verifyBackupChecks, type VerifyBackupExpectations } from './contract';
import { exportsNewestFirst, type ListedExport } from './earlier-exports';
import { before, clockSkewMs, hourMs } from './hours';
import type { Ports } from './ports';

/** So long the proof of an export that just arrived may take: until then the one before it counts. */
const provingHours = 1;

/** The export that the daily run judges, and what was concluded when it arrived. */
export interface NewestExport {
  readonly listed: ListedExport;
  readonly evidence?: Evidence;
}

/** @throws Error when the bucket or the evidence cannot be read */
export async function newestExport(
  expected: VerifyBackupExpectations,
  { exports, evidence, now }: Pick<Ports, 'exports' | 'evidence' | 'now'>,
): Promise<NewestExport | undefined> {
  const at = now();
  let underProof: NewestExport | undefined;
  for await (const listed of exportsNewestFirst(exports, expected)) {
    const { key, lastModified } = listed.manifest;
    const found = await evidence.newest(
      verifyBackupChecks.arrival,
      { since: new Date(lastModified.getTime() - clockSkewMs), until: new Date(at.getTime() + hourMs) },
      ({ verdict, subject }) => verdict !== 'error' && subject.manifestKey === key,
    );
    const newest = { listed, evidence: found };
    if (found || underProof || lastModified < before(at, provingHours)) return newest;
    underProof = newest;
  }
  return underProof;
}

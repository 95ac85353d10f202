import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { verdictOf } from '../../lambdas/shared/check-result';
import type { DumpFacts } from '../../lambdas/shared/dump/dump-facts';
import { judgeDump } from '../../lambdas/shared/dump/judge-dump';
import type { Evidence } from '../../lambdas/shared/evidence';
import type { Manifest } from '../../lambdas/shared/manifest';
import { version } from '../../package.json';

/** What a verified dump proves. @param startedAt when it was begun to be read */
export function verifyEvidence(
  file: string,
  facts: DumpFacts,
  {
    manifest,
    startedAt,
    finishedAt,
  }: { readonly manifest?: Manifest; readonly startedAt: Date; readonly finishedAt: Date },
): Evidence {
  const results = judgeDump(facts, manifest);
  return {
    schemaVersion: 1,
    id: randomUUID(),
    store: manifest?.store ?? 'unknown',
    check: 'dump-verify',
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    producer: { name: 'storefort verify', version },
    subject: subjectOf(file, facts),
    verdict: verdictOf(results),
    results,
    measures: {
      storedBytes: facts.storedBytes,
      plainBytes: facts.plainBytes,
      tables: facts.tables.length,
      rows: facts.tables.reduce((sum, { rows }) => sum + rows, 0),
      cardNumbers: facts.cardNumberCount,
      verifySeconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
    },
  };
}

function subjectOf(file: string, facts: DumpFacts): Record<string, string> {
  const { producer, serverVersion, database, completedAt } = facts;
  return {
    file: path.basename(file),
    sha256: facts.storedSha256,
    compression: facts.compression,
    ...(producer === undefined ? {} : { dumpedBy: producer }),
    ...(serverVersion === undefined ? {} : { dumpedFrom: serverVersion }),
    ...(database === undefined ? {} : { database }),
    ...(completedAt === undefined ? {} : { dumpedAt: `${completedAt}, local time of where it was dumped` }),
  };
}

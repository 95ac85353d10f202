import { randomUUID } from 'node:crypto';
import { verdictOf } from '../../lambdas/shared/check-result';
import type { DumpFacts } from '../../lambdas/shared/dump/dump-facts';
import { judgeDump } from '../../lambdas/shared/dump/judge-dump';
import type { Evidence } from '../../lambdas/shared/evidence';
import type { Manifest } from '../../lambdas/shared/manifest';
import { version } from '../../package.json';
import { dumpMeasures, dumpSubject } from '../dump-in-evidence';

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
    subject: dumpSubject(file, facts),
    verdict: verdictOf(results),
    results,
    measures: {
      ...dumpMeasures(facts),
      verifySeconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
    },
  };
}

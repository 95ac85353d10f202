import path from 'node:path';
import type { DumpFacts } from '../lambdas/shared/dump/dump-facts';

/** Which dump it was, as evidence names it. */
export function dumpSubject(file: string, facts: DumpFacts): Record<string, string> {
  const { completedAt } = facts;
  return known({
    file: path.basename(file),
    sha256: facts.storedSha256,
    compression: facts.compression,
    dumpedBy: facts.producer,
    dumpedFrom: facts.serverVersion,
    database: facts.database,
    dumpedAt: completedAt === undefined ? undefined : `${completedAt}, local time of where it was dumped`,
  });
}

/** How large it is. */
export function dumpMeasures({ storedBytes, plainBytes, tables, cardNumberCount }: DumpFacts): Record<string, number> {
  return {
    storedBytes,
    plainBytes,
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    cardNumbers: cardNumberCount,
  };
}

/** Leaves out what is not known. */
export function known(texts: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

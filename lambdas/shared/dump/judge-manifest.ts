import type { CheckResult } from '../check-result';
import type { Manifest } from '../manifest';
import type { DumpFacts } from './dump-facts';

const listed = 5;

type Check = Pick<CheckResult, 'id' | 'what'> & {
  /** What differs, empty when nothing does; `observed` when that is not all there is to say. */
  readonly compare: (
    facts: DumpFacts,
    manifest: Manifest,
  ) => Pick<CheckResult, 'observed' | 'expected'> & { same: boolean };
};

const checks: readonly Check[] = [
  {
    id: 'dump-checksum',
    what: 'the stored bytes are those the manifest names',
    compare: ({ storedSha256 }, { dump }) => equal(`sha256 ${storedSha256}`, `sha256 ${dump.sha256}`),
  },
  {
    id: 'dump-bytes',
    what: 'the dump is as long as the manifest says',
    compare: ({ storedBytes, plainBytes }, { dump }) =>
      equal(
        `${storedBytes} bytes stored, ${plainBytes} of SQL`,
        `${dump.bytes} bytes stored, ${dump.plainBytes} of SQL`,
      ),
  },
  {
    id: 'dump-tables',
    what: 'the tables are those of the manifest, in its order',
    compare: (facts, manifest) => compareTables(names(facts.tables), names(manifest.tables)),
  },
  { id: 'dump-rows', what: 'each table has as many rows as the manifest says', compare: compareRows },
  {
    id: 'dump-origin',
    what: 'the dump is of the database that the manifest names',
    compare: ({ database, serverVersion }, manifest) =>
      equal(
        `${database ?? 'unknown'} of ${serverVersion ?? 'an unknown server'}`,
        `${manifest.database.schema} of ${manifest.database.version}`,
      ),
  },
];

/** The dump against what its writer said of it. */
export function judgeAgainst(facts: DumpFacts, manifest: Manifest | undefined): CheckResult[] {
  return checks.map(({ id, what, compare }) => {
    if (manifest === undefined) {
      return {
        id,
        what,
        observed: 'not run, because no manifest was given',
        expected: 'as the manifest says',
        verdict: 'not-run',
      };
    }
    const { same, ...seen } = compare(facts, manifest);
    return { id, what, ...seen, verdict: same ? 'pass' : 'fail' };
  });
}

function equal(observed: string, expected: string) {
  return { observed, expected, same: observed === expected };
}

function names(tables: readonly { readonly name: string }[]): string[] {
  return tables.map(({ name }) => name);
}

function compareTables(found: readonly string[], wanted: readonly string[]) {
  const missing = wanted.filter((name) => !found.includes(name)).map((name) => `missing: ${name}`);
  const strange = found.filter((name) => !wanted.includes(name)).map((name) => `not in the manifest: ${name}`);
  const differences = [...missing, ...strange];
  const isOrdered = found.length === wanted.length && found.every((name, index) => name === wanted[index]);
  return {
    observed:
      differences.length > 0 ? short(differences) : `${found.length} tables${isOrdered ? '' : ', in another order'}`,
    expected: `${wanted.length} tables`,
    same: isOrdered,
  };
}

function compareRows({ tables }: DumpFacts, manifest: Manifest) {
  const rows = new Map(tables.map((table) => [table.name, table.rows]));
  const differences = manifest.tables
    .filter((table) => rows.get(table.name) !== table.rows)
    .map((table) => `${table.name} has ${rows.get(table.name) ?? 'no'} in place of ${table.rows}`);
  const sum = (list: readonly { readonly rows: number }[]) => list.reduce((total, table) => total + table.rows, 0);
  return {
    observed: differences.length > 0 ? short(differences) : `${sum(tables)} rows`,
    expected: `${sum(manifest.tables)} rows`,
    same: differences.length === 0,
  };
}

function short(list: readonly string[]): string {
  const more = list.length - listed;
  return list.slice(0, listed).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

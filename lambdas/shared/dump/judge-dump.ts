import type { CheckResult } from '../check-result';
import type { Manifest } from '../manifest';
import type { DumpFacts, DumpProblem } from './dump-facts';
import { judgeAgainst } from './judge-manifest';

/** What only says that a dump does not go on to its end. */
const incomplete: readonly DumpProblem['code'][] = [
  'truncated-compression',
  'truncated-text',
  'truncated-statement',
  'missing-trailer',
];
/** Tables every WooCommerce shop has, in whichever way it keeps its orders, without the prefix. */
const shopTables = [
  'options',
  'users',
  'usermeta',
  'posts',
  'postmeta',
  'woocommerce_order_items',
  'woocommerce_order_itemmeta',
];
const listed = 5;

/**
 * Whether a dump is whole, is a shop's, and holds no card number; with the manifest written beside it also whether it is the dump
 * that was written. Without a manifest those checks say that they did not run.
 */
export function judgeDump(facts: DumpFacts, manifest?: Manifest): CheckResult[] {
  return [
    judgeEmptiness(facts),
    judgeCompleteness(facts),
    judgeStructure(facts),
    judgeCharset(facts),
    judgeShop(facts),
    judgeCardNumbers(facts),
    ...judgeAgainst(facts, manifest),
  ];
}

function judgeEmptiness({ tables, plainBytes }: DumpFacts): CheckResult {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return {
    id: 'dump-not-empty',
    what: 'the dump holds rows',
    observed: `${tables.length} tables, ${rows} rows, ${plainBytes} bytes of SQL`,
    expected: 'at least one row',
    verdict: rows > 0 ? 'pass' : 'fail',
  };
}

function judgeCompleteness({ complete, completedAt, problems }: DumpFacts): CheckResult {
  const said = problems.filter(({ code }) => incomplete.includes(code));
  const end = completedAt === undefined ? '' : `, at ${completedAt} by the clock of the machine that dumped`;
  return {
    id: 'dump-complete',
    what: 'the dump goes on to its last line',
    observed: complete ? `complete${end}` : told(said) || 'the last line is not the end',
    expected: 'the last line is "-- Dump completed", and nothing is left open before it',
    verdict: complete ? 'pass' : 'fail',
  };
}

function judgeStructure({ problems }: DumpFacts): CheckResult {
  const others = problems.filter(({ code }) => !incomplete.includes(code));
  return {
    id: 'dump-structure',
    what: 'the dump is built as mariadb-dump or mysqldump builds one',
    observed: told(others) || 'nothing out of place',
    expected: 'nothing out of place',
    verdict: others.length === 0 ? 'pass' : 'fail',
  };
}

function judgeCharset({ charset }: DumpFacts): CheckResult {
  return {
    id: 'dump-charset',
    what: 'no character was lost on the way into the dump',
    observed: charset === undefined ? 'no SET NAMES' : `SET NAMES ${charset}`,
    expected: 'SET NAMES utf8mb4',
    verdict: charset === 'utf8mb4' ? 'pass' : 'fail',
  };
}

function judgeShop({ tables }: DumpFacts): CheckResult {
  const names = new Set(tables.map(({ name }) => name));
  const prefixes = [...names]
    .filter((name) => name.endsWith('options'))
    .map((name) => name.slice(0, -'options'.length));
  const missing = prefixes.map((prefix) => shopTables.map((name) => prefix + name).filter((name) => !names.has(name)));
  const least = missing.sort((one, other) => one.length - other.length)[0];
  return {
    id: 'dump-shop',
    what: 'the dump is one of a WooCommerce shop',
    observed: least === undefined ? 'no WordPress' : least.length === 0 ? 'a shop' : `missing: ${least.join(', ')}`,
    expected: `tables ${shopTables.join(', ')} with one prefix`,
    verdict: least?.length === 0 ? 'pass' : 'fail',
  };
}

function judgeCardNumbers({ cardNumbers, cardNumberCount }: DumpFacts): CheckResult {
  const places = cardNumbers.slice(0, listed).map(({ table, row, column, metaKey, masked, isTestNumber }) => {
    const where = table === '' ? 'outside of rows' : [`${table} row ${row}`, column, metaKey].filter(Boolean).join(' ');
    return `${where}: ${isTestNumber ? 'test number ' : ''}${masked}`;
  });
  const more = cardNumberCount - places.length;
  return {
    id: 'dump-card-numbers',
    what: 'no card number is stored',
    observed:
      places.length === 0 ? 'none' : `${cardNumberCount}: ${places.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    expected: 'none',
    verdict: cardNumberCount === 0 ? 'pass' : 'fail',
    requirement: 'PCI DSS 3.5.1',
  };
}

function told(problems: readonly DumpProblem[]): string {
  const shown = problems.slice(0, listed).map(({ message, atByte }) => `${message} (byte ${atByte})`);
  return shown.join('; ') + (problems.length > listed ? `; and ${problems.length - listed} more` : '');
}

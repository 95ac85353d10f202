import type { CheckResult } from '../shared/check-result';
import type { Manifest } from '../shared/manifest';
import { judged, type Question } from './answer';
import type { EarlierExports } from './earlier-exports';

/**
 * Tables a shop grows and hardly ever shrinks, by the end of their name. Sessions, the queue, comments, logs and options come and
 * go by the thousand, and a plugin's go with it.
 */
const lasting = [
  'wc_orders',
  'wc_order_addresses',
  'wc_order_operational_data',
  'wc_order_stats',
  'wc_customer_lookup',
  'wc_product_meta_lookup',
  'woocommerce_order_items',
  'woocommerce_order_itemmeta',
  'posts',
  'postmeta',
  'users',
  'usermeta',
  'terms',
] as const;

/** Less than this share of the rows before is a collapse. */
const leastShare = 0.9;
/** So many may go from a small table by hand. */
const handful = 10;

export const rowsKept: Question = {
  id: 'export-rows-kept',
  what: 'no table that a shop only grows has collapsed since the newest proven export',
  expected: `at least ${leastShare * 100} % of the rows, or at most ${handful} fewer`,
};

export const uploadsKept: Question = {
  id: 'export-uploads-kept',
  what: 'the uploads have not collapsed since the newest proven export',
  expected: `at least ${leastShare * 100} % of the files, or at most ${handful} fewer`,
};

export function checkRowsKept(tables: readonly { name: string; rows: number }[], earlier: EarlierExports): CheckResult {
  const previous = yardstick(earlier);
  if (!previous) return judged(rowsKept, true, 'the first export');
  const now = new Map(tables.map(({ name, rows }) => [name, rows]));
  const compared = previous.tables.filter(({ name }) => isLasting(name));
  const fallen = compared.flatMap(({ name, rows }) => {
    const left = now.get(name);
    if (left === undefined) return [`${name} is gone, it had ${rows}`];
    return collapsed(left, rows) ? [`${name} has ${left}, it had ${rows}`] : [];
  });
  return judged(
    rowsKept,
    fallen.length === 0,
    `${fallen.join('; ') || `${compared.length} tables kept`}; held against ${named(previous, earlier)}`,
  );
}

export function checkUploadsKept(files: number, earlier: EarlierExports): CheckResult {
  const previous = yardstick(earlier);
  if (!previous) return judged(uploadsKept, true, 'the first export');
  const had = previous.uploads.files;
  return judged(uploadsKept, !collapsed(files, had), `${files} files, ${had} in ${named(previous, earlier)}`);
}

/** Not the export of last night, whatever came of it: a collapse would be the measure of the next night, and pass. */
function yardstick({ proven, manifest }: EarlierExports): Manifest | undefined {
  return proven ?? manifest;
}

function named(previous: Manifest, { proven }: EarlierExports): string {
  return proven
    ? `${previous.export}, the newest proven`
    : `${previous.export}, as none was proven yet or since less was accepted`;
}

function collapsed(now: number, earlier: number): boolean {
  return now < earlier * leastShare && earlier - now > handful;
}

function isLasting(table: string): boolean {
  return lasting.some((name) => table === name || table.endsWith(`_${name}`));
}

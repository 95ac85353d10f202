import type { CheckResult } from '../shared/check-result';
import type { Counts } from '../shared/shop-checks/expectations';
import { judgeCounts } from '../shared/shop-checks/judge-counts';
import type { JudgeDrillEvent } from './event';
import { saidOf } from './judge-restore';

/** What a sound shop may leave unjudged: the store file expects nothing, or the shop works without what is looked at. */
const mayNotRun: readonly string[] = [
  'shop-site-url',
  'shop-plugins',
  'shop-administrators',
  'shop-retention',
  // Orders are kept in one place only.
  'shop-orders-storages',
  // WooCommerce's analytics are off.
  'shop-customers',
];

/**
 * What the checker found, and whether the counts held. Stricter than the checks themselves: one that should have run and did not is
 * an `error` here, unless a failed one says why.
 * @param previous counts of an earlier drill; undefined: there are none to hold these against
 */
export function judgeShop({ shop, problem }: JudgeDrillEvent, previous: Counts | undefined): CheckResult[] {
  if (shop === undefined) return [question(saidOf(problem))];
  const collapsed = judgeCounts(shop.counts, previous);
  // The checker knows of no earlier drill: what it left unjudged is judged here.
  const others = shop.results.filter(({ id }) => !collapsed.some((result) => result.id === id));
  const has = (verdict: CheckResult['verdict']) => others.some((result) => result.verdict === verdict);
  if (has('fail')) return [...others, ...collapsed];
  const excused = [...mayNotRun, ...(previous === undefined ? collapsed.map(({ id }) => id) : [])];
  const results = [...others, ...collapsed].map((result) =>
    result.verdict === 'not-run' && !excused.includes(result.id) ? { ...result, verdict: 'error' as const } : result,
  );
  return has('pass') || has('error') ? results : [question('no check ran'), ...results];
}

function question(observed: string): CheckResult {
  const what = 'the restored shop was looked into';
  return { id: 'drill-shop', what, expected: 'every check ran', observed, verdict: 'error' };
}

import type { CheckResult } from '../check-result';
import type { Counts } from './expectations';

/**
 * What must be left of what an earlier proof counted. Orders hardly ever go: WooCommerce removes unpaid ones at most. Accounts
 * are deleted by retention rules and on request, products are cleared out by people.
 */
const leastShares: Readonly<Record<keyof Counts, number>> = { orders: 0.95, products: 0.9, customers: 0.9, users: 0.9 };

const kinds = ['orders', 'products', 'customers', 'users'] as const;

/**
 * Whether any count collapsed since `previous`: `shop-orders-kept`, `shop-products-kept`, `shop-customers-kept`,
 * `shop-users-kept`. Where nothing was counted before they are `not-run`; where something was, and nothing now, `error`.
 */
export function judgeCounts(counts: Counts | undefined, previous: Counts | undefined): CheckResult[] {
  return kinds.map((kind) => judge(kind, counts?.[kind], previous?.[kind]));
}

function judge(kind: keyof Counts, now: number | undefined, before: number | undefined): CheckResult {
  const check = { id: `shop-${kind}-kept`, what: `${kind} have not collapsed since they were last counted` };
  if (before === undefined) {
    const observed = `not run, because nothing was counted before${now === undefined ? '' : `; now ${now}`}`;
    return { ...check, observed, expected: `not judged without an earlier count`, verdict: 'not-run' };
  }
  // One of a handful may always go; the last one may not.
  const least = before === 0 ? 0 : Math.max(1, Math.floor(before * leastShares[kind]));
  const expected = `at least ${least}, as there were ${before}`;
  if (now === undefined) {
    // There is something to hold it against: a count that got lost must not look like one that was never asked for.
    return { ...check, observed: `the ${kind} could not be counted`, expected, verdict: 'error' };
  }
  return { ...check, observed: `${now}`, expected, verdict: now < least ? 'fail' : 'pass' };
}

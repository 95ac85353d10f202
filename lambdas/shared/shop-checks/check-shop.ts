import type { CheckResult } from '../check-result';
import { shopChecks } from './checks';
import type { Counts, Expectations } from './expectations';
import { judgeCounts } from './judge-counts';
import { openShop } from './open-found-shop';
import { runChecks } from './run-checks';
import { faultOf, resultOf } from './shop-check';
import type { ShopDatabase } from './shop-database';
import { countsOf, factsOf, type ShopFacts } from './shop-facts';

export type { ShopFacts } from './shop-facts';

export interface ShopProof {
  /** Ids begin with `shop-`; one an id, always the same ones but for the `-kept`, which need `expectations.previous`. */
  readonly results: CheckResult[];
  /** Undefined when something could not be counted. */
  readonly counts?: Counts;
  /** Undefined when no shop was found. */
  readonly shop?: ShopFacts;
}

const found = {
  id: 'shop-schema',
  what: "the schema holds one shop's tables",
  expected: 'tables of one WordPress with WooCommerce, under one prefix',
};

/**
 * Checks a restored shop by reading it. Never throws for what the database holds or answers: a statement that is refused makes its
 * check `error`, and what cannot be checked is `not-run`.
 */
export async function checkShop(
  database: ShopDatabase,
  schema: string,
  expectations: Expectations,
): Promise<ShopProof> {
  const opened = await openShop(database, schema, expectations).catch((error: unknown) => ({ fault: faultOf(error) }));
  if ('fault' in opened) return without({ verdict: 'error', observed: opened.fault }, 'the schema could not be read');
  if ('problem' in opened) return without({ verdict: 'fail', observed: opened.problem }, 'no shop was found');
  const { shop } = opened;
  const where = shop.storage === 'hpos' ? "WooCommerce's own tables" : 'posts';
  const first = resultOf(found, { verdict: 'pass', observed: `prefix ${shop.prefix}, orders in ${where}` });
  const results = [first, ...(await runChecks(shop, shopChecks))];
  const counts = await countsOf(shop);
  if (expectations.previous !== undefined) results.push(...judgeCounts(counts, expectations.previous));
  return { results, counts, shop: await factsOf(shop) };
}

/** Nothing can be said of a shop that could not be opened: `error` where that says nothing about the shop. */
function without(first: Pick<CheckResult, 'verdict' | 'observed'>, reason: string): ShopProof {
  const rest =
    first.verdict === 'error'
      ? { verdict: 'error' as const, observed: reason }
      : { verdict: 'not-run' as const, observed: `not run, because ${reason}` };
  return { results: [resultOf(found, first), ...shopChecks.map((check) => resultOf(check, rest))] };
}

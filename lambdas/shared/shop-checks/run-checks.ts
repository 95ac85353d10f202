import type { CheckResult } from '../check-result';
import { lackingOf } from './check-tables';
import type { OpenShop } from './open-shop';
import { scanTables } from './scan-tables';
import { faultOf, type Finding, notRun, resultOf, type ShopCheck } from './shop-check';

/**
 * One result a check, in their order. A check whose tables are missing or broken does not run; one that the database refuses is an
 * `error`, and the others go on, as long as anybody answers.
 */
export async function runChecks(shop: OpenShop, checks: readonly ShopCheck[]): Promise<CheckResult[]> {
  // The longest read, beside the others where the database takes two statements at once. Whoever needs it hears of its fault.
  scanTables(shop).catch(() => undefined);
  const results: CheckResult[] = [];
  let isLost = false;
  for (const check of checks) {
    const finding: Outcome = isLost ? lost : await run(shop, check);
    results.push(resultOf(check, finding));
    isLost ||= finding.verdict === 'error' && !(await answers(shop));
  }
  return results;
}

type Outcome = Finding | Pick<CheckResult, 'verdict' | 'observed'>;

const lost: Outcome = { verdict: 'error', observed: 'the database no longer answers' };

async function run(shop: OpenShop, check: ShopCheck): Promise<Outcome> {
  const missing = check.needs(shop).flatMap((name) => lackingOf(shop, name) ?? []);
  if (missing.length > 0) return notRun(`${missing.join(', ')} is missing`);
  try {
    return await check.look(shop);
  } catch (error) {
    const broken = await brokenOf(shop, check);
    return broken.length === 0
      ? { verdict: 'error', observed: faultOf(error) }
      : notRun(`${broken.join(', ')} cannot be read`);
  }
}

/** Tables of a check that nobody can read: their own check has said so. */
async function brokenOf(shop: OpenShop, check: ShopCheck): Promise<string[]> {
  try {
    const { unreadable } = await scanTables(shop);
    return check
      .needs(shop)
      .map((name) => shop.prefix + name)
      .filter((table) => unreadable.has(table));
  } catch {
    return [];
  }
}

async function answers(shop: OpenShop): Promise<boolean> {
  try {
    await shop.database.rows('SELECT 1');
    return true;
  } catch {
    return false;
  }
}

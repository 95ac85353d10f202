import { z } from 'zod';

/** What one check saw. `not-run` says in `observed` why: `not run, because …`. */
export const checkResultSchema = z.strictObject({
  /** Stable, such as `orders-totals`. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  /** What is checked, for a person. */
  what: z.string().min(1),
  /** Counts, names and masked digits: never a person's data. */
  observed: z.string(),
  expected: z.string(),
  verdict: z.enum(['pass', 'fail', 'error', 'not-run']),
  /** Such as `PCI DSS 3.2.1`. */
  requirement: z.string().optional(),
});

export type CheckResult = z.output<typeof checkResultSchema>;

export type Verdict = 'pass' | 'fail' | 'error';

/**
 * One verdict of many. An error is never a pass, and what was not checked proves nothing: without a single check that passed the
 * verdict is `error`.
 */
export function verdictOf(results: readonly Pick<CheckResult, 'verdict'>[]): Verdict {
  const has = (verdict: CheckResult['verdict']) => results.some((result) => result.verdict === verdict);
  if (has('fail')) return 'fail';
  if (has('error') || !has('pass')) return 'error';
  return 'pass';
}

import { type CheckResult, type Verdict, verdictOf } from '../shared/check-result';
import type { Evidence } from '../shared/evidence';

/** What a run found out: the part of the evidence that differs between an export's arrival and the daily run. */
export type Proof = Pick<Evidence, 'check' | 'results' | 'subject' | 'measures'>;

/** What was not run is not proven, whatever else passed. */
export function strictVerdict(results: readonly Pick<CheckResult, 'verdict'>[]): Verdict {
  const verdict = verdictOf(results);
  return verdict === 'pass' && results.some((result) => result.verdict === 'not-run') ? 'error' : verdict;
}

import { type CheckResult, type Verdict, verdictOf } from '../shared/check-result';
import { type Finding, notRun } from './finding';

/** By the store file's choice: it proves nothing, and disproves nothing either. */
export const noTestOrder: Finding = notRun('the store file names no test product and gateway');

/** What was not run is not proven, but for what the store file leaves out. */
export function strictVerdict(results: readonly Pick<CheckResult, 'id' | 'verdict' | 'observed'>[]): Verdict {
  const verdict = verdictOf(results);
  const lacks = results.some((result) => result.verdict === 'not-run' && result.observed !== noTestOrder.observed);
  return verdict === 'pass' && lacks ? 'error' : verdict;
}

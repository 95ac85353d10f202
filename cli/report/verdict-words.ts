import type { CheckResult, Verdict } from '../../lambdas/shared/check-result';
import { counted } from '../terminal/layout';

/** One word a verdict: colour alone reaches nobody on paper. */
export const verdictWords: Readonly<Record<CheckResult['verdict'], string>> = {
  pass: 'pass',
  fail: 'FAIL',
  error: 'ERROR',
  'not-run': 'not run',
};

/** What the verdict of all says. */
export const verdictSentences: Readonly<Record<Verdict, string>> = {
  pass: 'Everything that was checked is as it should be.',
  fail: 'Something is not as it should be.',
  error: 'It could not be checked to the end: this proves nothing, neither good nor bad.',
};

/** `31 checks: 29 passed, 1 failed, 1 not run` */
export function countsOf(results: readonly CheckResult[]): string {
  const words = { pass: 'passed', fail: 'failed', error: 'could not be checked', 'not-run': 'not run' } as const;
  const parts = (['pass', 'fail', 'error', 'not-run'] as const)
    .map((verdict) => [results.filter((result) => result.verdict === verdict).length, words[verdict]] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  return [counted(results.length, 'check'), parts.join(', ')].filter((part) => part !== '').join(': ');
}

/** What needs a person first; within one verdict as they were run. */
export function worstFirst(results: readonly CheckResult[]): CheckResult[] {
  return byVerdict(results, ['fail', 'error', 'not-run', 'pass']);
}

export function worstLast(results: readonly CheckResult[]): CheckResult[] {
  return byVerdict(results, ['pass', 'not-run', 'error', 'fail']);
}

function byVerdict(results: readonly CheckResult[], order: readonly CheckResult['verdict'][]): CheckResult[] {
  return order.flatMap((verdict) => results.filter((result) => result.verdict === verdict));
}

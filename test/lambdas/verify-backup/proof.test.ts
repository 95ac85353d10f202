import type { CheckResult } from '../../../lambdas/shared/check-result';
import { strictVerdict } from '../../../lambdas/verify-backup/proof';

test.each<[CheckResult['verdict'][], string]>([
  [['pass', 'pass'], 'pass'],
  [['pass', 'not-run'], 'error'],
  [['pass', 'error'], 'error'],
  [['pass', 'not-run', 'fail'], 'fail'],
  [['error', 'fail'], 'fail'],
  [['not-run'], 'error'],
  [[], 'error'],
])('%j is %s', (verdicts, expected) => {
  expect(strictVerdict(verdicts.map((verdict) => ({ verdict })))).toBe(expected);
});

import type { CheckResult } from '../../../lambdas/shared/check-result';
import { summarize } from '../../../lambdas/verify-patches/summary';

const result = (id: string, verdict: CheckResult['verdict'], observed = 'seen'): CheckResult => ({
  id,
  what: 'what',
  expected: 'expected',
  observed,
  verdict,
});
const summary = (verdict: 'pass' | 'fail' | 'error', results: CheckResult[]) =>
  summarize({ store: 'acme', verdict, results });

describe('the summary', () => {
  test('is one line when all is well', () => {
    expect(summary('pass', [result('pins', 'pass')])).toBe(
      'acme: patches are proven (1 passed, 0 failed, 0 unknown, 0 not run)',
    );
  });

  test('names what failed first, the most urgent first of all', () => {
    const text = summary('fail', [
      result('patch-states', 'not-run', 'not run, because'),
      result('vulnerabilities-second-source', 'error'),
      result('pins', 'fail', 'mariadb'),
      result('image-age', 'fail'),
      result('plugins-declared', 'fail'),
      result('plugin-checksums', 'fail'),
      result('core-checksums', 'fail'),
      result('vulnerabilities', 'fail'),
      result('languages', 'pass'),
    ]);
    expect(text.split('\n')).toEqual([
      'acme: patches are not in order (1 passed, 6 failed, 1 unknown, 1 not run)',
      'fail vulnerabilities: seen',
      'fail core-checksums: seen',
      'fail plugin-checksums: seen',
      'fail plugins-declared: seen',
      'fail pins: mariadb',
      'fail image-age: seen',
      'error vulnerabilities-second-source: seen',
      'not-run patch-states: not run, because',
    ]);
  });

  test('puts the second source right behind the first', () => {
    const text = summary('error', [
      result('core-checksums', 'error'),
      result('vulnerabilities-second-source', 'error'),
    ]);
    expect(text.split('\n')).toEqual([
      'acme: patches are not proven (0 passed, 0 failed, 2 unknown, 0 not run)',
      'error vulnerabilities-second-source: seen',
      'error core-checksums: seen',
    ]);
  });

  test('has whole lines, and at most 2,000 characters', () => {
    const results = Array.from({ length: 22 }, (_, index) => result(`check-${index}`, 'fail', 'x'.repeat(999)));
    const lines = summary('fail', results).split('\n');
    expect(lines.join('\n').length).toBeLessThanOrEqual(2_000);
    expect(lines[1]).toBe(`fail check-0: ${'x'.repeat(285)}…`);
    expect(lines.at(-1)).toBe('and 16 more in the evidence');
    expect(lines).toHaveLength(8);
  });

  test.each([0, 40, 50, 60, 70, 80, 90, 100, 150])('keeps to that with a line of %i more in between', (length) => {
    const long = Array.from({ length: 6 }, (_, index) => result(`check-${index}`, 'fail', 'x'.repeat(999)));
    const text = summary('fail', [...long, result('a', 'fail', 'y'.repeat(length)), ...long]);
    expect(text.length).toBeLessThanOrEqual(2_000);
    expect(text).toMatch(/\nand \d+ more in the evidence$/);
  });
});

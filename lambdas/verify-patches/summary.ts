import type { CheckResult } from '../shared/check-result';
import type { Evidence } from '../shared/evidence';
import { tidy } from './answer';

const mostCharacters = 2_000;
const longestLine = 300;

/** What is exploited first comes first; of the rest, the order of the checks. */
const urgent = [
  'vulnerabilities',
  'vulnerabilities-second-source',
  'core-checksums',
  'plugin-checksums',
  'plugins-declared',
];

const order: readonly CheckResult['verdict'][] = ['fail', 'error', 'not-run'];

const headings = {
  pass: 'patches are proven',
  fail: 'patches are not in order',
  error: 'patches are not proven',
} as const;

/** Several lines for a person, most urgent first: at most 2,000 characters. */
export function summarize({ store, verdict, results }: Pick<Evidence, 'store' | 'verdict' | 'results'>): string {
  const count = (wanted: CheckResult['verdict']) => results.filter((result) => result.verdict === wanted).length;
  const head = `${store}: ${headings[verdict]} (${count('pass')} passed, ${count('fail')} failed, ${count('error')} unknown, ${count('not-run')} not run)`;
  const lines = results
    .filter((result) => result.verdict !== 'pass')
    .sort((one, other) => rank(one) - rank(other))
    .map((result) => tidy(`${result.verdict} ${result.id}: ${result.observed}`, longestLine));
  return fit([head, ...lines]);
}

/** Verdict first, then urgency; sort keeps the order of what is equal. */
function rank({ id, verdict }: CheckResult): number {
  const place = urgent.indexOf(id);
  return order.indexOf(verdict) * 100 + (place === -1 ? urgent.length : place);
}

/** Whole lines only, and how many are left out. */
function fit(lines: readonly string[]): string {
  const kept: string[] = [];
  const more = (count: number) => `and ${count} more in the evidence`;
  let left = mostCharacters - more(lines.length).length - 1;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) return [...kept, more(lines.length - kept.length)].join('\n');
    kept.push(line);
  }
  return kept.join('\n');
}

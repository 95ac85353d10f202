import type { CheckResult } from '../../lambdas/shared/check-result';
import type { Evidence } from '../../lambdas/shared/evidence';
import { colours as pc } from '../terminal/colours';
import { field, pageWidth, wrap } from '../terminal/layout';
import { labelOf, measureOf } from './measure';
import { printable } from './printable';
import { countsOf, verdictSentences, verdictWords, worstLast } from './verdict-words';

/** Evidence for a terminal or a ticket, 80 columns, what needs a person last: that is where they look. */
export function evidenceText(evidence: Evidence): string {
  const title = `${labelOf(evidence.check.replaceAll('-', ' '))} of ${evidence.store}`;
  const parts = [
    `${pc.bold(printable(title))}\n${pc.dim('='.repeat(pageWidth))}`,
    facts(evidence),
    worstLast(evidence.results).map(check).join('\n'),
    conclusion(evidence),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function facts({ subject, measures }: Evidence): string {
  const named = Object.entries(subject).map(([name, text]) => [labelOf(name), text] as const);
  const measured = Object.entries(measures).map(([name, value]) => measureOf(name, value));
  return [...named, ...measured].map(([label, text]) => field(label, printable(text), { labelWidth: 18 })).join('\n');
}

const paints = { pass: pc.green, fail: pc.red, error: pc.yellow, 'not-run': pc.dim } as const;

const column = 10;

/** What is not as it should be also says what was expected. */
function check({ id, what, observed, expected, verdict }: CheckResult): string {
  const beside = (text: string) => wrap(printable(text), ' '.repeat(column));
  const word = paints[verdict](`  ${verdictWords[verdict]}`.padEnd(column));
  const line = word + beside(`${what}: ${observed.replace(/^not run, /, '') || 'nothing'}`).slice(column);
  return verdict === 'pass' || verdict === 'not-run' ? line : `${line}\n${beside(`expected: ${expected} (${id})`)}`;
}

function conclusion({ verdict, results }: Evidence): string {
  const line = `${verdictWords[verdict].toUpperCase()}: ${countsOf(results)}. ${verdictSentences[verdict]}`;
  return pc.bold(paints[verdict](wrap(line)));
}

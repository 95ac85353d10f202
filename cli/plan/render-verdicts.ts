import { colours as pc } from '../terminal/colours';
import { counted, wrap } from '../terminal/layout';
import type { Plan } from './plan';
import { section } from './render-section';
import type { Failure, PackVerdict } from './verdicts';

const mostPaths = 5;

/** What each rule pack says, every failure with its place, and the acknowledgements that are due for review. */
export function verdictSection({ packs, overdue }: Plan): string {
  const width = Math.max(...packs.map(({ pack }) => pack.length));
  const rows = packs.map((verdict) => packRow(verdict, width));
  const failures = packs.flatMap(({ pack, failures: found }) => found.map((failure) => failureText(pack, failure)));
  const due = overdue.map(({ id, at, owner, reviewBy, reason }) =>
    wrap(`${id} at ${at}: review was due ${reviewBy}, owner ${owner}: ${reason}`, '    ', '  - '),
  );
  return [
    section('Rule packs', rows.join('\n')),
    ...(failures.length > 0 ? [section('Findings without a reason', failures.join('\n'))] : []),
    ...(due.length > 0 ? [section('Acknowledgements past their review', pc.yellow(due.join('\n')))] : []),
  ].join('\n\n');
}

function packRow({ pack, passed, acknowledged, failures }: PackVerdict, width: number): string {
  const word = passed ? pc.green('passed') : pc.red('failed');
  const accepted = acknowledged > 0 ? `, ${acknowledged} acknowledged` : '';
  const failed = failures.length > 0 ? `, ${counted(failures.length, 'rule')} broken` : '';
  return `  ${pack.padEnd(width)}  ${word}${failed}${accepted}`;
}

function failureText(pack: string, { rule, description, at }: Failure): string {
  const shown = at.slice(0, mostPaths).map((path) => `      ${path}`);
  const more = at.length > mostPaths ? [`      and ${at.length - mostPaths} more`] : [];
  return [`  ${pc.red(rule)} (${pack})`, wrap(withoutControlIds(description), '    '), ...shown, ...more].join('\n');
}

/** NIST's descriptions end in a paragraph of control numbers, which the rule's name already stands for. */
function withoutControlIds(description: string): string {
  return description.replace(/\s*-?\s*\(Control IDs?: .*\)\.?$/s, '');
}

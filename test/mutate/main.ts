import { Command } from 'commander';
import { templatesOf } from '../support/assembly';
import { allRules } from '../support/rules';
import type { StackName } from '../support/template';
import { mutate, type Score } from './run';

/** The variants that between them hold every resource: each further one would repeat theirs. */
const variants = [
  'shop-use1-zone',
  'surge-euc1-ext',
  'solo-try-euc1-zone',
  'smtp',
  'offsite-off',
  'egress-observe',
  'apex',
  'ipv6-staff',
];
/** Share of mutants that must turn a rule red. */
const threshold = 1;

interface Options {
  readonly stack?: StackName;
  readonly json?: true;
}

function main({ stack, json }: Options): void {
  const started = Date.now();
  Error.stackTraceLimit = 0;
  const rules = allRules().map((placed) => placed.rule);
  const seen = new Set<string>();
  const scores = templatesOf(variants)
    .filter(({ template }) => stack === undefined || template.stack === stack)
    .map((each) => ({ stack: each.template.stack, score: mutate(each, rules, seen) }));
  const whole = sum(scores.map((each) => each.score));
  const byStack = Object.fromEntries(
    [...new Set(scores.map((each) => each.stack))].map((name) => {
      return [name, sum(scores.filter((each) => each.stack === name).map((each) => each.score))] as const;
    }),
  );
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(
    json ? `${JSON.stringify({ ...whole, threshold, seconds }, undefined, 2)}\n` : text(byStack, whole, seconds),
  );
  if (whole.tried === 0 || whole.killed / whole.tried < threshold) process.exitCode = 1;
}

function sum(scores: readonly Score[]): Score {
  return {
    tried: scores.reduce((total, each) => total + each.tried, 0),
    killed: scores.reduce((total, each) => total + each.killed, 0),
    survivors: scores.flatMap((each) => each.survivors),
  };
}

function text(byStack: Readonly<Record<string, Score>>, whole: Score, seconds: number): string {
  const lines = Object.entries(byStack).flatMap(([stack, score]) => [
    `${stack}: ${share(score)}`,
    ...survivorLines(score),
  ]);
  return `${lines.join('\n')}\n\nall: ${share(whole)} in ${seconds} s, threshold ${threshold * 100}%\n`;
}

function share({ killed, tried }: Score): string {
  return `${killed} of ${tried} mutants turn a rule red (${((100 * killed) / Math.max(tried, 1)).toFixed(1)}%)`;
}

function survivorLines({ survivors }: Score): string[] {
  const groups = new Map<string, string[]>();
  for (const { type, path, kind, id, variant } of survivors) {
    const group = `  ${type} ${path} (${kind})`;
    groups.set(group, [...(groups.get(group) ?? []), `${id} [${variant}]`]);
  }
  return [...groups].sort().map(([group, where]) => `${group}: ${[...new Set(where)].slice(0, 4).join(', ')}`);
}

const command = new Command('test:mutate')
  .description('Weakens every property of the synthesized templates and counts which weakenings no rule sees.')
  .option('--stack <name>', 'only this stack’s templates, such as network')
  .option('--json', 'print the score and the survivors as JSON')
  .action(main);
command.parse();

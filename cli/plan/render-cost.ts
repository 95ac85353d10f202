import { colours as pc } from '../terminal/colours';
import { dollars, pageWidth, wrap } from '../terminal/layout';
import type { CostLine } from './cost';
import type { Plan } from './plan';
import { section } from './render-section';

const amountWidth = 10;

/** The monthly cost, line by line, against the ceiling; when it is above, what could be cut and what that gives up. */
export function costSection({ cost, cuts, byUse, store }: Plan): string {
  const title = `Cost a month in US dollars: always on, without traffic; ${store.region} unless named`;
  const total = row('Total', `± ${cost.uncertaintyPercent} %`, dollars(cost.totalDollars, amountWidth));
  const elsewhere =
    cost.totalDollars === cost.usEast1Dollars ? '' : `, ${dollars(cost.usEast1Dollars)} at us-east-1's prices`;
  const ceiling =
    cost.overDollars > 0
      ? pc.red(
          wrap(
            `Above the ceiling of size ${store.sizeName} by $${dollars(cost.overDollars)} (ceiling ${cost.ceilingDollars}${elsewhere}).`,
            '  ',
          ),
        )
      : pc.green(wrap(`Within the ceiling of size ${store.sizeName}: $${cost.ceilingDollars}${elsewhere}.`, '  '));
  return [
    section(
      title,
      [
        ...cost.lines.map((one) => line(one, store.region)),
        pc.dim(`  ${'-'.repeat(pageWidth - 2)}`),
        pc.bold(total),
        ceiling,
      ].join('\n'),
    ),
    ...cutList(cuts),
    ...useList(byUse),
    notes(cost.lines, cost.notIncluded, cost.unpriced),
  ].join('\n');
}

function line(
  { service, item, quantity, unit, region, dollars: amount, assumption, confidence }: CostLine,
  home: string,
): string {
  const count = unit === 'GiB' ? `${round(quantity)} GiB` : `${round(quantity)} ×`;
  const doubt = confidence === 'corroborated' ? '' : '~';
  const what = `${count} ${item}${assumption === undefined ? '' : ` (${assumption})`}${region === home ? '' : `, ${region}`}`;
  return row(service, what, amount === undefined ? 'no price' : `${doubt}${dollars(amount)}`.padStart(amountWidth));
}

/** Label, text and amount; a text too long for one line ends above its amount. */
function row(label: string, text: string, amount: string): string {
  const start = `  ${label.padEnd(17)}`;
  const room = pageWidth - amountWidth - 1;
  const lines = wrap(text, ' '.repeat(19), start, room).split('\n');
  const last = lines.pop() ?? '';
  return [...lines, `${last.padEnd(room)} ${amount.padStart(amountWidth)}`].join('\n');
}

function cutList(cuts: Plan['cuts']): string[] {
  if (cuts.length === 0) return [];
  const rows = cuts.map(({ cut, savesDollars, givesUp }) =>
    wrap(`${cut}: saves about $${savesDollars}; gives up ${givesUp}`, '    ', '  - '),
  );
  return ['', '  Possible cuts, none of them made:', ...rows];
}

function useList(byUse: Plan['byUse']): string[] {
  const rows = byUse.map(({ what, dollars: amount, assumption }) =>
    wrap(`${what}: ${amount === undefined ? 'no price' : `about $${dollars(amount)}`} (${assumption})`, '    ', '  - '),
  );
  return ['', '  By use, outside the ceiling, on average a month:', ...rows, ''];
}

function notes(lines: readonly CostLine[], notIncluded: readonly string[], unpriced: readonly string[]): string {
  const sources = [...new Set(lines.flatMap(({ source }) => source ?? []))].sort();
  const dates = [...new Set(lines.flatMap(({ asOf }) => asOf ?? []))].sort();
  const texts = [
    `Prices as of ${dates.join(' and ')}; ~ is from memory, the others agree with published price guides; none was read from ` +
      "AWS's price list. Outside us-east-1 a factor is estimated. Check before a budget depends on it:",
    sources.map((source) => source.replace('https://', '')).join(', '),
    `Not included: ${notIncluded.join('; ')}.`,
    ...(unpriced.length > 0 ? [`No price is known for ${unpriced.join(', ')}: the total is too low by that.`] : []),
  ];
  return pc.dim(texts.map((text) => wrap(text, '  ')).join('\n'));
}

function round(quantity: number): string {
  return String(Math.round(quantity * 100) / 100);
}

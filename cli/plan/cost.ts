import { costParts } from './cost-parts';
import { type Confidence, hoursPerMonth, regionFactor, uncertaintyPercent } from './prices';
import type { PlannedStack } from './assembly';
import type { Purchase } from './purchase';

/** One line of the monthly cost. */
export interface CostLine {
  readonly service: string;
  readonly item: string;
  readonly quantity: number;
  readonly unit: 'piece' | 'GiB';
  readonly region: string;
  /** US dollars a month in that region; undefined when no price is known. */
  readonly dollars: number | undefined;
  /** The same at us-east-1's price, for the ceiling. */
  readonly usEast1Dollars: number | undefined;
  readonly assumption?: string;
  readonly confidence?: Confidence;
  readonly source?: string;
  readonly asOf?: string;
}

/** What a store costs in a month before anyone visits it. */
export interface Cost {
  readonly lines: readonly CostLine[];
  readonly totalDollars: number;
  readonly usEast1Dollars: number;
  readonly ceilingDollars: number;
  /** By how much the us-east-1 total is above the ceiling; 0: it is not. */
  readonly overDollars: number;
  /** Either way. */
  readonly uncertaintyPercent: number;
  /** Without a price: the total is too low by these. */
  readonly unpriced: readonly string[];
  readonly notIncluded: readonly string[];
}

/**
 * Prices what the templates hold. Always-on cost: no traffic, no requests, no growth; the fleet at its minimum.
 * @param stacks the store's own; the account stage is not part of a store's ceiling
 */
export function costOf(stacks: readonly PlannedStack[], home: string, ceilingDollars: number): Cost {
  const lines = stacks.flatMap((stack) =>
    costParts.flatMap((part) => part(stack)).map((bought) => priced(bought, stack.region)),
  );
  const merged = merge(lines);
  const usEast1Dollars = cents(sum(merged.map((line) => line.usEast1Dollars)));
  return {
    lines: merged,
    totalDollars: cents(sum(merged.map((line) => line.dollars))),
    usEast1Dollars,
    ceilingDollars,
    overDollars: cents(Math.max(0, usEast1Dollars - ceilingDollars)),
    uncertaintyPercent: uncertaintyPercent(home),
    unpriced: merged.filter((line) => line.dollars === undefined).map((line) => line.item),
    notIncluded: notIncluded(stacks),
  };
}

function priced({ item, quantity, price, assumption }: Purchase, region: string): CostLine {
  if (price === undefined) {
    return {
      service: 'No price',
      item,
      quantity,
      unit: 'piece',
      region,
      dollars: undefined,
      usEast1Dollars: undefined,
      assumption,
    };
  }
  const units = price.unit === 'hour' ? quantity * hoursPerMonth : quantity;
  const usEast1Dollars = units * price.dollars;
  return {
    service: price.service,
    item,
    quantity,
    unit: price.unit === 'GiB' || price.unit === 'GiB-month' ? 'GiB' : 'piece',
    region,
    dollars: usEast1Dollars * (price.regional ? regionFactor(region) : 1),
    usEast1Dollars,
    assumption,
    confidence: price.confidence,
    source: price.source,
    asOf: price.asOf,
  };
}

/** The same item of several stacks in one region is one line. */
function merge(lines: readonly CostLine[]): CostLine[] {
  const merged = new Map<string, CostLine>();
  for (const line of lines) {
    const id = [line.service, line.item, line.region, line.assumption].join('|');
    const known = merged.get(id);
    merged.set(id, known ? addUp(known, line) : line);
  }
  return [...merged.values()].map((line) => ({
    ...line,
    dollars: line.dollars === undefined ? undefined : cents(line.dollars),
    usEast1Dollars: line.usEast1Dollars === undefined ? undefined : cents(line.usEast1Dollars),
  }));
}

function addUp(one: CostLine, other: CostLine): CostLine {
  const quantity = one.quantity + other.quantity;
  if (one.dollars === undefined || other.dollars === undefined) return { ...one, quantity };
  return {
    ...one,
    quantity,
    dollars: one.dollars + other.dollars,
    usEast1Dollars: (one.usEast1Dollars ?? 0) + (other.usEast1Dollars ?? 0),
  };
}

function notIncluded(stacks: readonly PlannedStack[]): string[] {
  const types = new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)));
  const absent: [boolean, string][] = [
    [!types.has('AWS::WAFv2::WebACL'), 'web ACLs: these templates hold none'],
    [!types.has('AWS::CloudFront::Distribution'), 'CloudFront: these templates hold no distribution'],
  ];
  return [
    'traffic, requests (CloudFront, web ACLs and their larger bodies), load balancer capacity units and growth',
    'the account stage: CloudTrail, GuardDuty, Config, Inspector',
    ...absent.flatMap(([isAbsent, text]) => (isAbsent ? [text] : [])),
    'instances above the minimum, metrics that functions write a few times a day (cents), tax, support, and discounts',
  ];
}

function sum(amounts: readonly (number | undefined)[]): number {
  return amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

import type { CheckResult } from '../check-result';
import type { OpenShop } from './open-shop';

/** What a check found. `expected` in place of the check's own, where it depends on what the shop is held against. */
export interface Finding {
  readonly verdict: 'pass' | 'fail' | 'not-run';
  readonly observed: string;
  readonly expected?: string;
}

/** One thing that is looked at in a restored shop. */
export interface ShopCheck {
  readonly id: string;
  readonly what: string;
  readonly expected: string;
  readonly requirement?: string;
  /** Tables without which it cannot be judged, by their names without prefix. */
  readonly needs: (shop: OpenShop) => readonly string[];
  /** @throws Error when the database refuses a statement */
  readonly look: (shop: OpenShop) => Promise<Finding>;
}

/** What a check is called; the rest of its result is what came out. */
export type CheckName = Pick<ShopCheck, 'id' | 'what' | 'expected' | 'requirement'>;

export function resultOf(check: CheckName, finding: Finding | Pick<CheckResult, 'verdict' | 'observed'>): CheckResult {
  const { id, what, expected, requirement } = check;
  return { id, what, expected, ...finding, ...(requirement === undefined ? {} : { requirement }) };
}

export function passIf(condition: boolean, observed: string, expected?: string): Finding {
  return { verdict: condition ? 'pass' : 'fail', observed, ...(expected === undefined ? {} : { expected }) };
}

/** @param reason continues `not run, because` */
export function notRun(reason: string, expected?: string): Finding {
  const observed = `not run, because ${reason}`;
  return { verdict: 'not-run', observed, ...(expected === undefined ? {} : { expected }) };
}

/** A fault's message, which ports promise to hold no secret and no row, in one line. */
export function faultOf(error: unknown): string {
  const message = error instanceof Error ? error.message : 'unknown fault';
  return message.replaceAll(/\s+/g, ' ').slice(0, 300);
}

/**
 * People mend orders by hand and plugins do as they please: a share decides, and never one or two. What a broken restore does is
 * far above it.
 * @param percent of all that may be off
 */
export function tooMany(off: number, all: number, percent: number): boolean {
  return off > 2 && off * 100 > all * percent;
}

import type { CheckResult } from '../shared/check-result';
import { faultText, inTime } from '../shared/in-time';

/** What is checked, before anything is known. */
export type Question = Pick<CheckResult, 'id' | 'what' | 'expected' | 'requirement'>;

/** What came of asking: it is known, or why it is not. */
export type Outcome<T> = { readonly found: T } | { readonly fault: string };

/** What a check saw, of all hosts or components together. */
export interface Seen {
  /** What is wrong, one text each. */
  readonly faults: readonly string[];
  /** What could not be found out: nothing passes beside it. @default [] */
  readonly unknown?: readonly string[];
  /** Said when nothing is wrong. */
  readonly sound: string;
  /** Said beside either. @default - nothing */
  readonly aside?: string;
}

/** What a family of checks hands back. */
export interface Family {
  readonly results: readonly CheckResult[];
  /** For the evidence's subject; what a later run remembers. */
  readonly subject?: Readonly<Record<string, string>>;
  readonly measures?: Readonly<Record<string, number>>;
}

const longestText = 200;
const mostListed = 12;
const mostAtOnce = 6;

/** Hosts and web sites wrote it: one line, of bounded length, without what a terminal or a page would act on. */
export function tidy(text: string, longest = longestText): string {
  const plain = text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '?');
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1)}…`;
}

/** The first dozen, and how many more there are. */
export function list(items: readonly string[]): string {
  const more = items.length - mostListed;
  return [...items.slice(0, mostListed).map((item) => tidy(item)), ...(more > 0 ? [`and ${more} more`] : [])].join(
    '; ',
  );
}

/** A fault weighs more than what is unknown, and what is unknown more than what is sound. */
export function conclude(question: Question, { faults, unknown = [], sound, aside }: Seen): CheckResult {
  const beside = aside === undefined ? [] : [aside];
  const notKnown = unknown.length === 0 ? [] : [`unknown: ${list(unknown)}`];
  if (faults.length > 0) {
    return { ...question, observed: [list(faults), ...beside, ...notKnown].join('; '), verdict: 'fail' };
  }
  if (unknown.length > 0) return { ...question, observed: [...notKnown, ...beside].join('; '), verdict: 'error' };
  return { ...question, observed: [sound, ...beside].join('; '), verdict: 'pass' };
}

export function notRun(question: Question, because: string): CheckResult {
  return { ...question, observed: `not run, because ${because}`, verdict: 'not-run' };
}

/** Concludes where it is known; a fault is an error of this check alone. */
export function concludeOf<T>(question: Question, outcome: Outcome<T>, see: (found: T) => Seen): CheckResult {
  if ('found' in outcome) return conclude(question, see(outcome.found));
  return conclude(question, { faults: [], unknown: [outcome.fault], sound: '' });
}

/** Asks. What throws is a fault: neither sound nor unsound. So is what has not come by the deadline. */
export async function ask<T>(deadline: AbortSignal, find: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { found: await inTime(deadline, find) };
  } catch (fault) {
    return { fault: tidy(faultText(fault)) };
  }
}

/** Asks of each of them, of few at once: a host can name as many as it likes, and web sites turn away who asks too fast. */
export async function askEach<K, T>(
  deadline: AbortSignal,
  items: readonly K[],
  find: (item: K) => Promise<T>,
): Promise<readonly Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  const waiting = items.entries();
  const work = async () => {
    for (const [index, item] of waiting) outcomes[index] = await ask(deadline, () => find(item));
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
  return outcomes;
}

import type { CheckResult } from '../shared/check-result';
import { faultText, inTime } from '../shared/in-time';

/** What is checked, before anything is known. */
export type Question = Pick<CheckResult, 'id' | 'what' | 'expected' | 'requirement'>;

/** What came of asking: it is known, or nobody answered, or it was not asked for want of something else. */
export type Outcome<T> = { readonly found: T } | { readonly fault: unknown } | { readonly because: string };

/** Longest text of a fault that goes into evidence, in characters. */
const faultLength = 300;

export function judged(question: Question, holds: boolean, observed: string): CheckResult {
  return { ...question, observed, verdict: holds ? 'pass' : 'fail' };
}

/** @param sound what is said when there is no fault */
export function judgedByFaults(question: Question, faults: readonly string[], sound: string): CheckResult {
  return judged(question, faults.length === 0, faults.length === 0 ? sound : faults.join('; '));
}

export function notRun(question: Question, because: string): CheckResult {
  return { ...question, observed: `not run, because ${because}`, verdict: 'not-run' };
}

/** Asks. What throws is a fault: neither sound nor unsound. So is what has not come by the deadline. */
export async function ask<T>(deadline: AbortSignal, find: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { found: await inTime(deadline, find) };
  } catch (fault) {
    return { fault };
  }
}

/** Asks for what needs something else to be known first. A fault stays one: nothing that hangs on it may pass. */
export async function askAfter<A, T>(
  former: Outcome<A>,
  deadline: AbortSignal,
  find: (known: A) => Promise<T>,
): Promise<Outcome<T>> {
  return 'found' in former ? ask(deadline, () => find(former.found)) : former;
}

/** What needs two things to be known. */
export function both<A, B>(one: Outcome<A>, other: Outcome<B>): Outcome<readonly [A, B]> {
  if (!('found' in one)) return one;
  return 'found' in other ? { found: [one.found, other.found] } : other;
}

/** Judges, where it is known: a fault makes each of the checks an error, and what was not asked is not run. */
export function judge<T>(
  questions: readonly Question[],
  outcome: Outcome<T>,
  verdicts: (found: T) => readonly CheckResult[],
): readonly CheckResult[] {
  if ('found' in outcome) return verdicts(outcome.found);
  if ('because' in outcome) return questions.map((question) => notRun(question, outcome.because));
  const observed = `unknown: ${faultText(outcome.fault).slice(0, faultLength)}`;
  return questions.map((question) => ({ ...question, observed, verdict: 'error' }));
}

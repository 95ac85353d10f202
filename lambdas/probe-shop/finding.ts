import type { CheckResult } from '../shared/check-result';
import { HttpFault, type HttpFaultKind } from '../shared/http/http-reader';

/** What a check saw. */
export type Finding = Pick<CheckResult, 'verdict' | 'observed'>;

/** Of `observed`, in characters: hosts, plugins and servers are free to say long things. */
const longestObserved = 600;

export function passed(observed: string): Finding {
  return { verdict: 'pass', observed: cut(observed) };
}

export function failed(observed: string): Finding {
  return { verdict: 'fail', observed: cut(observed) };
}

/** It could not be found out. */
export function unknown(observed: string): Finding {
  return { verdict: 'error', observed: cut(observed) };
}

export function notRun(reason: string): Finding {
  return { verdict: 'not-run', observed: cut(`not run, because ${reason}`) };
}

/** All that is wrong, or that nothing is. */
export function judged(complaints: readonly string[], wellSaid: string): Finding {
  return complaints.length > 0 ? failed(complaints.join('; ')) : passed(wellSaid);
}

/** What no answer means: these may be our own way to the shop, and say nothing of it. All others are what the shop served. */
const ownWay: readonly HttpFaultKind[] = ['connection', 'name', 'aborted'];

/** Thrown where an answer is not what it must be. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
}

/** What an exception says of the shop: a complaint or an answer that cannot be taken is a finding, all else is not known. */
export function faultOf(error: unknown): Finding {
  if (error instanceof Complaint) return failed(error.message);
  if (!(error instanceof Error)) return unknown('it failed, and nothing says why');
  if (error instanceof HttpFault && !ownWay.includes(error.kind)) return failed(error.message);
  return unknown(error.message);
}

/** On one line, without what does not print, cut short. */
function cut(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > longestObserved ? `${line.slice(0, longestObserved)}…` : line;
}

import type { CompareAnswer } from './contract';
import { type Field, type Probe, valueOf } from './read-window';

/** A page that answers within it is quick, whatever it was before, in milliseconds. */
const quickMs = 1_500;

/** Slower than that many times before is worse. */
const mostTimes = 2;

/** So many lines say enough. */
const mostLines = 20;

/**
 * Whether the shop is as well as before. A check that was not run before, or did not come to anything, is no baseline: what it finds
 * is judged with everything else, not compared. One that passed or failed before must have come to something again.
 */
export function compareProbes(before: Field<Probe>, after: Field<Probe>): CompareAnswer {
  const [was, is] = [valueOf(before), valueOf(after)];
  if (was === undefined || is === undefined) {
    return { state: 'unknown', because: [`the shop was not looked at ${was === undefined ? 'before' : 'after'}`] };
  }
  const { worse, unknown } = sorted([...checksOf(was, is), ...pagesOf(was, is)]);
  if (worse.length > 0) return { state: 'worse', because: [...worse, ...unknown].slice(0, mostLines) };
  if (unknown.length > 0) return { state: 'unknown', because: unknown.slice(0, mostLines) };
  return { state: 'as-well', because: [] };
}

interface Finding {
  readonly is: 'worse' | 'unknown';
  readonly line: string;
}

function sorted(findings: readonly Finding[]) {
  const of = (kind: Finding['is']) => findings.filter(({ is }) => is === kind).map(({ line }) => line);
  return { worse: of('worse'), unknown: of('unknown') };
}

function checksOf(was: Probe, is: Probe): Finding[] {
  const baseline = Object.entries(was.checks).filter(([, verdict]) => verdict === 'pass' || verdict === 'fail');
  if (baseline.length === 0) return [{ is: 'unknown', line: 'no check came to anything before' }];
  const after = new Map(Object.entries(is.checks));
  return baseline.flatMap(([id, verdict]): Finding[] => {
    const now = after.get(id);
    if (now === 'pass') return [];
    if (now === 'fail') return verdict === 'pass' ? [{ is: 'worse', line: `${id} passed before, and fails` }] : [];
    return [{ is: 'unknown', line: `${id}: ${verdict} before, ${now ?? 'no answer'} after` }];
  });
}

function pagesOf(was: Probe, is: Probe): Finding[] {
  const times = new Map(Object.entries(is.responseMs));
  return Object.entries(was.responseMs).flatMap(([page, before]): Finding[] => {
    const after = times.get(page);
    if (after === undefined) return [{ is: 'unknown', line: `how long ${page} takes was not measured` }];
    if (after <= quickMs || after <= before * mostTimes) return [];
    return [{ is: 'worse', line: `${page} took ${before} ms before, and takes ${after} ms` }];
  });
}

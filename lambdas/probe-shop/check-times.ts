import { type Finding, judged, notRun } from './finding';
import type { Visit } from './visitor';

/** Longer, and shoppers leave. */
const mostMilliseconds = 3_000;

/** Median of each page, in milliseconds, of what was answered well. */
export function responseTimes(pages: Readonly<Record<string, readonly Visit[]>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(pages).flatMap(([page, visits]) => {
      const times = visits.filter(({ status }) => status === 200).map(({ milliseconds }) => milliseconds);
      return times.length === 0 ? [] : [[page, median(times)]];
    }),
  );
}

export function checkTimes(responseMs: Readonly<Record<string, number>>): Finding {
  const times = Object.entries(responseMs);
  if (times.length === 0) return notRun('no page was answered');
  const said = ([page, milliseconds]: [string, number]) => `${page} ${milliseconds} ms`;
  const slow = times.filter(([, milliseconds]) => !(milliseconds <= mostMilliseconds));
  return judged(slow.map(said), times.map(said).join(', '));
}

/** Of an even count the greater of the middle two. */
function median(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
}

import type { CheckResult } from '../shared/check-result';

/** What a backup may be late on top of the objective: it starts within two hours and is stopped after some more. */
export const lateHours = 6;

const hourSeconds = 3_600;

export interface Objectives {
  readonly rtoHours: number;
  readonly rpoHours: number;
}

/**
 * @param seconds at most; undefined: it could not be measured, which is an error
 * @param least at least: where the objective lies between the two, nobody knows
 */
export function judgeRto(seconds: number | undefined, { rtoHours }: Objectives, least = seconds): CheckResult {
  const limit = rtoHours * hourSeconds;
  const result = within(
    { id: 'drill-rto', what: 'the shop is back within its recovery time objective' },
    seconds,
    limit,
  );
  if (result.verdict !== 'fail' || least === seconds || least === undefined || least > limit) return result;
  return { ...result, observed: `between ${least} and ${seconds} seconds`, verdict: 'error' };
}

export function judgeRpo(seconds: number | undefined, { rpoHours }: Objectives): CheckResult {
  return within(
    { id: 'drill-rpo', what: 'the newest recovery point is within its recovery point objective' },
    seconds,
    (rpoHours + lateHours) * hourSeconds,
  );
}

function within(question: { id: string; what: string }, seconds: number | undefined, limit: number): CheckResult {
  const expected = `at most ${limit} seconds`;
  if (seconds === undefined) return { ...question, expected, observed: 'it could not be measured', verdict: 'error' };
  // Before zero a clock or a date is wrong.
  const holds = seconds >= 0 && seconds <= limit;
  return { ...question, expected, observed: `${seconds} seconds`, verdict: holds ? 'pass' : 'fail' };
}

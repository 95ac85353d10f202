/** Divisors of a day, so that the hours are the same every day. */
const intervals = [24, 12, 8, 6, 4, 3, 2, 1] as const;

/** An hour that no summer time skips or repeats, before the shop's day begins. */
const firstHour = 5;

/**
 * The rule that runs every day, more than once where the recovery point objective is shorter than a day: the database has
 * point-in-time recovery beside it, the file system only this.
 *
 * @param rpoHours 1 to 168
 * @returns an AWS Backup cron expression, in the store's time zone
 */
export function dailySchedule(rpoHours: number): string {
  const every = intervals.find((hours) => hours <= rpoHours) ?? 1;
  const hours = Array.from({ length: 24 / every }, (_, turn) => (firstHour % every) + turn * every);
  const [only] = hours;
  return `cron(0 ${every === 24 ? String(only) : hours.join(',')} * * ? *)`;
}

/** Apart from the daily hours: RDS makes one snapshot of a database at a time. */
export const monthlySchedule = 'cron(30 7 1 * ? *)';

/** Turns point-in-time recovery on and keeps it on. */
export const continuousSchedule = 'cron(30 2 * * ? *)';

/** AWS Backup tries again for so long when a maintenance window or another snapshot is in the way. */
export const startWindowHours = 2;

/** A job that takes longer is stopped, and reported. */
export const completionWindowHours = 12;

/** What a job may take on top of the objective before its absence is an alarm. */
export const lateHours = 6;

/** CloudWatch looks back at most 7 days. */
export const longestSilenceHours = 168;

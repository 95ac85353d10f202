import { type Finding, type Path, shown } from '../finding';
import { parseSchedule, type Schedule } from '../schedule-expression';
import type { StoreRule } from './store-rule';

/** Schedules that AWS takes and a shop could not stand: drills, exports and patch windows more than once an hour, or with an end. */
export const schedulesRule: StoreRule = ({ file, today }) => [
  ...findingsOf(['drill', 'schedule'], file.drill?.schedule, today, true),
  ...findingsOf(['drill', 'offsiteSchedule'], file.drill?.offsiteSchedule, today, false),
  ...findingsOf(['backup', 'exportSchedule'], file.backup?.exportSchedule, today, false),
  ...findingsOf(['patch', 'window'], file.patch?.window, today, false),
];

function findingsOf(path: Path, text: string | undefined, today: string, cronOnly: boolean): Finding[] {
  if (text === undefined) return [];
  const schedule = parseSchedule(text);
  if (schedule.kind === 'refused') return [];
  const got = shown(text);
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingPlanForCreate.html
  if (cronOnly && schedule.kind === 'rate') {
    return [
      { path, must: 'must be cron(...): AWS Backup takes no rate', got, remedy: 'write it as cron(0 4 ? * SUN *)' },
    ];
  }
  if (tooOften(schedule)) {
    return [
      { path, must: 'must come at most once an hour', got, remedy: 'give one minute, such as cron(0 4 ? * SUN *)' },
    ];
  }
  if (ends(schedule, Number(today.slice(0, 4)))) {
    return [{ path, must: 'must not end', got, remedy: 'write * for the year' }];
  }
  return [];
}

function tooOften(schedule: Schedule): boolean {
  if (schedule.kind === 'rate') return schedule.unit === 'minute' && schedule.value < 60;
  return !/^\d+$/.test(schedule.fields.minutes);
}

/** A schedule that names years falls silent after the last: the absence nobody is told of. */
function ends(schedule: Schedule, year: number): boolean {
  if (schedule.kind === 'rate' || schedule.fields.year.includes('*')) return false;
  const years = schedule.fields.year.match(/\d{4}/g) ?? [];
  return Math.max(...years.map(Number)) < year + 50;
}

/**
 * Cron and rate expressions as Amazon EventBridge Scheduler and AWS Backup take them.
 * Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export type Schedule =
  | { readonly kind: 'rate'; readonly value: number; readonly unit: 'minute' | 'hour' | 'day' }
  | { readonly kind: 'cron'; readonly fields: CronFields };

/** The six fields as written. */
export interface CronFields {
  readonly minutes: string;
  readonly hours: string;
  readonly dayOfMonth: string;
  readonly month: string;
  readonly dayOfWeek: string;
  readonly year: string;
}

export type ParsedSchedule = Schedule | { readonly kind: 'refused'; readonly must: string; readonly remedy: string };

/** What one field may hold. */
export interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Written for numbers from `min` on. */
  readonly words?: readonly string[];
  /** What the field takes beside lists, ranges and steps. */
  readonly special?: RegExp;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const day = `(?:[1-7]|${weekdays.join('|')})`;

/** The six fields' alphabets. */
export const fields = {
  minutes: { name: 'minutes', min: 0, max: 59 },
  hours: { name: 'hours', min: 0, max: 23 },
  dayOfMonth: { name: 'day of month', min: 1, max: 31, special: /^(?:\?|L|LW|(?:[1-9]|[12]\d|3[01])W)$/ },
  month: { name: 'month', min: 1, max: 12, words: months },
  dayOfWeek: {
    name: 'day of week',
    min: 1,
    max: 7,
    words: weekdays,
    special: new RegExp(`^(?:\\?|L|${day}L|${day}#[1-5])$`),
  },
  year: { name: 'year', min: 1970, max: 2199 },
} as const satisfies Record<keyof CronFields, Field>;

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads an expression, or says why AWS would refuse it. One-time `at(...)` expressions are refused: these schedules recur. */
export function parseSchedule(text: string): ParsedSchedule {
  const rate = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(text);
  if (rate) return parseRate(Number(rate[1]), rate[2] ?? '');
  const cron = /^cron\(([^()]*)\)$/.exec(text);
  if (cron) return parseCron((cron[1] ?? '').trim().split(/[ ]+/));
  return refused('must be cron(...) or rate(...)', 'write it as cron(0 3 ? * TUE *) or rate(7 days)');
}

function refused(must: string, remedy: string): ParsedSchedule {
  return { kind: 'refused', must, remedy };
}

function parseRate(value: number, word: string): ParsedSchedule {
  const unit = word.replace(/s$/, '') as 'minute' | 'hour' | 'day';
  if (value < 1) return refused('must have a rate of at least 1', 'write it as rate(7 days)');
  const right = value === 1 ? unit : `${unit}s`;
  if (word !== right) return refused(`must say ${right} after ${value}`, `write rate(${value} ${right})`);
  return { kind: 'rate', value, unit };
}

function parseCron(parts: readonly string[]): ParsedSchedule {
  if (parts.length !== 6) {
    return refused(
      `must have six cron fields (minutes hours day-of-month month day-of-week year) and has ${parts.filter(Boolean).length}`,
      'write it as cron(0 3 ? * TUE *)',
    );
  }
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = parts as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const given: CronFields = { minutes, hours, dayOfMonth, month, dayOfWeek, year };
  for (const [key, field] of Object.entries(fields) as [keyof CronFields, Field][]) {
    const wrong = wrongField(given[key], field);
    if (wrong) return wrong;
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    return refused(
      'must have ? in exactly one of day of month and day of week',
      'put ? in the one that does not matter',
    );
  }
  return neverComes(given) ?? { kind: 'cron', fields: given };
}

function wrongField(text: string, field: Field): ParsedSchedule | undefined {
  if (field.special?.test(text.toUpperCase())) return undefined;
  const words = field.words ? ` or ${field.words[0] ?? ''} to ${field.words.at(-1) ?? ''}` : '';
  const allowed = `must have ${field.min} to ${field.max}${words} in the cron field ${field.name}, or lists, ranges and steps of them`;
  if (text.split(',').every((item) => isItem(item, field))) return undefined;
  return refused(allowed, `mend the cron field ${field.name}`);
}

/** `*`, `5`, `5-9`, and any of them with `/step`. */
function isItem(item: string, field: Field): boolean {
  const [base = '', step, ...rest] = item.split('/');
  if (rest.length > 0 || (step !== undefined && !isStep(step, field))) return false;
  if (base === '*') return true;
  const ends = base.split('-').map((end) => numberOf(end, field));
  const [from, to] = ends;
  if (ends.length > 2 || ends.includes(undefined) || from === undefined) return false;
  return to === undefined || from <= to;
}

function isStep(step: string, field: Field): boolean {
  return /^[1-9]\d{0,3}$/.test(step) && Number(step) <= field.max - field.min + 1;
}

/** A field's number, or its word's; undefined for neither. */
export function numberOf(text: string, field: Field): number | undefined {
  const word = field.words?.indexOf(text.toUpperCase()) ?? -1;
  if (word >= 0) return field.min + word;
  if (!/^\d{1,4}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= field.min && value <= field.max ? value : undefined;
}

/** A day that none of its months has: AWS may take it, and the schedule would be silent for ever. */
function neverComes({ dayOfMonth, month }: CronFields): ParsedSchedule | undefined {
  const days = dayOfMonth.split(',').map((text) => Number(/^\d+/.exec(text)?.[0] ?? 1));
  const inMonths = month.split(',').map((text) => numberOf(text, fields.month));
  if (inMonths.includes(undefined)) return undefined;
  const longest = Math.max(...inMonths.map((number) => longestMonths[(number ?? 1) - 1] ?? 31));
  if (Math.min(...days) <= longest) return undefined;
  return refused('must name a day that its months have', `choose a day of month up to ${longest}`);
}

import { type CronFields, type Field, fields, numberOf, parseSchedule } from './schedule-expression';

const dayMs = 86_400_000;
/** From a year divisible by four on, for more than the eight years that 29 February may stay away. */
const from = Date.UTC(2028, 0, 1);
const days = 9 * 366;

const unitHours = { minute: 1 / 60, hour: 1, day: 24 } as const;

/**
 * The longest that a schedule is silent between two of its turns, in hours: what is younger is not missing yet. Summer time, which
 * may add one, is left to the tolerance of whoever asks.
 *
 * @throws Error when AWS would refuse the expression, or it has no two turns in nine years
 */
export function longestGapHours(expression: string): number {
  const schedule = parseSchedule(expression);
  if (schedule.kind === 'refused') throw new Error(`schedule ${expression} ${schedule.must}`);
  if (schedule.kind === 'rate') return schedule.value * unitHours[schedule.unit];
  const turns = turnsOf(schedule.fields);
  const gaps = turns.slice(1).map((turn, at) => turn - (turns[at] ?? turn));
  if (gaps.length === 0) throw new Error(`schedule ${expression} has no two turns in nine years`);
  return gaps.reduce((longest, gap) => Math.max(longest, gap), 0);
}

/** Hours since the first day, in order. */
function turnsOf(cron: CronFields): number[] {
  const hours = [...numbersOf(cron.hours, fields.hours)].sort((a, b) => a - b);
  const minutes = [...numbersOf(cron.minutes, fields.minutes)].sort((a, b) => a - b);
  const times = hours.flatMap((hour) => minutes.map((minute) => hour + minute / 60));
  return Array.from({ length: days }, (_, number) => number)
    .filter((number) => isDay(new Date(from + number * dayMs), cron))
    .flatMap((number) => times.map((time) => number * 24 + time));
}

function isDay(date: Date, { dayOfMonth, month, dayOfWeek, year }: CronFields): boolean {
  return (
    numbersOf(month, fields.month).has(date.getUTCMonth() + 1) &&
    numbersOf(year, fields.year).has(date.getUTCFullYear()) &&
    (dayOfMonth === '?' || isDayOfMonth(date, dayOfMonth.toUpperCase())) &&
    (dayOfWeek === '?' || isDayOfWeek(date, dayOfWeek.toUpperCase()))
  );
}

const known = new Map<string, ReadonlySet<number>>();

/** `*`, `5`, `5-9`, any of them with `/step`, and lists: the numbers they stand for. */
function numbersOf(text: string, field: Field): ReadonlySet<number> {
  const key = `${field.name} ${text}`;
  const found = known.get(key) ?? new Set(text.split(',').flatMap((item) => numbersOfItem(item, field)));
  known.set(key, found);
  return found;
}

function numbersOfItem(item: string, field: Field): number[] {
  const [base = '', step] = item.split('/');
  const stride = Number(step ?? 1);
  const [low, high] = rangeOf(base, step !== undefined, field);
  return Array.from({ length: Math.floor((high - low) / stride) + 1 }, (_, at) => low + at * stride);
}

/** `5` is 5 alone; with a step it begins at 5 and goes on. */
function rangeOf(base: string, stepped: boolean, field: Field): [low: number, high: number] {
  if (base === '*') return [field.min, field.max];
  const [first, last] = base.split('-').map((end) => numberOf(end, field));
  const low = first ?? field.min;
  return [low, last ?? (stepped ? field.max : low)];
}

function isDayOfMonth(date: Date, text: string): boolean {
  const day = date.getUTCDate();
  const last = lastDayOf(date);
  if (text === 'L') return day === last;
  if (text === 'LW') return day === nearestWeekday(date, last);
  const near = /^(\d+)W$/.exec(text);
  if (near) return Number(near[1]) <= last && day === nearestWeekday(date, Number(near[1]));
  return numbersOf(text, fields.dayOfMonth).has(day);
}

/** Sunday is 1. `3L` is the month's last Tuesday, `3#2` its second; `L` alone is Saturday. */
function isDayOfWeek(date: Date, text: string): boolean {
  const day = date.getUTCDate();
  const weekday = date.getUTCDay() + 1;
  if (text === 'L') return weekday === 7;
  const special = /^(\w+?)(?:(L)|#(\d))$/.exec(text);
  if (!special) return numbersOf(text, fields.dayOfWeek).has(weekday);
  const [, name = '', , nth] = special;
  if (numberOf(name, fields.dayOfWeek) !== weekday) return false;
  return nth === undefined ? day + 7 > lastDayOf(date) : Math.ceil(day / 7) === Number(nth);
}

function lastDayOf(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The weekday nearest to a day, within its month. */
function nearestWeekday(date: Date, day: number): number {
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
  if (weekday === 6) return day > 1 ? day - 1 : day + 2;
  if (weekday === 0) return day < lastDayOf(date) ? day + 1 : day - 2;
  return day;
}

import { withHead } from './first-row';
import type { DoorName, Method, Route } from './route';

/** A source value or pattern, and what the variable becomes. */
export type MapLine = readonly [match: string, value: string];

/** One `map` of nginx. Plain values are looked up first, then patterns in their order. */
export function block(key: string, variable: string, lines: readonly MapLine[]): string {
  const body = lines.map(([match, value]) => `    ${quoted(match)} ${quoted(value)};`);
  return [`map ${quoted(key)} ${variable} {`, ...body, '}'].join('\n');
}

/** nginx reads `\\` and `\"` in quotes as one character, and leaves other escapes to the pattern. */
function quoted(text: string): string {
  return /^[a-z0-9$_-]+$/.test(text) ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/**
 * A map that asks another only where there is something to ask about: most requests are of pages without a query, and nginx
 * computes the inner one only when its value is the outer one's.
 */
export function onlyWhere(
  key: string,
  there: string,
  variable: string,
  inner: readonly [string, readonly MapLine[]],
): string[] {
  const [innerKey, lines] = inner;
  const asked = variable.replace('$storefort_', '$storefort_asked_');
  return [
    block(key, variable, [
      ['default', ''],
      [there, asked],
    ]),
    block(innerKey, asked, lines),
  ];
}

export function oneOf(texts: readonly string[]): string {
  return `(?:${texts.join('|')})`;
}

/** Methods as a pattern, each once. */
export function methodsOf(methods: readonly Method[]): string {
  return oneOf([...new Set(withHead(methods))]);
}

/** A row's pattern behind what stands before its text in a map's key. */
export function inKey(before: string, pattern: string, unanchored = `${before}.*`): string {
  return pattern.startsWith('^') ? `${before}(?:${pattern.slice(1)})` : `${unanchored}(?:${pattern})`;
}

/**
 * Lines that give rows' ids a value, one for each value. Patterns, for a plain value's length is limited by a setting
 * (`map_hash_bucket_size`) that must stand before the first map of the whole configuration.
 */
export function idLines<Row extends Route>(rows: readonly Row[], valueOf: (row: Row) => string): MapLine[] {
  const values = [...new Set(rows.map(valueOf))];
  return values.map((value) => [
    `~^${oneOf(rows.filter((row) => valueOf(row) === value).map((row) => row.id))}$`,
    value,
  ]);
}

/** Rows by what they let through at a door: a pattern of methods, empty where the door refuses. */
export function byMethods(rows: readonly Route[], door: DoorName): ReadonlyMap<string, readonly Route[]> {
  const groups = new Map<string, Route[]>();
  for (const row of rows) {
    const methods = row[door].length === 0 ? '' : methodsOf(row[door]);
    groups.set(methods, [...(groups.get(methods) ?? []), row]);
  }
  return groups;
}

/** A variable named `author` is set by `author[]` as well, and its value ends at the next ampersand. */
export function queryPattern(pattern: string): string {
  return pattern.replace(/^\^/, '').replace('=', '(?:(?:\\[|%5b)[^&=]*)?=').replace(/\$$/, '(?:&|$)');
}

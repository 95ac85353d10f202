import type { DoorName, Route } from '../doors/route';
import { pageRoutes } from '../doors/page-routes';

/** AWS's limit for one pattern: https://docs.aws.amazon.com/waf/latest/developerguide/limits.html */
const longestPattern = 200;

/**
 * Joins alternatives into as few patterns as fit. A pattern costs as much whatever it says, and a set holds ten.
 * @param before what stands before each group of alternatives
 * @param after what stands behind it
 */
export function packed(alternatives: readonly string[], before = '', after = ''): string[] {
  const room = longestPattern - before.length - after.length - '()'.length;
  const packs: string[] = [];
  for (const each of [...new Set(alternatives)]) {
    const last = packs.at(-1);
    if (last !== undefined && last.length + 1 + each.length <= room) packs[packs.length - 1] = `${last}|${each}`;
    else packs.push(each);
  }
  return packs.map((pack) => `${before}(${pack})${after}`);
}

const letThrough = (rows: readonly Route[], door: DoorName): Route[] => rows.filter((row) => row[door].length > 0);
const rowsOn = (doors: readonly Route[], on: Route['on']): Route[] => doors.filter((row) => row.on === on);

/** Whether the door lets only named REST routes through. */
export function namesRestRoutes(doors: readonly Route[], door: DoorName): boolean {
  return rowsOn(doors, 'rest').at(-1)?.[door].length === 0;
}

/** Path families that a door refuses, where nothing of `exemptPaths` is meant. */
export function refusedPaths(doors: readonly Route[], door: DoorName): string[] {
  const patterns = rowsOn(doors, 'path')
    .filter((row) => row[door].length === 0)
    .map((row) => row.pattern);
  const families = patterns.filter(
    (pattern) => !patterns.some((other) => other !== pattern && takesIn(other, pattern)),
  );
  return spread([...families, ...(namesRestRoutes(doors, door) ? ['^/wp-json(/|$)'] : [])]);
}

/** As ten patterns: a set holds no more and costs the same however many it holds; the fewer branches in each the better. */
function spread(patterns: readonly string[]): string[] {
  const [shortest = '', next = '', ...others] = [...patterns].sort((a, b) => a.length - b.length);
  return patterns.length <= 10 ? [...patterns] : spread([...others, `${shortest}|${next}`]);
}

/** Whether a pattern that names only a beginning names that of the other. */
function takesIn(family: string, pattern: string): boolean {
  return /^\^[a-z0-9/_-]+$/.test(family) && pattern.startsWith(family) && !/^[?*+{]/.test(pattern.slice(family.length));
}

/**
 * What a door lets through among what else it refuses: scripts, files, uploads, declared routes, standard names. Pages are no
 * exemption: no family of refusals takes them in.
 */
export function exemptPaths(doors: readonly Route[], door: DoorName): readonly Route[] {
  return letThrough(rowsOn(doors, 'path'), door).filter((row) => !pageRoutes.includes(row));
}

/** REST routes that a door lets through, as paths. */
export function openRestPaths(doors: readonly Route[], door: DoorName): string[] {
  return openRest(doors, door).map(restPath);
}

/** Each pattern costs: a branch of the Store API's is one of its own for its limit only, and let through with the trunk. */
function openRest(doors: readonly Route[], door: DoorName): string[] {
  const patterns = letThrough(rowsOn(doors, 'rest'), door).map((row) => row.pattern);
  return patterns.filter((pattern) => !patterns.some((trunk) => trunk !== pattern && isBranch(pattern, trunk)));
}

/** Whether a trunk such as `^/wc/store(/|$)` takes a pattern in: what follows the same beginning must begin with a slash. */
function isBranch(pattern: string, trunk: string): boolean {
  const stem = /^(\^[a-z0-9/_-]+)\(\/\|\$\)$/.exec(trunk)?.[1];
  return stem !== undefined && pattern.startsWith(stem) && /^(\(\/[^()|]*\)\?)?\//.test(pattern.slice(stem.length));
}

/** A slash behind a route is not part of it. */
export function restPath(pattern: string): string {
  return `^/wp-json${pattern.replace(/^\^/, '').replace(/\$$/, '/?$')}`.replace(/\(\/\|\/\?\$\)$/, '(/|$)');
}

/** The same as values of `rest_route`, whose slashes may be encoded. */
export function openRestValues(doors: readonly Route[], door: DoorName): string[] {
  return openRest(doors, door).map(restValue);
}

export function restValue(pattern: string): string {
  return pattern.replace(/\//g, '(/|%2[fF])');
}

/** Query variables that a door refuses: those refused by name alone, then those refused with a value. */
export function refusedVariables(doors: readonly Route[], door: DoorName): string[] {
  const patterns = rowsOn(doors, 'query')
    .filter((row) => row[door].length === 0)
    .map((row) => row.pattern.replace(/^\^/, ''));
  const names = patterns.filter((pattern) => pattern.endsWith('=')).map((pattern) => pattern.slice(0, -1));
  return [
    ...packed(names, '(^|&)', '(=|\\[|%5[bB])'),
    ...packed(
      patterns.filter((pattern) => !pattern.endsWith('=')).map((pattern) => pattern.replace(/\$$/, '(&|$)')),
      '(^|&)',
    ),
  ];
}

/** Query variables of rows as they stand in a query string. */
export function variablesOf(rows: readonly Route[]): string[] {
  return packed(
    rowsOn(rows, 'query').map((row) => row.pattern.replace(/^\^/, '').replace(/\$$/, '(&|$)')),
    '(^|&)',
  );
}

/** Paths of rows, REST routes included. */
export function pathsOf(rows: readonly Route[]): string[] {
  return packed([
    ...rowsOn(rows, 'path').map((row) => row.pattern),
    ...rowsOn(rows, 'rest').map((row) => restPath(row.pattern)),
  ]);
}

import { withHead } from '../doors/first-row';
import { pageRoutes } from '../doors/page-routes';
import type { DoorName, Route } from '../doors/route';
import {
  exemptPaths,
  namesRestRoutes,
  openRestPaths,
  openRestValues,
  packed,
  pathsOf,
  refusedVariables,
  variablesOf,
} from './web-acl-patterns';
import {
  allOf,
  anyOf,
  isPresent,
  matches,
  matchesSet,
  method,
  not,
  path,
  query,
  resolved,
  type Statement,
  variable,
} from './web-acl-statements';

/** What in a path means another path than it seems. */
const disguised = '(\\.\\.|//|%2[eEfF]|%5[cC])';

/**
 * What the table refuses by path, method or query variable, where nothing is meant that it lets through. An exemption must be
 * spelled plainly: browsers and programs do, and an attacker has no way to make one reading of it here and another on the host.
 */
export function refusedByTable(doors: readonly Route[], door: DoorName, refusedPathsArn: string): Statement {
  return allOf([
    not(exempt(doors, door)),
    anyOf([
      matchesSet(path, refusedPathsArn, resolved),
      ...refusedVariables(doors, door).map((pattern) => matches(query, pattern)),
      not(matches(method, `^(${methodsOfPages(door).join('|')})$`)),
    ]),
  ]);
}

function exempt(doors: readonly Route[], door: DoorName): Statement {
  const rows = exemptPaths(doors, door);
  const always = rows.filter((row) => row.actions === undefined).map((row) => row.pattern);
  const rest = namesRestRoutes(doors, door) ? openRestPaths(doors, door) : ['^/wp-json(/|$)'];
  return allOf([
    not(matches(path, disguised)),
    anyOf([
      ...packed([...always, ...rest]).map((pattern) => matches(path, pattern)),
      ...rows.flatMap(({ pattern, actions }) =>
        actions === undefined
          ? []
          : [allOf([matches(path, pattern), matches(variable('action'), `^(${actions.join('|')})$`)])],
      ),
    ]),
  ]);
}

function methodsOfPages(door: DoorName): readonly string[] {
  const pages = pageRoutes.filter((row) => row.id === 'page');
  return withHead(pages.flatMap((row) => row[door]));
}

/**
 * A REST route by variable that is none of those let through. Matched as it was sent, its slashes apart: what is spelled in any
 * other way is refused here, and nobody honest spells it so.
 */
export function refusedRestRoute(doors: readonly Route[], door: DoorName): Statement {
  const named = variable('rest_route');
  const open = packed(openRestValues(doors, door)).map((pattern) => matches(named, pattern));
  return allOf([isPresent(named), not(anyOf(open))]);
}

/** Where programs call. */
export function calledByPrograms(doors: readonly Route[], door: DoorName): Statement {
  const rows = doors.filter((row) => row.programs === true && row[door].length > 0);
  return anyOf([
    ...pathsOf(rows).map((pattern) => matches(path, pattern)),
    ...variablesOf(rows).map((pattern) => matches(query, pattern)),
  ]);
}

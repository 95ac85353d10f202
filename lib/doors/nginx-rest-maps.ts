import { type MapLine, methodsOf, onlyWhere } from './nginx-map';
import { type DoorName, doorNames, type Route } from './route';

/** REST routes as they can be seen early: by path, and by `rest_route` in the address. */
export function restMaps(doors: readonly Route[]): string[] {
  const rows = doors.filter((row) => row.on === 'rest');
  return [
    ...onlyWhere('$uri', `~*^${restPath}`, '$storefort_rest_verdict', [
      '$door:$request_method:$uri',
      [['default', ''], ...verdictLines(rows, restPath, restPattern)],
    ]),
    ...onlyWhere('$arg_rest_route', '~.', '$storefort_route_verdict', [
      '$door:$request_method:$arg_rest_route',
      [['default', ''], ...verdictLines(rows, '', routePattern)],
    ]),
  ];
}

/** What stands before a REST route in a path. */
export const restPath = '/wp-json(?=/|$)';

/** Slashes at the end are not part of a route. */
export function restPattern(pattern: string): string {
  return pattern.replace(/^\^/, '').replace(/\$$/, '/*$');
}

/** A slash in the query string may be encoded; what else is, only the guard reads. */
export function routePattern(pattern: string): string {
  return restPattern(pattern).replace(/\//g, '(?:/|%2f)');
}

function verdictLines(rows: readonly Route[], before: string, translated: (pattern: string) => string): MapLine[] {
  const last = rows.at(-1);
  return doorNames.flatMap((door) =>
    rows.flatMap((row) => {
      const match = `${before}(?:${translated(row.pattern)})`;
      return verdictsAt(door, row, last).map(([methods, verdict]): MapLine => [
        `~*^${door}:${methods}:${match}`,
        verdict,
      ]);
    }),
  );
}

/**
 * An integration's row only adds: where it does not let through, the next row decides, and where the last one lets through
 * anyway it says nothing. What the last one lets through is the map's default; by which methods, the path's own row says.
 */
function verdictsAt(door: DoorName, row: Route, last: Route | undefined): MapLine[] {
  const open: MapLine[] = row[door].length === 0 ? [] : [[methodsOf(row[door]), '']];
  if (row.integration) return last?.[door].length === 0 ? open : [];
  if (open.length === 0) return [['[^:]*', '404']];
  return row === last ? [] : [...open, ['[^:]*', '405']];
}

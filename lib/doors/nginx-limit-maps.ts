import { block, idLines, type MapLine, oneOf, onlyWhere, queryPattern } from './nginx-map';
import { restPath, restPattern, routePattern } from './nginx-rest-maps';
import type { Limit, Route } from './route';

const limits: readonly Limit[] = ['sign-in', 'checkout', 'search'];

/** What counts a request: its path, its REST route by path or variable, its query variables; each limit by itself. */
export function limitMaps(doors: readonly Route[]): string[] {
  const rest = doors.filter((row) => row.on === 'rest' && !row.integration);
  return [
    block('$door_route', '$storefort_path_limit', [
      ['default', ''],
      ...idLines(limited(doors, 'path'), (row) => row.limit),
    ]),
    block(
      '$uri',
      '$storefort_rest_limit',
      lines(rest, (p) => `~*^${restPath}(?:${restPattern(p)})`),
    ),
    block(
      '$arg_rest_route',
      '$storefort_route_limit',
      lines(rest, (p) => `~*^(?:${routePattern(p)})`),
    ),
    ...onlyWhere('$args', '~.', '$storefort_query_limit', [
      '$door_servant:$args',
      [
        ['default', ''],
        ...limited(doors, 'query').map((row): MapLine => {
          return [`~*^wordpress:(?:.*&)?(?:${queryPattern(row.pattern)})`, row.limit];
        }),
      ],
    ]),
    block(counted, '$door_limit', [['default', ''], ...limits.map((limit): MapLine => [matching(limit), limit])]),
    ...limits.map((limit) =>
      block(counted, `$door_limit_${limit.replaceAll('-', '_')}`, [
        ['default', ''],
        [matching(limit), '$client_address'],
      ]),
    ),
  ];
}

const counted =
  '$request_method:$storefort_path_limit:$storefort_rest_limit:$storefort_route_limit:$storefort_query_limit:';

/** Looking at a sign-in form costs nothing and guesses nothing. */
function matching(limit: Limit): string {
  return `~^${limit === 'sign-in' ? 'POST' : '[^:]*'}:.*${oneOf([limit])}:`;
}

/** Up to the last row with a limit: what is not limited before it only keeps later rows from matching. */
function lines(rows: readonly Route[], match: (pattern: string) => string): MapLine[] {
  const last = rows.findLastIndex((row) => row.limit !== undefined);
  return [['default', ''], ...rows.slice(0, last + 1).map((row): MapLine => [match(row.pattern), row.limit ?? ''])];
}

function limited(doors: readonly Route[], on: Route['on']): (Route & { readonly limit: Limit })[] {
  return doors.filter((row): row is Route & { readonly limit: Limit } => row.on === on && row.limit !== undefined);
}

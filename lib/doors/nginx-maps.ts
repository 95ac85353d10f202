import { limitMaps } from './nginx-limit-maps';
import { block, byMethods, idLines, inKey, type MapLine, methodsOf, oneOf, onlyWhere, queryPattern } from './nginx-map';
import { restMaps } from './nginx-rest-maps';
import { doorNames, type Route } from './route';

/**
 * The doors as nginx maps, for the `http` context. They read `$door` (`shop`, `staff`, or empty: neither) and `$client_address`,
 * and set:
 *
 * - `$door_route` id of the first `path` row that matches
 * - `$door_verdict` empty (let through), 404 or 405: by path and method, then what can be seen early of REST routes and query
 *   variables. The plugin's guard decides on what WordPress resolves.
 * - `$door_servant` wordpress, script, file, upload or nobody
 * - `$door_limit` empty, sign-in, checkout or search; `$door_limit_sign_in`, `$door_limit_checkout` and `$door_limit_search` are the
 *   client's address where that limit counts the request, else empty
 * - `$door_cached` 1 when the answer may come from the cache, else 0
 *
 * nginx computes a map once a request and keeps it over internal redirects: read them first where `$uri` is still the client's.
 */
export function nginxMaps(doors: readonly Route[]): string {
  return [
    '# Generated from lib/doors. Needs $door (shop, staff or empty) and $client_address.',
    actionMap(doors),
    routeMap(doors),
    pathVerdictMap(doors),
    ...restMaps(doors),
    ...queryVerdictMaps(doors),
    verdictMap,
    servantMap(doors),
    ...limitMaps(doors),
    cachedMap(doors),
    '',
  ].join('\n\n');
}

const paths = (doors: readonly Route[]): readonly Route[] => doors.filter((row) => row.on === 'path');

/** Only actions that rows name get into the key of the next map: it is split at colons. */
function actionMap(doors: readonly Route[]): string {
  const actions = [...new Set(doors.flatMap((row) => row.actions ?? []))];
  return block('$arg_action', '$storefort_action', [
    ['default', ''],
    ...actions.map((action): MapLine => [`~*^${action}$`, action]),
  ]);
}

function routeMap(doors: readonly Route[]): string {
  const lines = paths(doors).map((row): MapLine => {
    const action = row.actions ? oneOf(row.actions) : '[^:]*';
    // An integration's row only adds: the methods it does not name are the next row's.
    const method = row.integration ? methodsOf([...row.shop, ...row.staff]) : '[^:]*';
    const anywhere = (row.actions ?? row.integration) ? `^${method}:${action}:.*` : '';
    return [`~*${inKey(`^${method}:${action}:`, row.pattern, anywhere)}`, row.id];
  });
  return block('$request_method:$storefort_action:$uri', '$door_route', [['default', ''], ...lines]);
}

function pathVerdictMap(doors: readonly Route[]): string {
  const lines = doorNames.flatMap((door) =>
    [...byMethods(paths(doors), door)].flatMap(([methods, rows]): MapLine[] => {
      const ids = `~^${door}:${oneOf(rows.map((row) => row.id))}:`;
      return methods === '' ? [[ids, '404']] : [[`${ids}${methods}$`, '']];
    }),
  );
  return block('$door:$door_route:$request_method', '$storefort_path_verdict', [
    ['default', '405'],
    ['~^:', '404'],
    ...lines,
  ]);
}

/** Variables as they stand in the address of a page: their other spellings are the guard's. To scripts they mean other things. */
function queryVerdictMaps(doors: readonly Route[]): string[] {
  const lines = doorNames.flatMap((door) =>
    doors
      .filter((row) => row.on === 'query' && row[door].length === 0)
      .map((row): MapLine => {
        return [`~*^${door}:wordpress:(?:.*&)?(?:${queryPattern(row.pattern)})`, '404'];
      }),
  );
  return onlyWhere('$args', '~.', '$storefort_query_verdict', [
    '$door:$door_servant:$args',
    [['default', ''], ...lines],
  ]);
}

const verdictMap = block(
  '$storefort_path_verdict-$storefort_rest_verdict-$storefort_route_verdict-$storefort_query_verdict',
  '$door_verdict',
  [
    ['default', ''],
    ['~404', '404'],
    ['~405', '405'],
  ],
);

function servantMap(doors: readonly Route[]): string {
  const served = paths(doors).filter((row) => row.servant !== 'nobody');
  return block('$door_route', '$door_servant', [
    ['default', 'nobody'],
    ...idLines(served, ({ servant = 'wordpress' }) => servant),
  ]);
}

/** Variables that only tell advertisers where a shopper came from: the page is the same with and without. */
const analytics = '(?:utm_[a-z0-9_]+|gclid|fbclid|msclkid|gbraid|wbraid|mc_cid|mc_eid|_ga)=[^&]*';

function cachedMap(doors: readonly Route[]): string {
  const ids = paths(doors)
    .filter((row) => row.cached)
    .map((row) => row.id);
  return block('$door:$request_method:$door_route:$args', '$door_cached', [
    ['default', '0'],
    [`~^shop:${methodsOf(['GET'])}:${oneOf(ids)}:(?:${analytics}(?:&${analytics})*)?$`, '1'],
  ]);
}

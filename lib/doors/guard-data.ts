import { firstRow, withHead } from './first-row';
import type { DoorName, Integration, Method, Route } from './route';

/**
 * What the plugin's route guard reads, as `generated/guard.json`. The guard decides on what WordPress resolved:
 *
 * - **REST**: each route about to be dispatched, members of batches too, in lower case without a slash at its end (`/wp/v2/users`; the
 *   index is empty), with the method WordPress will use (after overrides). The first row of `rest` that matches and applies decides.
 * - **query variables**: each pair `name=value` of `$_GET`, `$_POST` and WordPress's own `query_vars`, lower-cased, the name as PHP has
 *   it, a list as one pair for each of its values. For each pair the first row of `query` that matches decides. Only where the front
 *   controller runs: a review is posted to its script with a field `author`.
 * - **scripts and pages**: nginx chose a row by path and tells its id as `STOREFORT_ROUTE`. Only rows in `paths` need a second look.
 *
 * A row refuses when the list of the request's door lacks the method. Patterns are regular expressions for `preg_match` with the
 * modifiers `iD`; they hold no control character, so that `"\x01"` can delimit them.
 */
export interface GuardData {
  readonly rest: readonly GuardRow[];
  readonly query: readonly GuardRow[];
  /** By the row's id. A path whose row is not here needs no second look. */
  readonly paths: Readonly<Record<string, GuardPath>>;
}

/** Methods let through at each door, `HEAD` spelled out; none: refused. */
type ByDoor = Readonly<Record<DoorName, readonly Method[]>>;

export interface GuardRow extends ByDoor {
  readonly id: string;
  readonly pattern: string;
  /**
   * Present: the row applies only while the method is in the list of the door, the client's address is in one of the networks (when
   * there are any), and the request shows the credential. Else the next row that matches decides. While it applies, and only then,
   * an account with staff rights keeps them at the shop door.
   */
  readonly integration?: Integration;
}

export interface GuardPath {
  /** The row applies only while `$_REQUEST['action']` is one of these. */
  readonly actions?: readonly string[];
  /** As in `GuardRow`; nginx has judged the method. */
  readonly integration?: Integration;
  /** Methods let through where the row does not apply, as the rest of the table says for this path. */
  readonly otherwise: ByDoor;
}

/** What the plugin's guard needs of the doors. */
export function guardData(doors: readonly Route[]): GuardData {
  const guarded = doors.filter((row) => row.on === 'path' && (row.actions ?? row.integration) !== undefined);
  return {
    rest: doors.filter((row) => row.on === 'rest').map(guardRow),
    query: doors.filter((row) => row.on === 'query').map(guardRow),
    paths: Object.fromEntries(guarded.map((row) => [row.id, guardPath(row, doors)])),
  };
}

function guardRow({ id, pattern, shop, staff, integration }: Route): GuardRow {
  return { id, pattern, shop: withHead(shop), staff: withHead(staff), ...(integration && { integration }) };
}

function guardPath(row: Route, doors: readonly Route[]): GuardPath {
  const { actions, integration } = row;
  const later = doors.slice(doors.indexOf(row) + 1).filter((each) => (each.actions ?? each.integration) === undefined);
  const next = firstRow(later, 'path', examplePath(row));
  return {
    ...(actions && { actions }),
    ...(integration && { integration }),
    otherwise: { shop: withHead(next?.shop ?? []), staff: withHead(next?.staff ?? []) },
  };
}

/**
 * A path that the row's pattern matches, so that the rest of the table can be asked about it.
 * @throws Error when the pattern names more than one path or prefix: what the rest of the table says would differ between them
 */
function examplePath({ id, pattern }: Route): string {
  const literal = pattern
    .replace(/^\^/, '')
    .replace(/(\(\/\|\$\)|\$)$/, '')
    .replace(/\\(.)/g, '$1');
  const plain = /^\^(?:[a-z0-9/_-]|\\[^a-z0-9])*(?:\(\/\|\$\)|\$)?$/.test(pattern);
  if (plain) return literal;
  throw new Error(
    `row ${id} of the doors applies under a condition and matches ${pattern}; give it a pattern that names one path`,
  );
}

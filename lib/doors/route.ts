/** Shoppers come by `shop` (public), staff and tills by `staff` (known networks). */
export type DoorName = 'shop' | 'staff';

export const doorNames: readonly DoorName[] = ['shop', 'staff'];

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** Who answers what was let through. `nobody` only where both doors refuse. */
export type Servant =
  /** WordPress's front controller. */
  | 'wordpress'
  /** A PHP file of the release, run by its own name. */
  | 'script'
  /** A file of the release, never executed. */
  | 'file'
  /** A file that the shop wrote, never executed. */
  | 'upload'
  | 'nobody';

/** Rates that are counted apart from all other requests of an address. */
export type Limit = 'sign-in' | 'checkout' | 'search';

/**
 * One family of routes, and who may use it by which door. The first row that matches decides.
 *
 * Patterns are what nginx, PHP, JavaScript and AWS WAF understand alike: literals, character classes, groups, alternatives,
 * `? * +` and `{n,m}`; no look-around, no back references; anchored by `^`; lower case; at most 200 characters (WAF's limit).
 */
export interface Route {
  /** Unique, kebab-case. */
  readonly id: string;
  /**
   * What the pattern is matched with, in lower case:
   * - `path`: the request's path, decoded once, slashes merged, dot segments resolved, as nginx's `$uri`
   * - `rest`: the REST route WordPress resolved, such as `/wc/store/v1/cart`, however it was named; no slash at its end
   * - `query`: `name=value` of one query variable, however it was sent, rewrite rules included; one pair for each value of a list.
   *   Only where WordPress's front controller answers: to scripts and files the same names mean other things
   */
  readonly on: 'path' | 'rest' | 'query';
  readonly pattern: string;
  /** For whom it is there, or why nobody may. */
  readonly why: string;
  /** Methods let through at each door; none: refused. `GET` includes `HEAD`. */
  readonly shop: readonly Method[];
  readonly staff: readonly Method[];
  /** @default 'wordpress' */
  readonly servant?: Servant;
  /** Only while `action` is one of these, wherever it was sent: the rest of the script has a row of its own. */
  readonly actions?: readonly string[];
  readonly limit?: Limit;
  /** Called by programs: no browser's headers, addresses of hosting providers, any body. @default false */
  readonly programs?: boolean;
  /** Whether the shop door may answer an anonymous GET from nginx's cache. @default false */
  readonly cached?: boolean;
  /**
   * The declared integration the row comes from: staff rights hold on it at the shop door, and nowhere else there. Such a row only
   * adds: where method, network or credential are not the declared ones, the next row that matches decides.
   */
  readonly integration?: Integration;
}

export interface Integration {
  readonly name: string;
  readonly credential: 'woocommerce-api-key' | 'application-password' | 'signature' | 'none';
  /** Empty: from anywhere. */
  readonly networks: readonly string[];
}

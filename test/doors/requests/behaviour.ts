import type { DoorName } from '../../../lib/doors/route';

export type Actor = 'shopper' | 'till' | 'printer' | 'webhook' | 'integration' | 'admin' | 'crawler' | 'attacker';

/** Whose session the runner sends as cookies. */
export type CookieKind = 'none' | 'customer' | 'admin' | 'cashier';

/** What the runner puts in for the credential. `api-key` is WooCommerce's key and secret as Basic; the token is WCPOS's, as Bearer. */
export type Credential = 'admin-application-password' | 'api-key' | 'cashier-token';

/**
 * A request as it goes over the wire. The runner fills in `{placeholders}` in target, headers and body:
 * `{nonce}` a REST nonce of the session in `cookie` · `{admin-login}` `{admin-password}` · `{customer-login}` `{customer-password}` ·
 * `{admin}` an id · `{article}` id of a published post · `{product}` an id, `{product-slug}` its slug · `{category-slug}` · `{order}` an id, `{order-key}` its key · `{draft}` id of an
 * unpublished post · `{picture}` path of a picture below uploads, such as `2026/11/hat.png` · `{api-key}` `{api-secret}` ·
 * `{cashier-token}` · `{cashier}` an id · `{printer}` `{printer-token}` · `{shop-host}` `{staff-host}`, with the port if any.
 */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, sent as they stand. */
  readonly target: string;
  /** `host` only where it is not the door's own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly cookie: CookieKind;
  readonly authorization?: Credential;
  /** Which of the ways to say it this is, for people. */
  readonly form: string;
  /** At which doors this way is tried. */
  readonly doors: readonly DoorName[];
  /**
   * Where the status is read: of the answer, of the first member of a batch (`responses[0].status`), or of an envelope (`status`).
   * An answer of 4xx stands for its members and its content.
   */
  readonly status: 'answer' | 'batch' | 'envelope';
  /** What a refusal of this way may look like. */
  readonly refusedWith: readonly number[];
}

/** What must come of it. */
export type Outcome =
  | {
      readonly kind: 'served';
      /**
       * @default - it reached its handler: no 405, no 5xx, and no 404 but a REST answer whose `code` is another than `rest_no_route`
       */
      readonly statuses?: readonly number[];
      /** What the body must not hold, as the session or key would have shown it. */
      readonly without?: readonly string[];
      /** The start of a cookie's name that must not be set. */
      readonly setsNo?: string;
    }
  /** In one of the ways the form may be refused; no `location`. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'wrong method' }
  /** To an address that starts so. */
  | { readonly kind: 'redirect'; readonly to: string };

/** How else the same can be said. Only what is refused at the shop door has forms: they are ways around a refusal. */
export type Saying = 'once' | 'rest' | 'variable' | 'path';

/** One thing that somebody does or tries. */
export interface Behaviour {
  /** Unique; a sentence without its subject: the actor. */
  readonly name: string;
  readonly actor: Actor;
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** @default 'none' */
  readonly cookie?: CookieKind;
  readonly authorization?: Credential;
  /** @default 'once' */
  readonly saying?: Saying;
  readonly shop: Outcome;
  readonly staff: Outcome;
  /** Whether the shop door's web ACL blocks it by rules of ours. It must never block what is served. @default false */
  readonly seenByWaf?: boolean;
  /** Plugin without which nothing answers, whatever the doors say. @default - stand-ins of WooCommerce and WCPOS will do */
  readonly needs?: string;
}

/** Reached, or answered with one of these. */
export const served = (...statuses: number[]): Outcome => ({
  kind: 'served',
  ...(statuses.length > 0 && { statuses }),
});
export const refused: Outcome = { kind: 'refused' };
export const wrongMethod: Outcome = { kind: 'wrong method' };

/** What a behaviour is beside its actor and name. */
export type Said = Omit<Behaviour, 'actor' | 'name'>;

/** Names behaviours of one actor. */
export function by(actor: Actor, said: Readonly<Record<string, Said>>): Behaviour[] {
  return Object.entries(said).map(([name, each]) => ({ actor, name, ...each }));
}

const formType = { 'content-type': 'application/x-www-form-urlencoded' };
const jsonType = { 'content-type': 'application/json' };

type More = Partial<Omit<Said, 'method' | 'target'>>;
const both = (outcome: Outcome) => ({ shop: outcome, staff: outcome });

/** A GET that both doors serve. */
export const reads = (target: string, statuses: readonly number[] = [200], more: More = {}): Said => ({
  method: 'GET',
  target,
  ...both(served(...statuses)),
  ...more,
});

/** A form that both doors take. */
export const posts = (target: string, body: string, statuses: readonly number[] = [], more: More = {}): Said => ({
  method: 'POST',
  target,
  headers: formType,
  body,
  ...both(served(...statuses)),
  ...more,
});

/** JSON that both doors take. */
export const sends = (method: string, target: string, body: unknown, more: More = {}): Said => ({
  method,
  target,
  headers: jsonType,
  body: JSON.stringify(body),
  ...both(served()),
  ...more,
});

/** The same, for staff only. */
export const staffOnly = (said: Said, more: More = {}): Said => ({ ...said, shop: refused, seenByWaf: true, ...more });

/** The same, for nobody. */
export const forNobody = (said: Said, more: More = {}): Said => ({
  ...said,
  ...both(refused),
  seenByWaf: true,
  ...more,
});

import type { DoorName, Limit, Method, Route, Servant } from '../../lib/doors/route';

/** A request as the table sees it, after nginx and WordPress have resolved what it means. */
export interface Asked {
  readonly door: DoorName;
  /** The method that will be acted on. @default 'GET' */
  readonly method?: Method;
  /** Decoded, slashes merged, dot segments resolved. */
  readonly path: string;
  /** @default - none sent */
  readonly action?: string;
  /** The REST route WordPress resolved. @default - none: a page, a script or a file */
  readonly rest?: string;
  /** `name=value`, each. @default - none */
  readonly query?: readonly string[];
  /** The integration whose network and credential the request has. @default - none */
  readonly integration?: string;
}

/** What the table says. `served` leaves open what WordPress answers. */
export interface Answer {
  readonly verdict: 'served' | 'no such route' | 'wrong method';
  readonly servant: Servant;
  readonly limits: readonly Limit[];
  readonly cached: boolean;
  /** Whether programs call there, with what no browser sends. */
  readonly programs: boolean;
  /** Whether an account with staff rights keeps them. */
  readonly staffRights: boolean;
}

/**
 * Our reading of the table, in the plainest words: the first row that matches and applies decides; path, REST route and each query
 * variable must all be let through; what no row names is refused.
 */
export function answerOf(rows: readonly Route[], asked: Asked): Answer {
  const path = decisive(rows, asked, 'path', asked.path);
  const others = othersOf(rows, asked, path);
  const all = [path, ...others];
  return {
    verdict: all.map((row) => verdictOf(row, asked)).sort(byWeight)[0] ?? 'no such route',
    servant: servantOf(path),
    limits: [...new Set(all.flatMap((row) => limitsOf(row, asked)))],
    cached: asked.door === 'shop' && methodOf(asked) === 'GET' && others.length === 0 && path?.cached === true,
    programs: all.some((row) => row?.programs === true),
    staffRights: asked.door === 'staff' || all.some((row) => row?.integration !== undefined),
  };
}

/** REST route and query variables; these mean something to WordPress's front controller only. */
function othersOf(rows: readonly Route[], asked: Asked, path: Route | undefined): (Route | undefined)[] {
  const pairs = servantOf(path) === 'wordpress' || path === undefined ? (asked.query ?? []) : [];
  return [
    ...(asked.rest === undefined ? [] : [decisive(rows, asked, 'rest', asked.rest.replace(/\/+$/, ''))]),
    ...pairs.map((pair) => decisive(rows, asked, 'query', pair)),
  ];
}

function servantOf(path: Route | undefined): Servant {
  return path === undefined ? 'nobody' : (path.servant ?? 'wordpress');
}

function decisive(rows: readonly Route[], asked: Asked, on: Route['on'], text: string): Route | undefined {
  return rows.find((row) => {
    return row.on === on && new RegExp(row.pattern).test(text.toLowerCase()) && applies(row, asked);
  });
}

function applies({ actions, integration, ...row }: Route, asked: Asked): boolean {
  if (actions && !actions.includes(asked.action ?? '')) return false;
  return integration === undefined || (integration.name === asked.integration && lets(row[asked.door], asked));
}

function verdictOf(row: Route | undefined, asked: Asked): Answer['verdict'] {
  const methods = row?.[asked.door] ?? [];
  if (methods.length === 0) return 'no such route';
  return lets(methods, asked) ? 'served' : 'wrong method';
}

function lets(methods: readonly Method[], asked: Asked): boolean {
  const method = methodOf(asked);
  return methods.includes(method === 'HEAD' ? 'GET' : method);
}

const methodOf = ({ method = 'GET' }: Asked): Method => method;

const weights: readonly Answer['verdict'][] = ['no such route', 'wrong method', 'served'];
const byWeight = (a: Answer['verdict'], b: Answer['verdict']): number => weights.indexOf(a) - weights.indexOf(b);

/** Looking at a sign-in form is not counted. */
function limitsOf(row: Route | undefined, asked: Asked): Limit[] {
  if (row?.limit === undefined) return [];
  return row.limit === 'sign-in' && methodOf(asked) !== 'POST' ? [] : [row.limit];
}

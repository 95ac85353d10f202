import type { Shop } from './shop';

/** A REST route as WordPress knows it, groups of its pattern without their names. */
export interface RestRoute {
  readonly route: string;
  readonly methods: readonly string[];
}

const namespaces = [
  'wc/store',
  'wc/store/v1',
  'wc/v1',
  'wc/v2',
  'wc/v3',
  'wc-analytics',
  'wc-admin',
  'wcpos/v1',
  'wcpos/v2',
];

/** What the plugins register. Asked over HTTP: WCPOS registers most of its routes only while one of them is asked for. */
export async function routesOf(shop: Shop): Promise<RestRoute[]> {
  const { cookie, nonce } = await shop.session('admin');
  const found = new Map<string, readonly string[]>();
  for (const namespace of namespaces) {
    const answer = await shop.get('staff', `/wp-json/${namespace}`, { cookie, headers: { 'x-wp-nonce': nonce } });
    const { routes = {} } = JSON.parse(answer.body) as { routes?: Record<string, { methods: string[] }> };
    for (const [route, { methods }] of Object.entries(routes))
      if (route !== `/${namespace}`) found.set(route, [...new Set(methods)].sort());
  }
  return [...found].map(([route, methods]) => ({ route, methods }));
}

/** The same for two patterns that differ only in what their groups are called and take. */
export function shapeOf(route: string): string {
  return withGroups(route, () => '*').toLowerCase();
}

/** A path that the route matches: of something that is not there. */
export function exampleOf(route: string): string {
  return withGroups(route, (group) => {
    if (/\{32\}/.test(group)) return '0123456789abcdef0123456789abcdef';
    if (/\\d|0-9/.test(group) && !/\\w|a-z/.test(group)) return '999999';
    return 'nothing';
  });
}

/** Groups may hold groups and classes: brackets are counted. */
function withGroups(route: string, put: (group: string) => string): string {
  let [plain, group, depth] = ['', '', 0];
  for (const letter of route) {
    if (letter === '(') depth += 1;
    if (depth > 0) group += letter;
    else plain += letter;
    if (letter === ')') depth -= 1;
    if (letter === ')' && depth === 0) {
      plain += put(group);
      group = '';
    }
  }
  return plain;
}

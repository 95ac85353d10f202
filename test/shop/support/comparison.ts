import { exampleOf, type RestRoute, routesOf, shapeOf } from './rest-routes';
import type { Shop } from './shop';

export interface Comparison {
  /** Where a stand-in says something else than the plugin it stands for: what was proved with it may not hold. */
  readonly wrong: readonly string[];
  readonly routes: number;
  readonly answers: number;
  /** Routes that only the real plugins have. */
  readonly missing: number;
}

/** Holds the stand-ins against the real plugins: routes, methods, and what nobody in particular is answered. */
export async function compare(standIn: Shop, real: Shop): Promise<Comparison> {
  const known = new Map((await routesOf(real)).map((route) => [shapeOf(route.route), route]));
  const played = await routesOf(standIn);
  const shared = played.flatMap((route) => {
    const other = known.get(shapeOf(route.route));
    return other === undefined ? [] : [{ route, other }];
  });
  const strangers = played.filter(({ route }) => !known.has(shapeOf(route)));
  const calls = shared.flatMap(({ route, other }) =>
    route.methods.filter((method) => other.methods.includes(method)).map((method) => ({ method, route: route.route })),
  );
  const answers: string[] = [];
  for (const call of calls) answers.push(...(await differenceIn(call, standIn, real)));
  return {
    wrong: [
      ...strangers.map(({ route }) => `${route}: the plugin has no such route`),
      ...shared.flatMap(methods),
      ...answers,
    ],
    routes: shared.length,
    answers: calls.length,
    missing: known.size - shared.length,
  };
}

function methods({ route, other }: { readonly route: RestRoute; readonly other: RestRoute }): string[] {
  const [own, its] = [route.methods.join(', '), other.methods.join(', ')];
  return own === its ? [] : [`${route.route}: the plugin takes ${its}; the stand-in ${own}`];
}

async function differenceIn(call: { method: string; route: string }, standIn: Shop, real: Shop): Promise<string[]> {
  const [own, its] = await Promise.all([answerTo(call, standIn), answerTo(call, real)]);
  return own === its ? [] : [`${call.method} ${call.route}: the plugin answers ${its}; the stand-in ${own}`];
}

/** At the staff door, which lets everything through: status and, where there is one, the error's code. */
async function answerTo({ method, route }: { method: string; route: string }, shop: Shop): Promise<string> {
  const body = method === 'GET' ? undefined : '{}';
  const headers = { 'content-type': 'application/json' };
  const answer = await shop.ask('staff', { method, target: `/wp-json${exampleOf(route)}`, headers, body });
  const code = /^\s*\{"code":"([^"]+)"/.exec(answer.body)?.[1];
  return `${answer.status}${code === undefined ? '' : ` ${code}`}`;
}

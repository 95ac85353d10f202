import { doorsOf } from '../../../lib/doors/doors-of';
import { firstRow } from '../../../lib/doors/first-row';
import { guardData } from '../../../lib/doors/guard-data';
import { nginxMaps } from '../../../lib/doors/nginx-maps';
import type { Route } from '../../../lib/doors/route';
import { type Behaviour, behaviours, formsOf, requestStore } from '../../doors/requests';
import { askedOf } from '../../support/door-model-request';
import { probes, rowProbes } from '../support/probes';
import { limited, limitedAtStaff, refusedOf } from '../support/limited';
import { Player } from '../support/player';
import type { Shop } from '../support/shop';
import type { Check, Mutant } from './mutant';

/** Each row of the doors taken out, as if nobody had written it. */
export function rowMutants(shop: Shop): Mutant[] {
  const rows = doorsOf(requestStore);
  const player = new Player(shop);
  const deciding = new Map(behaviours.map((behaviour) => [behaviour, rowsOf(behaviour, rows)]));
  return rows.map((row) => {
    const left = rows.filter((each) => each !== row);
    const relevant = behaviours.filter((behaviour) => deciding.get(behaviour)?.has(row.id));
    return {
      name: `row ${row.id}`,
      files: {
        'generated/doors.conf': nginxMaps(left),
        'generated/guard.json': `${JSON.stringify(guardData(left))}\n`,
      },
      reload: ['nginx'],
      checks: [
        ...relevant.map((behaviour) => played(player, behaviour)),
        ...limits(shop, row.id),
        ...probeOf(shop, row.id),
      ],
    };
  });
}

/** The behaviour in all its forms, until one goes wrong. */
export function played(player: Player, behaviour: Behaviour): Check {
  return {
    name: `${behaviour.actor} ${behaviour.name}`,
    run: async () => (await player.complaints(behaviour, { untilFirst: true }))[0],
  };
}

function limits(shop: Shop, row: string): Check[] {
  const atDoors = [
    ...limited.map((each) => ({ door: 'shop', each }) as const),
    ...limitedAtStaff.map((each) => ({ door: 'staff', each }) as const),
  ];
  return atDoors
    .filter(({ each }) => each.rows.includes(row))
    .map(({ door, each }) => ({
      name: `limit of ${each.sent.target}`,
      run: async () => ((await refusedOf(shop, door, each)) > 0 ? undefined : 'nobody was refused'),
    }));
}

function probeOf(shop: Shop, row: string): Check[] {
  const name = rowProbes[row];
  const probe = name === undefined ? undefined : probes[name];
  return name === undefined || probe === undefined ? [] : [{ name, run: () => probe(shop) }];
}

/** Ids of the rows that have a say in a behaviour, in any of its forms. */
function rowsOf(behaviour: Behaviour, rows: readonly Route[]): ReadonlySet<string> {
  const texts = formsOf(behaviour).flatMap((request) => {
    const asked = askedOf({ ...request, target: decodable(request.target) }, 'shop');
    return [
      ['path', asked.path] as const,
      ...(asked.rest === undefined ? [] : [['rest', asked.rest.replace(/\/+$/, '')] as const]),
      ...(asked.query ?? []).map((pair) => ['query', pair] as const),
    ];
  });
  return new Set(texts.flatMap(([on, text]) => applicable(rows, on, text)));
}

/** The first that matches, and before it all that apply under a condition. */
function applicable(rows: readonly Route[], on: Route['on'], text: string): string[] {
  const [conditional, plain] = [
    rows.filter((row) => row.integration ?? row.actions),
    rows.filter((row) => !(row.integration ?? row.actions)),
  ];
  const matching = conditional.filter((row) => firstRow([row], on, text) !== undefined).map(({ id }) => id);
  return [...matching, ...(firstRow(plain, on, text)?.id === undefined ? [] : [firstRow(plain, on, text)?.id ?? ''])];
}

const decodable = (target: string): string => (/%(?![0-9a-f]{2})/i.test(target) ? '/' : target.replace(/^\/{2,}/, '/'));

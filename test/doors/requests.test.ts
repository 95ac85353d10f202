import { doorsOf } from '../../lib/doors/doors-of';
import { doorNames, type DoorName, type Route } from '../../lib/doors/route';
import { answerOf } from '../support/door-model';
import { askedOf } from '../support/door-model-request';
import { type Behaviour, behaviours, formsOf, type Outcome, requestStore } from './requests';

const doors = doorsOf(requestStore);
const named = behaviours.map((each) => [`${each.actor} ${each.name}`, each] as const);

/** Which program of the store file the request comes from: key or password say so. */
function programOf({ actor, authorization, target }: Behaviour): string | undefined {
  if (actor === 'webhook' && target.includes('/payments/')) return 'payments';
  if (authorization === 'admin-application-password') return 'warehouse';
  const hasKey = authorization === 'api-key' || target.includes('consumer_key');
  return hasKey && actor === 'integration' ? 'erp' : undefined;
}

function verdict(rows: readonly Route[], behaviour: Behaviour, door: DoorName): string {
  const [plain] = formsOf(behaviour);
  if (plain === undefined) throw new Error('a behaviour has no plain form');
  return answerOf(rows, askedOf(plain, door, programOf(behaviour))).verdict;
}

const wanted: Record<Outcome['kind'], string> = {
  served: 'served',
  redirect: 'served',
  refused: 'no such route',
  'wrong method': 'wrong method',
};

/** Refused by WordPress or by nginx’s host rules: the table does not see it. */
const beyondTheTable = [
  'attacker goes by WordPress’s short name of the sign-in',
  'attacker goes by WordPress’s short name of the dashboard',
  'attacker goes by WordPress’s short name of wp-admin',
  'attacker asks for another host',
  'attacker asks the shop door for the staff host',
];

/** Letters in capitals, and slashes at a script’s end, are other files to nginx. */
describe.each(named.filter(([name]) => !beyondTheTable.includes(name)))('%s', (_, behaviour) => {
  test.each(doorNames)('at the %s door', (door) => {
    expect(verdict(doors, behaviour, door)).toBe(wanted[behaviour[door].kind]);
  });
});

test('there are at least 150 behaviours, each of its own', () => {
  const distinct = new Set(
    behaviours.map(({ actor, method, target, body, headers, cookie, authorization }) =>
      JSON.stringify([actor, method, target, body, headers, cookie, authorization]),
    ),
  );
  expect(distinct.size).toBe(behaviours.length);
  expect(new Set(named.map(([name]) => name)).size).toBe(behaviours.length);
  expect(behaviours.length).toBeGreaterThanOrEqual(150);
});

test('no request names its own session twice, and every way around the shop door is another way', () => {
  for (const behaviour of behaviours) {
    const ways = formsOf(behaviour);
    expect([behaviour.name, new Set(ways.map(({ form }) => form)).size]).toEqual([behaviour.name, ways.length]);
  }
});

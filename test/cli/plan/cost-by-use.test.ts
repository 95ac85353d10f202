import { costByUse } from '../../../cli/plan/cost-by-use';
import { sizeOf } from '../../../lib/config/sizes';
import { aStore } from '../../support/stores';

const uses = (changes: Parameters<typeof aStore>[0] = {}) => {
  const store = aStore({ size: 'solo', ...changes });
  return costByUse(store, sizeOf(store)).map(({ what, timesAMonth, dollars }) => [what, timesAMonth, dollars]);
};

test('a solo store’s drills, at home weekly with two restore tests, offsite quarterly without', () => {
  expect(uses()).toEqual([
    ['restore drills at home, weekly', 4.35, 14.58],
    ['restore drills of the offsite copy in us-west-2, every 98 days at most', 0.31, 0.11],
  ]);
});

test('says daily of a daily drill, and nothing of a second copy that is not there', () => {
  const offsite = { enabled: false, reason: 'the owner keeps the second copy elsewhere' } as const;
  expect(uses({ drill: { schedule: 'cron(0 4 * * ? *)' }, backup: { offsite } })).toEqual([
    ['restore drills at home, daily', 30.42, 102.04],
  ]);
});

test('charges a dearer region more, though restore tests cost the same everywhere', () => {
  const [home] = uses({ region: 'eu-central-1', backup: { offsite: { region: 'eu-west-1' } } });
  expect(home).toEqual(['restore drills at home, weekly', 4.35, 14.85]);
});

test('knows no price of an unknown class', () => {
  const store = aStore();
  const size = sizeOf(store);
  const unknown = { ...size, database: { ...size.database, instanceClass: 'x9g.huge' } };
  expect(costByUse(store, unknown).map(({ dollars }) => dollars)).toEqual([undefined, undefined]);
});

test('a larger database and more storage cost more', () => {
  const [solo] = costByUse(aStore({ size: 'solo' }), sizeOf(aStore({ size: 'solo' })));
  const [surge] = costByUse(aStore({ size: 'surge' }), sizeOf(aStore({ size: 'surge' })));
  expect(surge?.dollars ?? 0).toBeGreaterThan((solo?.dollars ?? 0) + 2);
  expect(solo?.assumption).toContain('db.t4g.small with 20 GiB');
});

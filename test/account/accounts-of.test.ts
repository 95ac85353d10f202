import { accountsOf, partsToMake } from '../../lib/account/accounts-of';
import { aStore } from '../support/stores';

const part = (cloudTrail: 'create' | 'existing', more: object = {}) => ({ accountParts: { cloudTrail, ...more } });

test('is one account for stores that share account and region, with the mail addresses of all', () => {
  const shop = aStore({ notify: { emails: ['b@example.com', 'a@example.com'] } }, 'shop');
  const till = aStore({ notify: { emails: ['b@example.com', 'c@example.com'] } }, 'till');
  expect(accountsOf([till, shop])).toEqual([
    expect.objectContaining({
      account: '111122223333',
      region: 'us-east-1',
      stores: ['shop', 'till'],
      emails: ['a@example.com', 'b@example.com', 'c@example.com'],
    }),
  ]);
});

test('is one a region, and the first by name has the trail, whatever the order of the stores', () => {
  const stores = [aStore({ region: 'us-east-1' }, 'shop'), aStore({ region: 'eu-central-1' }, 'till')];
  for (const given of [stores, stores.toReversed()]) {
    const accounts = accountsOf(given);
    expect(accounts.map(({ region, first }) => [region, first])).toEqual([
      ['eu-central-1', true],
      ['us-east-1', false],
    ]);
    expect(accounts.map((each) => partsToMake(each).has('cloudTrail'))).toEqual([true, false]);
  }
});

test('every account has a first region of its own', () => {
  const accounts = accountsOf([aStore({}, 'shop'), aStore({ account: '444455556666' }, 'till')]);
  expect(accounts.map(({ account, first }) => [account, first])).toEqual([
    ['111122223333', true],
    ['444455556666', true],
  ]);
});

test('names both stores, the field and the account of every contradiction at once', () => {
  const stores = [
    aStore(part('create', { guardDuty: 'create' }), 'shop'),
    aStore(part('existing', { guardDuty: 'existing' }), 'till'),
  ];
  expect(() => accountsOf(stores)).toThrow(
    'stores/shop.yaml says accountParts.cloudTrail: create, stores/till.yaml says accountParts.cloudTrail: existing, and both share account 111122223333; make them the same\n' +
      'stores/shop.yaml says accountParts.guardDuty: create, stores/till.yaml says accountParts.guardDuty: existing, and both share account 111122223333 in us-east-1; make them the same',
  );
});

test('what an account has once is a contradiction across regions too, what a region has is none', () => {
  const elsewhere = { region: 'eu-central-1' } as const;
  const trail = [aStore(part('create'), 'shop'), aStore({ ...elsewhere, ...part('existing') }, 'till')];
  expect(() => accountsOf(trail)).toThrow('accountParts.cloudTrail');
  const detector = [
    aStore(part('create', { guardDuty: 'create' }), 'shop'),
    aStore({ ...elsewhere, ...part('create', { guardDuty: 'existing' }) }, 'till'),
  ];
  expect(accountsOf(detector)).toHaveLength(2);
});

test('other accounts contradict nobody', () => {
  expect(
    accountsOf([aStore(part('create'), 'shop'), aStore({ account: '444455556666', ...part('existing') }, 'till')]),
  ).toHaveLength(2);
});

test('no stores, no accounts', () => {
  expect(accountsOf([])).toEqual([]);
});

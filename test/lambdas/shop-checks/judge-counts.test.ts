import { judgeCounts } from '../../../lambdas/shared/shop-checks/judge-counts';

const before = { orders: 1000, products: 50, customers: 400, users: 9 };

function verdicts(over: Partial<typeof before>, previous: Partial<typeof before> = {}) {
  return Object.fromEntries(
    judgeCounts({ ...before, ...over }, { ...before, ...previous }).map(({ id, verdict }) => [id, verdict]),
  );
}

const all = (over: Record<string, string> = {}) => ({
  'shop-orders-kept': 'pass',
  'shop-products-kept': 'pass',
  'shop-customers-kept': 'pass',
  'shop-users-kept': 'pass',
  ...over,
});

describe('counts', () => {
  test('that grew or stayed pass', () => {
    expect(verdicts({})).toEqual(all());
    expect(verdicts({ orders: 1200, products: 51, customers: 401, users: 10 })).toEqual(all());
  });

  test.each([
    { kind: 'orders', least: 950 },
    { kind: 'products', least: 45 },
    { kind: 'customers', least: 360 },
    { kind: 'users', least: 8 },
  ])('of $kind may go down to $least', ({ kind, least }) => {
    expect(verdicts({ [kind]: least })).toEqual(all());
    expect(verdicts({ [kind]: least - 1 })).toEqual(all({ [`shop-${kind}-kept`]: 'fail' }));
  });

  test('may lose one of a handful, and never the last', () => {
    expect(verdicts({ orders: 2 }, { orders: 3 })).toEqual(all());
    expect(verdicts({ orders: 1 }, { orders: 3 })).toEqual(all({ 'shop-orders-kept': 'fail' }));
    expect(verdicts({ orders: 0 }, { orders: 1 })).toEqual(all({ 'shop-orders-kept': 'fail' }));
    expect(verdicts({ orders: 0 }, { orders: 0 })).toEqual(all());
  });

  test('are not judged where nothing was counted before', () => {
    expect(judgeCounts(before, undefined).map(({ verdict, observed }) => `${verdict}: ${observed}`)).toEqual([
      'not-run: not run, because nothing was counted before; now 1000',
      'not-run: not run, because nothing was counted before; now 50',
      'not-run: not run, because nothing was counted before; now 400',
      'not-run: not run, because nothing was counted before; now 9',
    ]);
    expect(judgeCounts(undefined, undefined).map(({ verdict }) => verdict)).toEqual(Array(4).fill('not-run'));
  });

  test('are an error where they are known from before, and could not be counted now', () => {
    const results = judgeCounts(undefined, before);

    expect(results.map(({ verdict }) => verdict)).toEqual(Array(4).fill('error'));
    expect(results[0]).toMatchObject({
      observed: 'the orders could not be counted',
      expected: 'at least 950, as there were 1000',
    });
  });
});

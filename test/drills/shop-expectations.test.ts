import { shopExpectationsOf } from '../../lib/drills/shop-expectations';
import { aStore } from '../support/stores';

describe('shopExpectationsOf', () => {
  test('expects the shop door’s address, the plugins and the administrators that the store file names', () => {
    const staff = { networks: ['203.0.113.0/29'], administrators: ['ada', 'grace'] };
    expect(shopExpectationsOf(aStore({ staff }))).toEqual({
      siteUrl: 'https://shop.example.com',
      plugins: ['woocommerce'],
      administrators: ['ada', 'grace'],
      retentionDays: 3660,
      quietHours: 336,
    });
    expect(shopExpectationsOf(aStore({ drill: { quietHours: 48 } })).quietHours).toBe(48);
  });

  test('judges nothing that the store file leaves out', () => {
    const expectations = shopExpectationsOf(aStore({ plugins: [] }));
    expect(expectations).not.toHaveProperty('plugins');
    expect(expectations).not.toHaveProperty('administrators');
  });

  test('allows data as old as the longest of the periods, each unit at its longest', () => {
    const days = { number: 1, unit: 'days' } as const;
    const short = {
      inactiveAccounts: days,
      pendingOrders: days,
      failedOrders: days,
      cancelledOrders: days,
      completedOrders: days,
    };
    const oldest = (change: object) =>
      shopExpectationsOf(aStore({ personalData: { ...short, ...change } })).retentionDays;
    expect(oldest({})).toBe(1);
    expect(oldest({ failedOrders: { number: 2, unit: 'weeks' } })).toBe(14);
    expect(oldest({ cancelledOrders: { number: 2, unit: 'months' } })).toBe(62);
    expect(oldest({ inactiveAccounts: { number: 2, unit: 'years' } })).toBe(732);
  });
});

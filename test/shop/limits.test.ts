import { limited, limitedAtStaff, refusedOf } from './support/limited';
import { describeHost, Shop } from './support/shop';

describeHost()('Limits of one address', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open();
  }, 300_000);
  afterAll(() => shop.close(), 60_000);

  test.each(limited.map((each) => [`${each.sent.method ?? 'GET'} ${each.sent.target}`, each] as const))(
    'shop door: %s',
    async (_, each) => {
      expect(await refusedOf(shop, 'shop', each)).toBeGreaterThan(0);
      // Somebody else is let in at the same moment.
      expect((await shop.ask('shop', each.sent)).status).not.toBe(429);
    },
    60_000,
  );

  test.each(limitedAtStaff.map((each) => [`${each.sent.method ?? 'GET'} ${each.sent.target}`, each] as const))(
    'staff door: %s',
    async (_, each) => {
      expect(await refusedOf(shop, 'staff', each)).toBeGreaterThan(0);
      expect((await shop.ask('staff', each.sent)).status).not.toBe(429);
    },
    60_000,
  );

  test('looking at a sign-in form is not counted', async () => {
    const from = shop.address();
    const answers = await Promise.all(Array.from({ length: 30 }, () => shop.get('shop', '/my-account/', { from })));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  }, 60_000);
});

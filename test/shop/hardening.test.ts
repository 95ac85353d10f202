import { probes } from './support/probes';
import { describeHost, Shop } from './support/shop';

describeHost()('Hardening, seen from outside', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open();
  }, 300_000);
  afterAll(() => shop.close(), 60_000);

  test.each(Object.entries(probes))(
    '%s',
    async (_, probe) => {
      expect(await probe(shop)).toBeUndefined();
    },
    60_000,
  );
});

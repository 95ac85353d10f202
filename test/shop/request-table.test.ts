import { behaviours } from '../doors/requests';
import { Player } from './support/player';
import { describeHost, Shop } from './support/shop';

describeHost()('The request table, over HTTP', () => {
  let shop: Shop;
  let player: Player;

  beforeAll(async () => {
    shop = await Shop.open();
    player = new Player(shop);
  }, 300_000);
  afterAll(() => shop.close(), 60_000);

  test.each(behaviours.map((behaviour) => [`${behaviour.actor} ${behaviour.name}`, behaviour] as const))(
    '%s',
    async (_, behaviour) => {
      expect(await player.complaints(behaviour)).toEqual([]);
    },
    60_000,
  );
});

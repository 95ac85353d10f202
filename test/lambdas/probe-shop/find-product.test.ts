import { json, page, plain, product, variation } from './fake-shop';
import { World } from './world';

const api = '/wp-json/wc/store/v1';
const nothing = 'no simple product, and no variation of a variable one, can be bought and is in stock';

const size = {
  name: 'Size',
  taxonomy: 'pa_size',
  has_variations: true,
  terms: [
    { id: 1, name: 'Extra large', slug: 'xl' },
    { id: 2, name: 'Small', slug: 's' },
  ],
};
/** Of this product alone: it has no taxonomy, and its values are their own slugs. */
const print = {
  name: 'Print',
  taxonomy: null,
  has_variations: true,
  terms: [{ id: 0, name: 'Your name', slug: 'Your name' }],
};
const fabric = { ...size, name: 'Fabric', taxonomy: 'pa_fabric', has_variations: false };

const colour = { ...size, name: 'Colour', taxonomy: 'pa_colour', terms: [] };

/** In sizes, of which the second is any; the others cannot be chosen. */
function hat(change: object = {}): object {
  const variations = [
    { id: 21, attributes: [chosen('Size', 's'), chosen('Print', 'Your name')] },
    { id: 22, attributes: [chosen('Size', null), chosen('Print', null)] },
    { id: 23, attributes: [chosen('Size', 's'), chosen('Colour', null)] },
    { id: 24, attributes: [chosen('Size', 's'), chosen('Fabric', null)] },
  ];
  return { ...product(20, 'Hat'), type: 'variable', attributes: [fabric, size, print, colour], variations, ...change };
}

const chosen = (name: string, value: string | null) => ({ name, value });

/** A shop whose products all have variations. */
function withHat(change: object = {}, ...variations: object[]): World {
  const world = new World();
  world.expected = { ...world.expected, testOrder: undefined };
  world.shop.products = [hat(change)];
  world.shop.variations = variations;
  world.shop.change('GET shop /product/hat/', () => page('x', '<h1>Hat</h1>'));
  return world;
}

/** What was put into carts, in order. */
function added(world: World): unknown[] {
  const asked = world.shop.asked.filter(({ target }) => target === `${api}/cart/add-item`);
  return asked.map(({ body }): unknown => JSON.parse(body));
}

const listed = (world: World) =>
  world.shop.asked.map(({ target }) => target).filter((target) => target.startsWith(`${api}/products`));

const query = 'stock_status=instock&orderby=id&order=asc&per_page=10';

describe('what the probe puts into its cart', () => {
  test('is the first simple product that can be bought, and no other is looked for', async () => {
    const world = new World();
    world.shop.variations = [variation(21, 20)];
    world.shop.products.unshift(hat());
    await world.probe('watch');
    expect(added(world)).toEqual([{ id: 14, quantity: 1, variation: [] }]);
    expect(listed(world)).toEqual([`${api}/products?type=simple&${query}`]);
  });

  test('is a variation where no simple product can be bought, with no more than 13 requests', async () => {
    const world = withHat({}, variation(21, 20));
    expect((await world.probe('watch')).verdict).toBe('pass');
    expect(added(world)).toEqual([{ id: 21, quantity: 1, variation: [] }]);
    expect(listed(world)).toEqual([
      `${api}/products?type=simple&${query}`,
      `${api}/products?type=variable&${query}`,
      `${api}/products?type=variation&parent=20&${query}`,
    ]);
    expect(world.requests.length).toBeLessThanOrEqual(13);
    expect([...world.shop.carts.values()]).toEqual([[]]);
  });

  test('names the choices that a variation leaves open, and those alone', async () => {
    const world = withHat({}, variation(22, 20));
    expect((await world.probe('watch')).verdict).toBe('pass');
    const variationOf22 = [
      { attribute: 'pa_size', value: 'xl' },
      { attribute: 'Print', value: 'Your name' },
    ];
    expect(added(world)).toEqual([{ id: 22, quantity: 1, variation: variationOf22 }]);
  });

  test.each([
    ['of a product that was not listed', variation(22, 99)],
    ['of which its product knows nothing', variation(29, 20)],
    ['that leaves open what nothing can be chosen for', variation(23, 20)],
    ['that leaves open what is not chosen', variation(24, 20)],
    ['that is not for sale', { ...variation(22, 20), is_purchasable: false }],
    ['that is sold out', { ...variation(22, 20), is_in_stock: false }],
    ['of a subscription', { ...variation(22, 20), type: 'subscription_variation' }],
  ])('is no variation %s', async (_, other) => {
    const world = withHat({}, other, variation(21, 20));
    expect((await world.probe('watch')).verdict).toBe('pass');
    expect(added(world)).toMatchObject([{ id: 21 }]);
  });

  test.each(['subscription', 'variable-subscription', 'bundle', 'grouped', 'external', 'booking'])(
    'is no %s',
    async (type) => {
      const world = withHat({ type }, variation(21, 20));
      expect((await world.findings())['product']).toEqual(['fail', nothing]);
      expect(added(world)).toEqual([]);
      expect(listed(world)).toHaveLength(2);
    },
  );

  test.each([
    ['is not for sale', { is_purchasable: false }],
    ['is sold out', { is_in_stock: false }],
  ])('is no variation of a product that %s', async (_, change) => {
    const world = withHat(change, variation(21, 20));
    expect((await world.findings())['product']).toEqual(['fail', nothing]);
    expect(listed(world)).toHaveLength(2);
  });

  test('is nothing where no variation can be bought', async () => {
    const world = withHat();
    const untried = ['not-run', 'not run, because the Store API names no product to buy'];
    expect(await world.findings('watch')).toEqual({
      product: ['fail', nothing],
      cart: untried,
      checkout: untried,
    });
    // One of each kind that was asked for.
    const storeApi = world.evidence[0]?.results.find(({ id }) => id === 'store-api');
    expect(storeApi?.observed).toBe('2 products are listed');
  });

  test('is of any of the products that were listed', async () => {
    const world = withHat({}, variation(31, 30), variation(21, 20));
    world.shop.products.push(hat({ id: 30, name: 'Cap', variations: [{ id: 31, attributes: [] }] }));
    world.shop.change('GET shop /product/hat/', () => page('x', '<h1>Cap</h1>'));
    expect((await world.probe('watch')).verdict).toBe('pass');
    expect(listed(world).at(-1)).toBe(`${api}/products?type=variation&parent=20,30&${query}`);
    expect(added(world)).toMatchObject([{ id: 31 }]);
  });
});

describe('the page of a product with variations', () => {
  test('is the one where all are chosen from, and names it', async () => {
    const world = withHat({ name: 'Bowler' }, variation(21, 20));
    expect((await world.findings('watch'))['product']).toEqual(['fail', '/product/hat/ does not name its product']);
    const asked = world.shop.asked.map(({ target }) => target).filter((target) => target.startsWith('/product/'));
    expect(asked).toEqual(['/product/hat/']);
  });

  test('is not left for another site', async () => {
    const world = withHat({ permalink: 'https://evil.example/hat/' }, variation(21, 20));
    expect((await world.findings('watch'))['product']).toEqual([
      'fail',
      'the product’s address is not at the shop door',
    ]);
  });
});

describe('a list that is not as it must be', () => {
  test.each([
    ['variable', plain(503), 'answered with status 503'],
    ['variation', plain(503), 'answered with status 503'],
    [
      'variable',
      json(200, [hat({ variations: [{ id: 21 }] })]),
      'answered something else than the Store API does, at 0.variations.0.attributes',
    ],
    [
      'variable',
      json(200, [hat({ attributes: 'x' })]),
      'answered something else than the Store API does, at 0.attributes',
    ],
    [
      'variation',
      json(200, [{ ...variation(21, 20), parent: 'x' }]),
      'answered something else than the Store API does, at 0.parent',
    ],
  ])('fails the Store API where it is that of type=%s', async (type, told, observed) => {
    const world = withHat({}, variation(21, 20));
    world.shop.change(`GET shop ${api}/products`, (sound, { target }) =>
      target.includes(`type=${type}&`) ? told : sound,
    );
    const findings = await world.findings('watch');
    expect(findings['store-api']).toEqual(['fail', `${api}/products ${observed}`]);
    expect(findings['product']?.[0]).toBe('not-run');
  });

  test('does not matter where a simple product can be bought', async () => {
    const world = new World();
    world.shop.products = [{ ...product(14, 'Hat'), attributes: null, variations: 'none' }];
    world.shop.change('GET shop /product/hat/', () => page('x', '<h1>Hat</h1>'));
    expect((await world.probe('watch')).verdict).toBe('pass');
  });
});

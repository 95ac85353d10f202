import { probeShop } from '../../../lambdas/probe-shop/probe-shop';
import { HttpFault } from '../../../lambdas/shared/http/http-reader';
import { HostCommandError } from '../../../lambdas/shared/host-commands';
import { json } from './fake-shop';
import { World } from './world';

const api = '/wp-json/wc/store/v1';
const document = 'storefort-acme-g2-test-order';

const order = async (world: World) => (await world.findings())['test-order'];

describe('the test order', () => {
  test.each([
    ['bacs', 'on-hold'],
    ['cod', 'processing'],
  ])('is placed by %s and cancelled', async (gateway, status) => {
    const world = new World();
    world.expected = { ...world.expected, testOrder: { productId: 14, gateway } };
    expect((await world.probe('window')).verdict).toBe('pass');
    expect([...world.shop.orders.values()]).toEqual([
      expect.objectContaining({ status: 'cancelled', email: 'success@simulator.amazonses.com', gateway }),
    ]);
    const seen = world.evidence[0]?.results.find(({ id }) => id === 'test-order');
    expect(seen?.observed).toMatch(
      new RegExp(`^order \\d+ was ${status} and is cancelled; its stock is as before; no report counts it$`),
    );
  });

  test('names product, order and key to the host, and nothing else', async () => {
    const world = new World();
    await world.probe('window');
    const [[id, { key }] = [0, { key: '' }]] = [...world.shop.orders];
    expect(world.commands).toEqual([
      { document, host: 'i-1', parameters: { ProductId: '14', OrderId: String(id), OrderKey: key } },
    ]);
  });

  test.each([
    ['DE', '10115'],
    ['GB', 'SW1A 1AA'],
    ['TV', '10000'],
  ])('goes to where the shop takes its shoppers to be: %s', async (country, postcode) => {
    const world = new World();
    world.shop.place = { country, state: 'S' };
    await world.probe('window');
    const asked = world.shop.asked.find(({ method, target }) => method === 'POST' && target.endsWith('/checkout'));
    const { billing_address: billing, shipping_address: shipping } = JSON.parse(asked?.body ?? '{}');
    expect(billing).toMatchObject({ country, postcode, state: 'S', email: 'success@simulator.amazonses.com' });
    expect(shipping).toMatchObject({ country, postcode, state: 'S' });
  });

  test('goes to the United States where the shop assumes no place', async () => {
    const world = new World();
    world.shop.place = { country: '', state: '' };
    await world.probe('window');
    const asked = world.shop.asked.find(({ target }) => target.endsWith('/update-customer'));
    expect(JSON.parse(asked?.body ?? '{}').billing_address).toMatchObject({
      country: 'US',
      state: 'CA',
      postcode: '94103',
    });
  });

  test('is another shopper’s than the one who comes every five minutes', async () => {
    const world = new World();
    await world.probe('watch');
    const before = world.cookies.header;
    await world.probe('window');
    expect(world.cookies.header).toBe(before);
    expect(world.shop.carts.has('session-1')).toBe(true);
  });

  test('is not placed while no host could cancel it', async () => {
    const world = new World();
    world.hosts = [];
    expect(await order(world)).toEqual(['error', 'no host could cancel a test order, so none was placed']);
    expect(world.shop.orders.size).toBe(0);
  });

  test('is not run where the store file names none, and that is no error', async () => {
    const world = new World();
    world.expected = { ...world.expected, testOrder: undefined };
    const { verdict, checks } = await world.probe('window');
    expect([verdict, checks['test-order']]).toEqual(['pass', 'not-run']);
    expect(world.shop.orders.size).toBe(0);
    expect(await order(world)).toEqual([
      'not-run',
      'not run, because the store file names no test product and gateway',
    ]);
  });

  test('is not placed by a gateway that is not offered', async () => {
    const world = new World();
    world.shop.gateways = ['cod'];
    expect(await order(world)).toEqual(['fail', 'bacs is not offered, so nothing was ordered']);
    expect(world.shop.orders.size).toBe(0);
  });

  test.each([
    ['another product', [{ key: 'k', id: 15, quantity: 1 }]],
    ['two of it', [{ key: 'k', id: 14, quantity: 2 }]],
    [
      'a gift besides',
      [
        { key: 'k', id: 14, quantity: 1 },
        { key: 'l', id: 15, quantity: 1 },
      ],
    ],
    ['nothing', []],
  ])('is not placed with %s in the cart', async (_, items) => {
    const world = new World();
    world.shop.change(`POST shop ${api}/cart/update-customer`, ({ body }) =>
      json(200, { ...(JSON.parse(body) as object), items }),
    );
    expect(await order(world)).toEqual([
      'fail',
      'the cart holds something else than one of product 14, so nothing was ordered',
    ]);
    expect(world.shop.orders.size).toBe(0);
  });

  test('is asked for once, whatever comes of it', async () => {
    const world = new World();
    await world.probe('daily');
    const posts = world.requests.filter(({ method }) => method === 'POST');
    expect(posts.filter(({ url }) => url.endsWith('/checkout')).length).toBe(1);
    expect(posts.filter(({ retries }) => retries !== 0)).toEqual([]);
  });

  test('is cancelled although the answer to it got lost', async () => {
    const world = new World();
    const { http, ...ports } = world.ports();
    const read: typeof http.read = async (request) => {
      const answer = await http.read(request);
      if (request.method === 'POST' && request.url.endsWith('/checkout'))
        throw new HttpFault('connection', 'shop.example broke off');
      return answer;
    };
    await probeShop({ expected: world.expected, mode: 'window' }, { ...ports, http: { read } });
    expect([...world.shop.orders.values()].map(({ status }) => status)).toEqual(['cancelled']);
    const seen = world.evidence[0]?.results.find(({ id }) => id === 'test-order');
    expect([seen?.verdict, seen?.observed]).toEqual(['error', 'shop.example broke off; it is cancelled all the same']);
  });

  test('fails when the checkout refuses, and tries to cancel all the same', async () => {
    const world = new World();
    world.shop.change(`POST shop ${api}/checkout`, () =>
      json(400, { code: 'woocommerce_rest_invalid_shipping_option' }),
    );
    world.prints.set(document, () => new HostCommandError('it ended as Failed: order 504 is a draft'));
    expect(await order(world)).toEqual([
      'fail',
      `${api}/checkout answered with status 400 (woocommerce_rest_invalid_shipping_option); test order 502 may stand: cancel it by hand, for it ended as Failed: order 504 is a draft`,
    ]);
    expect(world.commands.map(({ host }) => host)).toEqual(['i-1', 'i-2', 'i-1']);
  });

  test.each([
    [
      'another number',
      { order_id: 99, order_key: 'wc_order_Key502abc', status: 'on-hold' },
      /^order 99 was placed where 502 was announced; /,
    ],
    ['another key', { order_id: 502, order_key: 'wc_order_abcdef', status: 'on-hold' }, /^order 502 was placed where /],
    [
      'another status',
      { order_id: 502, order_key: 'wc_order_Key502abc', status: 'checkout-draft' },
      /^order 502 was placed as checkout-draft; it is cancelled all the same$/,
    ],
    [
      'a key of another form',
      { order_id: 502, order_key: 'x; rm -rf /', status: 'on-hold' },
      /answered something else than the Store API does, at order_key; /,
    ],
  ])('fails when it is placed under %s', async (_, answer, observed) => {
    const world = new World();
    world.shop.change(`POST shop ${api}/checkout`, () => json(200, answer));
    const [verdict, seen] = (await order(world)) ?? [];
    expect(verdict).toBe('fail');
    expect(seen).toMatch(observed);
  });

  test('is cancelled also when it is another one than was announced', async () => {
    const world = new World();
    world.shop.change(`GET shop ${api}/checkout`, () =>
      json(200, { order_id: 7, order_key: 'wc_order_Announced', status: 'checkout-draft' }),
    );
    expect(await order(world)).toEqual([
      'fail',
      'order 502 was placed where 7 was announced; it is cancelled all the same',
    ]);
    expect([...world.shop.orders.values()].map(({ status }) => status)).toEqual(['cancelled']);
  });

  test('tells no host a key that is none', async () => {
    const world = new World();
    world.shop.change(`GET shop ${api}/checkout`, () =>
      json(200, { order_id: 502, order_key: 'x', status: 'checkout-draft' }),
    );
    expect(await order(world)).toEqual([
      'fail',
      `${api}/checkout answered something else than the Store API does, at order_key`,
    ]);
    expect(world.commands).toEqual([]);
    expect(world.shop.orders.size).toBe(0);
  });

  test('is cancelled by another host when the first does not do', async () => {
    const world = new World();
    world.prints.set(document, (host) => (host === 'i-1' ? new HostCommandError('i-1 is being replaced') : undefined));
    expect(await world.findings()).toEqual({});
    expect(world.commands.map(({ host }) => host)).toEqual(['i-1', 'i-2']);
    expect([...world.shop.orders.values()].map(({ status }) => status)).toEqual(['cancelled']);
  });

  test('may stand, and says so, when no host cancels it', async () => {
    const world = new World();
    world.prints.set(document, (host) => new HostCommandError(`${document} on ${host} did not end in time`));
    expect(await order(world)).toEqual([
      'error',
      `test order 502 may stand: cancel it by hand, for ${document} on i-1 did not end in time`,
    ]);
    expect(world.commands.length).toBe(3);
  });

  test('may stand, and says so, when all hosts go away meanwhile', async () => {
    const world = new World();
    world.shop.change(`POST shop ${api}/checkout`, (told) => {
      world.hosts = [];
      return told;
    });
    expect(await order(world)).toEqual([
      'error',
      'test order 502 may stand: cancel it by hand, for no host could be asked',
    ]);
  });

  test('is taken back after the deadline too, until the last call', async () => {
    const world = new World();
    world.shop.change(`POST shop ${api}/checkout`, (told) => {
      world.deadline.abort();
      return told;
    });
    expect(await order(world)).toBeUndefined();
    const late = new World();
    late.lastCall.abort();
    expect((await order(late))?.[1]).toBe('test order 502 may stand: cancel it by hand, for no host could be asked');
  });

  const sound = {
    orderId: 502,
    statusBefore: 'on-hold',
    status: 'cancelled',
    managesStock: true,
    quantity: 1,
    stockBefore: 4,
    stockAfter: 5,
    stockRestored: true,
    inReports: false,
  };

  test.each([
    ['another order was cancelled', { orderId: 7 }, 'order 7 was cancelled instead of 502'],
    ['it is not cancelled', { status: 'on-hold' }, 'order 502 is on-hold, not cancelled'],
    ['its stock is gone', { stockRestored: false, stockAfter: 4 }, 'the stock is not as it was before order 502'],
    ['reports count it', { inReports: true }, 'order 502 counts in the reports'],
  ])('fails when %s', async (_, change, observed) => {
    const world = new World();
    world.prints.set(document, () => JSON.stringify({ ...sound, ...change }));
    expect(await order(world)).toEqual(['fail', observed]);
  });

  test('needs no stock where none is counted', async () => {
    const world = new World();
    world.prints.set(document, () => JSON.stringify({ ...sound, managesStock: false, stockRestored: false }));
    expect(await order(world)).toBeUndefined();
  });

  test.each([
    '',
    'done',
    '{}',
    JSON.stringify({ ...sound, inReports: 'no' }),
    JSON.stringify({ ...sound, orderId: undefined }),
  ])('does not take %s for a cancelled order', async (printed) => {
    const world = new World();
    world.prints.set(document, () => printed);
    expect((await order(world))?.[0]).toBe('error');
  });
});

import { HttpFault, type HttpFaultKind } from '../../../lambdas/shared/http/http-reader';
import { json, page, plain, product, type Told } from './fake-shop';
import { World } from './world';

const api = '/wp-json/wc/store/v1';

/** A finding of one check alone, with what is told at one place. */
async function withTold(what: string, told: (sound: Told) => Partial<Told>) {
  const world = new World();
  world.shop.change(what, told);
  return world.findings();
}

describe('pages of the shop door', () => {
  test('passes what is whole, whatever theme made it', async () => {
    const world = new World();
    world.shop.change('GET shop /cart/', () => ({
      ...page('Cart', '<form class="x woocommerce-cart-form" action="/">'),
    }));
    world.shop.change('GET shop /checkout/', () => ({
      ...page('Pay', '<form method="post" name="checkout" class="checkout">'),
    }));
    world.shop.change('GET shop /', (told) => ({ body: `${told.body}<!-- cached ${'x'.repeat(2000)} -->` }));
    expect(await world.findings()).toEqual({});
  });

  test.each<[string, Partial<Told>, string]>([
    ['503', { status: 503 }, '/ answered with status 503'],
    ['404', { status: 404 }, '/ answered with status 404'],
    ['201', { status: 201 }, '/ answered with status 201'],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://evil.example/?token=1' } },
      '/ leads away to https://evil.example/ with 302',
    ],
    ['JSON', { headers: { 'content-type': 'application/json' } }, '/ is no page but application/json'],
    ['no type', { headers: {} }, '/ is no page but no type'],
    ['half a page', { body: '<title>Shop</title><body>' }, '/ breaks off'],
    ['another page after its end', { body: `<title>Shop</title></html>${'x'.repeat(5000)}` }, '/ breaks off'],
    ['no title', { body: '<html><title></title></html>' }, '/ has no title'],
    ['nothing', { body: '' }, '/ has no title'],
    [
      'a warning of PHP',
      {
        body: '<title>Shop</title><br /><b>Warning</b>:  Undefined variable in <b>/srv/x.php</b> on line <b>3</b></html>',
      },
      '/ shows an error of PHP or WordPress',
    ],
    [
      'WordPress’s own error',
      { body: '<title>x</title><p>There has been a critical error on this website.</p></html>' },
      '/ shows an error of PHP or WordPress',
    ],
    [
      'no database',
      { body: '<title>x</title><h1>Error establishing a database connection</h1></html>' },
      '/ shows an error of PHP or WordPress',
    ],
  ])('fails a home page that answers %s', async (_, told, observed) => {
    expect((await withTold('GET shop /', () => told))['home']).toEqual(['fail', observed]);
  });

  test('lets a shop warn its shoppers', async () => {
    const told = { ...page('Shop', '<b>Warning</b>: contains nuts') };
    expect(await withTold('GET shop /', () => told)).toEqual({});
  });

  test('looks at every answer, not the first alone', async () => {
    const world = new World();
    let times = 0;
    world.shop.change('GET shop /', (told) => ({ status: ++times === 3 ? 500 : told.status }));
    expect((await world.findings())['home']).toEqual(['fail', '/ answered with status 500']);
  });

  test.each([
    ['product', '/product/hat/', page('Hat', 'A hat of Jane’s'), 'does not name its product'],
    [
      'product',
      '/product/hat/',
      page('Jo’s “Blue” hat & co', '<script>"Jo’s “Blue” hat & co"</script><!-- Jo’s “Blue” hat & co -->'),
      'does not name its product',
    ],
    ['product', '/product/hat/', plain(404), 'answered with status 404'],
    ['cart', '/cart/', page('Cart', '<style>.wp-block-woocommerce-cart{}</style>'), 'does not show the cart'],
    // A link in the head of every page.
    ['cart', '/cart/', page('Shop', '<a class="wp-block-woocommerce-cart-link x">'), 'does not show the cart'],
    ['cart', '/cart/', page('Shop', '<i class="x-woocommerce-cart-form">'), 'does not show the cart'],
    [
      'checkout',
      '/checkout/',
      page('x', '<a class="wp-block-woocommerce-checkout-link">'),
      'does not show the checkout',
    ],
    ['cart', '/cart/', plain(500), 'answered with status 500'],
    ['checkout', '/checkout/', page('Pay', '.wp-block-woocommerce-checkout'), 'does not show the checkout'],
    ['checkout', '/checkout/', plain(502), 'answered with status 502'],
  ])('fails the %s alone when %s is not as it must be', async (check, path, told, observed) => {
    expect(
      await withTold(`GET shop ${path}`, ({ headers }) => ({ ...told, headers: { ...headers, ...told.headers } })),
    ).toEqual({
      [check]: ['fail', `${path} ${observed}`],
    });
  });

  test('fails a checkout that sends the shopper back to the cart', async () => {
    const told = { status: 302, headers: { location: 'https://shop.example/cart/' } };
    expect((await withTold('GET shop /checkout/', () => told))['checkout']).toEqual([
      'fail',
      '/checkout/ leads away to https://shop.example/cart/ with 302',
    ]);
  });

  test('finds a name however it is spelled', async () => {
    const world = new World();
    world.shop.products = [product(14, 'Caf&eacute; &#x2013; 12&quot; r&#233;cord')];
    world.shop.change('GET shop /product/hat/', () => page('x', '<h1>Café — 12″ <em>récord</em></h1>'));
    expect(await world.findings()).toEqual({});
  });
});

describe('the Store API', () => {
  const nothing = ['not-run', 'not run, because the Store API names no product to buy'];

  test.each<[string, Partial<Told>, string]>([
    ['503', plain(503), 'answered with status 503'],
    [
      'an error of its own',
      json(403, { code: 'rest_forbidden', message: 'for jo@shopper.example' }),
      'answered with status 403 (rest_forbidden)',
    ],
    ['an error that is somebody’s data', json(403, { code: 'Jo Doe, 12 High Street' }), 'answered with status 403'],
    ['a page', page('x', ''), 'answered something else than the Store API does'],
    ['other JSON', json(200, { products: [] }), 'answered something else than the Store API does'],
    ['products of another form', json(200, [{ id: 'x' }]), 'answered something else than the Store API does, at 0.id'],
    [
      'a thousand products',
      json(200, Array(101).fill(product(1, 'x'))),
      'answered something else than the Store API does',
    ],
  ])('fails when it answers %s', async (_, told, observed) => {
    const findings = await withTold(`GET shop ${api}/products`, () => told);
    expect(findings['store-api']).toEqual(['fail', `${api}/products ${observed}`]);
    expect([findings['product'], findings['cart'], findings['checkout']]).toEqual([nothing, nothing, nothing]);
  });

  test.each([
    ['simple', { type: 'variable' }],
    ['to be bought', { is_purchasable: false }],
    ['in stock', { is_in_stock: false }],
  ])('fails when no product is %s', async (_, change) => {
    const world = new World();
    world.shop.products = [{ ...product(14, 'Hat'), ...change }];
    const findings = await world.findings();
    expect(findings['store-api']).toBeUndefined();
    expect(findings['product']).toEqual([
      'fail',
      'no simple product, and no variation of a variable one, can be bought and is in stock',
    ]);
  });

  test.each(['https://evil.example/hat/', 'http://shop.example/hat/', 'https://shop.example@evil.example/', '/hat/'])(
    'fails a product whose address is %s, and does not go there',
    async (permalink) => {
      const world = new World();
      world.shop.products = [{ ...product(14, 'Hat'), permalink }];
      expect((await world.findings())['product']).toEqual(['fail', 'the product’s address is not at the shop door']);
      expect(world.requests.filter(({ url }) => url.includes('evil') || url.includes('hat'))).toEqual([]);
    },
  );

  test.each<[string, Told, string]>([
    [
      'refuses',
      json(400, { code: 'woocommerce_rest_product_out_of_stock' }),
      `${api}/cart/add-item answered with status 400 (woocommerce_rest_product_out_of_stock)`,
    ],
    [
      'does not hold what was put in',
      json(201, { items: [], needs_shipping: true, payment_methods: [], billing_address: { country: '', state: '' } }),
      'what was put into the cart is not in it',
    ],
  ])('fails a cart that %s, and does not go on', async (_, told, observed) => {
    const world = new World();
    world.expected = { ...world.expected, testOrder: undefined };
    world.shop.change(`POST shop ${api}/cart/add-item`, () => told);
    expect(await world.findings()).toEqual({
      cart: ['fail', observed],
      checkout: ['not-run', 'not run, because nothing could be put into the cart'],
      'test-order': ['not-run', 'not run, because the store file names no test product and gateway'],
    });
  });

  test('fails a cart that cannot be emptied again', async () => {
    const world = new World();
    world.shop.change(`POST shop ${api}/cart/remove-item`, () =>
      json(200, {
        items: [{ key: 'key-14', id: 14, quantity: 1 }],
        needs_shipping: false,
        payment_methods: [],
        billing_address: { country: '', state: '' },
      }),
    );
    expect((await world.findings())['cart']).toEqual(['fail', 'what was put into the cart cannot be taken out']);
  });

  test('names the page of the cart rather than what came of it', async () => {
    const world = new World();
    world.shop.change('GET shop /cart/', () => ({ status: 500 }));
    world.shop.change(`POST shop ${api}/cart/remove-item`, () => plain(500));
    expect((await world.findings())['cart']).toEqual(['fail', '/cart/ answered with status 500']);
  });
});

describe('what is not answered', () => {
  test.each<[HttpFaultKind, string]>([
    ['timeout', 'fail'],
    ['too-large', 'fail'],
    ['packed-too-tightly', 'fail'],
    ['truncated', 'fail'],
    ['private-address', 'fail'],
    ['redirect', 'fail'],
    ['tls', 'fail'],
    ['encoding', 'fail'],
    ['connection', 'error'],
    ['name', 'error'],
    ['aborted', 'error'],
  ])('takes %s for %s', async (kind, verdict) => {
    const world = new World();
    world.faults.set('GET shop /', new HttpFault(kind, 'shop.example did this'));
    expect((await world.findings())['home']).toEqual([verdict, 'shop.example did this']);
  });

  test('takes a bug of its own for an error', async () => {
    const world = new World();
    world.faults.set('GET shop /', new TypeError('x is not a function'));
    expect((await world.findings())['home']).toEqual(['error', 'x is not a function']);
  });

  test('keeps what it saw on one line, and short', async () => {
    const world = new World();
    world.faults.set('GET shop /', new HttpFault('tls', `one\ntwo\u001b[31m ${'x'.repeat(2000)}`));
    const [, observed = ''] = (await world.findings())['home'] ?? [];
    expect(observed).toMatch(/^one two \[31m x+…$/);
    expect(observed.length).toBe(601);
  });
});

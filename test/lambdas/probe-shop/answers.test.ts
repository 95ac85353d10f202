import { HttpFault } from '../../../lambdas/shared/http/http-reader';
import { page } from './fake-shop';
import { World } from './world';

describe('headers', () => {
  test.each([
    ['strict-transport-security', 'max-age=31536000'],
    ['strict-transport-security', 'includeSubDomains'],
    ['x-content-type-options', 'sniff'],
    ['referrer-policy', 'unsafe-url'],
    ['x-frame-options', 'ALLOWALL'],
    ['content-security-policy', 'frame-ancestors *'],
    ['content-security-policy', "frame-ancestors *; frame-ancestors 'self'"],
    ['content-security-policy', "frame-ancestors 'self' *"],
    ['content-security-policy-report-only', 'default-src *'],
    ['permissions-policy', 'camera=*'],
  ])('fail when %s is %s, or missing', async (name, weak) => {
    const world = new World();
    world.shop.change('GET shop /cart/', ({ headers }) => ({ headers: { ...headers, [name]: weak } }));
    expect((await world.findings('watch'))['headers']).toEqual(['fail', `/cart/ with another ${name} than promised`]);
    world.shop.change('GET shop /cart/', ({ headers }) => {
      const { [name]: __, ...others } = headers;
      return { headers: others };
    });
    expect((await world.findings('watch'))['headers']).toEqual(['fail', `/cart/ without ${name}`]);
  });

  test.each(['/', '/product/hat/', '/cart/', '/checkout/'])('are looked at on %s', async (path) => {
    const world = new World();
    world.shop.change(`GET shop ${path}`, () => ({ headers: { 'content-type': 'text/html' } }));
    expect((await world.findings('watch'))['headers']?.[1]).toMatch(`${path} without strict-transport-security; `);
  });

  test('take what comes twice for its first', async () => {
    const world = new World();
    world.shop.change('GET shop /', ({ headers }) => ({
      headers: { ...headers, 'x-frame-options': ['SAMEORIGIN', 'x'] },
    }));
    expect(await world.findings('watch')).toEqual({});
  });

  test('are not looked at where nothing is answered', async () => {
    const world = new World();
    const fault = new HttpFault('connection', 'not there');
    for (const path of ['/', '/product/hat/', '/cart/', '/checkout/']) world.faults.set(`GET shop ${path}`, fault);
    const findings = await world.findings('watch');
    expect(findings['headers']).toEqual(['not-run', 'not run, because no page was answered']);
    expect(findings['response-time']).toEqual(['not-run', 'not run, because no page was answered']);
  });
});

describe('response time', () => {
  test('is the median of three', async () => {
    const world = new World();
    world.milliseconds.set('/', [9000, 120, 130]);
    world.milliseconds.set('/cart/', [3000, 2000, 9000]);
    const { verdict, responseMs } = await world.probe('window');
    expect([verdict, responseMs]).toEqual(['pass', { home: 130, product: 100, cart: 3000, checkout: 100 }]);
    expect(world.evidence[0]?.measures).toEqual({
      homeMilliseconds: 130,
      productMilliseconds: 100,
      cartMilliseconds: 3000,
      checkoutMilliseconds: 100,
    });
  });

  test('fails each page that takes longer than three seconds', async () => {
    const world = new World();
    world.milliseconds.set('/', [3001, 3001, 3001, 100]);
    world.milliseconds.set('/checkout/', [100, 4000, 4000]);
    expect(await world.findings()).toEqual({ 'response-time': ['fail', 'home 3001 ms; checkout 4000 ms'] });
  });

  test('counts no answer that says no', async () => {
    const world = new World();
    world.shop.change('GET shop /', () => ({ status: 503 }));
    expect(Object.keys((await world.probe('window')).responseMs)).toEqual(['product', 'cart', 'checkout']);
  });
});

describe('versions', () => {
  test.each([
    ['x-powered-by', 'PHP'],
    ['x-pingback', 'https://shop.example/xmlrpc.php'],
    ['x-redirect-by', 'WordPress'],
    ['x-generator', 'WordPress'],
  ])('leak by %s', async (name, value) => {
    const world = new World();
    world.shop.change('GET shop /product/hat/', ({ headers }) => ({ headers: { ...headers, [name]: value } }));
    expect(await world.findings('watch')).toEqual({ 'version-leaks': ['fail', `/product/hat/ tells ${name}`] });
  });

  test('leak by a server’s number, at the staff door too', async () => {
    const world = new World();
    world.shop.change('GET staff /wp-login.php', () => ({ headers: { server: 'nginx/1.22.1' } }));
    expect(await world.findings('watch')).toEqual({
      'version-leaks': ['fail', '/wp-login.php tells a version in server'],
    });
  });

  test.each([
    ['<meta name="generator" content="WordPress 6.8.3" />', 'a generator'],
    ["<meta content='x' name='generator'>", 'a generator'],
    ['<script src="/x.js?ver=6.8.3"></script>', 'versions of scripts or styles'],
    ['<script src="/x.js?a=1&#038;ver=9.4"></script>', 'versions of scripts or styles'],
  ])('leak by %s', async (html, what) => {
    const world = new World();
    world.shop.change('GET shop /cart/', () => page('Cart', `<i class="wp-block-woocommerce-cart">${html}`));
    expect(await world.findings('watch')).toEqual({ 'version-leaks': ['fail', `/cart/ tells ${what}`] });
  });

  test('may be veiled', async () => {
    const world = new World();
    const veiled = '<script src="/x.js?ver=0a1b2c3d4e"></script><script src="/y.js?ver=1234567890"></script>';
    world.shop.change('GET shop /', () => page('Shop', veiled));
    expect(await world.findings('watch')).toEqual({});
  });

  test.each(['/readme.html', '/license.txt', '/wp-content/plugins/woocommerce/readme.txt'])(
    'leak by %s, which is asked for by a window',
    async (path) => {
      const world = new World();
      world.shop.change(`GET shop ${path}`, () => ({ status: 200 }));
      expect(await world.findings()).toEqual({ 'version-leaks': ['fail', `${path} is served`] });
    },
  );

  test('leak by a feed', async () => {
    const world = new World();
    const body = '<rss><generator>https://wordpress.org/?v=6.8.3</generator></rss>';
    world.shop.change('GET shop /feed/', () => ({ body }));
    expect(await world.findings()).toEqual({ 'version-leaks': ['fail', '/feed/ tells a generator'] });
  });

  test('are not known where nothing says', async () => {
    const world = new World();
    world.faults.set('GET shop /readme.html', new HttpFault('connection', 'not there'));
    expect(await world.findings()).toEqual({ 'version-leaks': ['error', 'not there'] });
  });

  test('leak rather than are not known', async () => {
    const world = new World();
    world.faults.set('GET shop /readme.html', new HttpFault('connection', 'not there'));
    world.shop.change('GET shop /license.txt', () => ({ status: 200 }));
    expect(await world.findings()).toEqual({ 'version-leaks': ['fail', '/license.txt is served'] });
  });
});

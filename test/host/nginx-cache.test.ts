import { type Asked, DoorHost, doorHosts, doorPrograms, doorSecrets } from './door-host';
import { toldBy } from './raw-answer';
import { describeWith } from './web-host';

describeWith(doorPrograms)('the cache of the shop door', () => {
  let host: DoorHost;
  let pages = 0;
  beforeAll(async () => {
    host = await DoorHost.start();
  });
  afterAll(async () => {
    await host.remove();
  });

  /** A path that no test has asked for. */
  const page = (name = 'page'): string => `/p${(pages += 1)}/${name}`;
  /** What PHP puts into an answer once: two answers with the same one are the same answer. */
  const stamp = async (target: string, options: Asked = {}): Promise<string> =>
    toldBy(await host.ask(target, options)).stamp;
  const isStored = async (target: string, first: Asked = {}, second: Asked = first): Promise<boolean> =>
    (await stamp(target, first)) === (await stamp(target, second));

  test('answers the second shopper from the first one’s page, and says so in the log', async () => {
    const target = page();
    expect(await isStored(target)).toBe(true);
    expect(await host.logged(target)).toMatchObject({ cache: 'HIT', php: '' });
  });

  test('asks PHP once when many want a page that nobody has made', async () => {
    const target = page('slow');
    const stamps = await Promise.all(Array.from({ length: 8 }, () => stamp(target)));
    expect(new Set(stamps).size).toBe(1);
  });

  test('keeps redirects, pages that do not exist, and such as vary by their packing only', async () => {
    for (const name of ['moved', 'missing', 'varies-by-encoding']) expect(await isStored(page(name))).toBe(true);
  });

  test('answers HEAD without spoiling GET', async () => {
    const target = page();
    expect((await host.ask(target, { method: 'HEAD' })).body).toBe('');
    expect(toldBy(await host.ask(target)).by).toBe('index.php');
  });

  test.each([
    ['sets a cookie', 'sets-cookie'],
    ['says no-store', 'no-store'],
    ['varies by something', 'varies'],
    ['is no page', 'json'],
    ['failed', 'broken'],
  ])('keeps no answer that %s', async (_, name) => {
    expect(await isStored(page(name))).toBe(false);
  });

  test.each([
    'woocommerce_items_in_cart=1',
    'woocommerce_cart_hash=abc',
    'wp_woocommerce_session_0123456789abcdef=t_1',
    'wordpress_logged_in_0123456789abcdef=anna',
    'wordpress_0123456789abcdef=anna',
    'wordpress_sec_0123456789abcdef=anna',
    'wp-postpass_0123456789abcdef=x',
    'comment_author_0123456789abcdef=anna',
    'wp-settings-1=x',
    'a=1; woocommerce_items_in_cart=1',
    'a=1;woocommerce_items_in_cart=1',
    'WORDPRESS_LOGGED_IN_x=1',
    'wordpress.logged.in.x=1',
    'wp woocommerce session_x=1',
  ])('neither shows a stored page to, nor stores the page of, a shopper with the cookie %s', async (cookie) => {
    const target = page();
    const known = { headers: [`Cookie: ${cookie}`] };
    const own = toldBy(await host.ask(target, known));
    expect(own.server.HTTP_COOKIE).toBe(cookie);
    const stored = await stamp(target);
    expect(stored).not.toBe(own.stamp);
    expect(await stamp(target, known)).not.toBe(stored);
    expect(await stamp(target)).toBe(stored);
  });

  test('sees a session in the second of two Cookie headers', async () => {
    const target = page();
    await stamp(target);
    expect(await isStored(target, {}, { headers: ['Cookie: a=1', 'Cookie: woocommerce_cart_hash=x'] })).toBe(false);
  });

  test.each([
    ['with Authorization', { headers: ['Authorization: Basic eDp4'] }],
    ['by POST', { method: 'POST', body: 'a=1' }],
    ['at the staff door', { door: 'staff' }],
  ] satisfies [string, Asked][])('takes no part in a request %s', async (_, options) => {
    const target = page();
    const stored = await stamp(target);
    expect(await isStored(target, options)).toBe(false);
    expect(await stamp(target)).toBe(stored);
  });

  test.each([
    ...['/cart/', '/cart/x.css', '/checkout/', '/my-account/', '/my-account/orders/', '/My-Account/', '/%6dy-account/'],
    ...['/my-account/x.css', '/my-account/x.js', '/my-account/%2e%2e/my-account/x.png', '/my-account//x.jpg'],
    ...['/my-account/;x.css', '/my-account/x.css?utm_source=1', '/my-account%2fx.css', '/index.php/my-account/x.css'],
    ...['/my-account/lost-password/', '/wc-api/x/', '/wp-json/wc/store/v1/cart', '/feed/'],
    ...[
      '/wp-sitemap.xml',
      '/wp-admin/admin-ajax.php',
      '/index.php',
      '/index.php/p',
      '/?wc-ajax=x',
      '/?rest_route=/wc/store/v1/cart',
    ],
    ...['/?utm_x=1&add-to-cart=5', '/?add-to-cart=5&utm_x=1', '/?utm_x=1&ADD-TO-CART=5'],
    ...['/?utm_x[add-to-cart]=5', '/?x', '/?=', '/?&', '/?utm_x', '/?p=1', '/?%75tm_x=1', '/?utm_x=1&%61dd-to-cart=5'],
  ])('stores nothing of %s', async (target) => {
    const [first, second] = [await host.ask(target), await host.ask(target)];
    if (first.body.startsWith('{"by":"index.php"')) expect(toldBy(second).stamp).not.toBe(toldBy(first).stamp);
    for (const { head } of [first, second]) expect(head).not.toMatch(/cache-control: public/i);
  });

  test('shows one page for all campaigns, and hides from it which one', async () => {
    const target = page();
    const told = toldBy(await host.ask(`${target}?utm_source=%22%3E%3Cscript%3E&gclid=1`));
    expect(told.server).toMatchObject({ REQUEST_URI: target, QUERY_STRING: '' });
    expect(told.got).toEqual([]);
    expect(await stamp(`${target}?utm_medium=other`)).toBe(told.stamp);
    expect(await stamp(target)).toBe(told.stamp);
  });

  test('keeps two spellings of a path apart, which WordPress may tell apart', async () => {
    const target = page('a/b');
    const stored = await stamp(target);
    for (const other of [target.replace('/b', '%2fb'), target.replace('/b', '//b'), target.replace('a/', 'a/./')]) {
      expect(await stamp(other)).not.toBe(stored);
    }
  });

  test.each([
    ...[
      'X-Forwarded-Host: evil.example.com',
      'X-Host: evil.example.com',
      'X-Original-URL: /evil',
      'Forwarded: host=evil',
    ],
    ...['User-Agent: evil', 'Accept-Language: evil', 'Referer: https://evil/', 'Origin: https://evil', 'Accept: evil'],
    ...[
      'Cookie: currency=evil',
      'X-HTTP-Method-Override: evil',
      'X-WP-Nonce: evil',
      'Range: bytes=0-evil',
      'X-Evil: evil',
    ],
  ])('is not poisoned by %s', async (header) => {
    const target = page();
    expect((await host.ask(target, { headers: [header] })).body).not.toContain('evil');
    expect((await host.ask(target)).body).not.toContain('evil');
  });

  test('is not poisoned by another spelling of the host', async () => {
    const target = page();
    const lines = [`GET ${target} HTTP/1.1`, `Host: ${doorHosts.shop.toUpperCase()}:666`, 'Connection: close'];
    const poison = await host.send(`${lines.join('\r\n')}\r\nX-Storefort-Door: ${doorSecrets.shop}\r\n\r\n`);
    expect(poison).toMatch(/^HTTP\/1\.1 200 /);
    expect(poison).not.toMatch(/:666|SHOP/);
  });

  test('packs what is everybody’s, and nothing that holds a secret: its length would tell it', async () => {
    const headers = ['Accept-Encoding: gzip'];
    expect((await host.ask(page(), { headers })).head).toMatch(/^Content-Encoding: gzip\r$/m);
    for (const options of [
      { headers: [...headers, 'Cookie: woocommerce_cart_hash=x'] },
      { headers, door: 'staff' },
    ] as const) {
      expect((await host.ask(page(), options)).head).not.toMatch(/content-encoding/i);
    }
  });

  test('is not filled by a body that a GET brings along', async () => {
    const target = page();
    const told = await host.ask(target, { body: 'add-to-cart=5' });
    expect(told.body).not.toContain('add-to-cart');
  });
});

import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { DoorName } from '../../lib/doors/route';
import { loggedFrom } from './support/access-log';
import { type Answer, CookieJar, describeHost, type Sent, Shop } from './support/shop';

describeHost()('The cache of pages', () => {
  let shop: Shop;
  let product: string;

  beforeAll(async () => {
    shop = await Shop.open();
    await shop.host.preview.php(`
      for ($number = 1; $number <= 120; $number++) {
          wp_insert_post(['post_type' => 'post', 'post_status' => 'publish', 'post_title' => 'Fresh', 'post_name' => "fresh-$number"]);
      }`);
  }, 300_000);
  afterAll(() => shop.close(), 60_000);
  beforeEach(() => {
    product = freshPage();
  });

  let given = 0;
  /** A page that nobody has asked for. */
  function freshPage(): string {
    given += 1;
    return `/fresh-${given}/`;
  }

  const kept = (): string[] =>
    readdirSync(path.join(shop.host.preview.root, 'run/storefort/pages'), {
      recursive: true,
      withFileTypes: true,
    })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);

  /** The answer, and what the log says of the cache's part in it. */
  async function asked(
    target: string,
    more: Omit<Sent, 'target'> = {},
    door: DoorName = 'shop',
  ): Promise<Answer & { cache: string }> {
    const from = shop.address();
    const answer = await shop.get(door, target, { from, ...more });
    return { ...answer, cache: (await loggedFrom(shop, from)).cache };
  }

  const pageOf = ({ body }: Answer): string | undefined => /<!-- page of ([^,]+),/.exec(body)?.[1];
  const madeAt = ({ body }: Answer): string | undefined => /made (\d+) -->/.exec(body)?.[1];

  test('gives the second shopper the first one’s page, which is nobody’s', async () => {
    const [first, second] = [await asked(product), await asked(product)];
    expect([first.cache, second.cache]).toEqual(['MISS', 'HIT']);
    expect(madeAt(second)).toBe(madeAt(first));
    expect(pageOf(second)).toBe('nobody');
  });

  test('shows a signed-in shopper’s page to nobody else, nor anybody’s to a signed-in shopper', async () => {
    const { cookie } = await shop.session('customer');
    const [own, other, again, last] = [
      await asked(product, { cookie }),
      await asked(product),
      await asked(product, { cookie }),
      await asked(product),
    ];
    expect([own, other, again, last].map(pageOf)).toEqual(['seed-customer', 'nobody', 'seed-customer', 'nobody']);
    expect([own.cache, other.cache, again.cache, last.cache]).toEqual(['', 'MISS', '', 'HIT']);
  });

  test('is passed by with a cart, a session, a password given, a comment written, an authorization', async () => {
    await asked(product);
    const cookies = [
      'woocommerce_items_in_cart=1',
      'woocommerce_cart_hash=abc',
      'wp_woocommerce_session_0123456789abcdef=x',
      'wordpress_logged_in_0123456789abcdef=x',
      'wordpress_sec_0123456789abcdef=x',
      'wordpress_0123456789abcdef=x',
      'wp-postpass_0123456789abcdef=x',
      'comment_author_0123456789abcdef=Jo',
    ];
    for (const cookie of cookies) expect([cookie, (await asked(product, { cookie })).cache]).toEqual([cookie, '']);
    expect((await asked(product, { headers: { authorization: 'Bearer x' } })).cache).toBe('');
    expect((await asked(product)).cache).toBe('HIT');
  });

  test.each([
    '/cart/',
    '/checkout/',
    '/my-account/',
    '/my-account/orders/',
    '/my-account/lost-password/',
    '/wc-api/wc_stripe/',
    '/wp-json/wc/store/v1/cart',
    '/?wc-ajax=get_refreshed_fragments',
    '/?s=hat',
    '/?p=1',
    '/feed/',
    '/wp-sitemap.xml',
    '/robots.txt',
    '/wp-login.php?action=postpass',
    '/wp-admin/admin-ajax.php?action=x',
  ])('never keeps %s', async (target) => {
    const before = new Set(kept());
    for (const each of [await asked(target), await asked(target)]) {
      expect(each.cache).not.toBe('HIT');
      expect(each.status).toBeLessThan(500);
    }
    expect(kept().filter((name) => !before.has(name))).toEqual([]);
  });

  test('never keeps what was posted, and posts past what is kept', async () => {
    await asked(product);
    const posted = await asked(product, {
      method: 'POST',
      body: 'x=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(posted.cache).toBe('');
    expect((await asked(product)).cache).toBe('HIT');
  });

  test('keeps a page under a campaign’s link as the page itself, without the campaign', async () => {
    const first = await asked(`${product}?utm_source=secret-campaign&gclid=abc`);
    const second = await asked(product);
    expect([first.cache, second.cache]).toEqual(['MISS', 'HIT']);
    expect(second.body).not.toContain('secret-campaign');
  });

  test.each([
    '?utm_x=1&add-to-cart=',
    '?add-to-cart=',
    '?utm_source=a&utm_medium=b&add-to-cart=',
    '?gclid=a%26add-to-cart=1&add-to-cart=',
  ])('a link with %s fills one cart, of whoever follows it', async (query) => {
    await asked('/');
    const target = `/${query}${shop.value('product')}`;
    const [one, other] = [await asked(target), await asked(target)];
    for (const each of [one, other]) {
      expect(each.cache).toBe('');
      expect(each.cookies.join()).toContain('woocommerce_items_in_cart');
    }
    const session = ({ cookies }: Answer) => cookies.find((cookie) => cookie.startsWith('wp_woocommerce_session_'));
    expect(session(one)).not.toBe(session(other));
    expect((await asked('/')).cookies).toEqual([]);
  });

  test('two shoppers with carts see their own, at the same time', async () => {
    const carts = [new CookieJar(), new CookieJar()] as const;
    const add = (jar: CookieJar) => asked(`/?add-to-cart=${shop.value('product')}`, { cookie: jar.header });
    carts[0].take(await add(carts[0]));
    for (let times = 0; times < 3; times += 1) carts[1].take(await add(carts[1]));
    const counts = carts.map(({ header }) => /woocommerce_items_in_cart=(\d+)/.exec(header)?.[1]);
    expect(carts[0].header).not.toBe(carts[1].header);
    expect(counts[0]).toBe('1');
    const fragments = await Promise.all(carts.map((jar) => asked('/cart/', { cookie: jar.header })));
    expect(fragments.map(({ cache }) => cache)).toEqual(['', '']);
    expect((await asked('/cart/')).body).not.toBe(fragments[1]?.body);
  });

  test.each([
    '/my-account/x.css',
    '/my-account/orders/x.js',
    '/my-account/x.css?ver=1',
    '/my-account/%2e%2e/my-account/x.png',
    '/my-account;x.css',
    '/my-account/%3bx.css',
    '/my-account%2fx.css',
    '/my-account/x.css/',
    '/index.php/my-account/x.css',
    '/my-account/%0ax.css',
    '/wp-content/../my-account/x.css',
    '/wp-content/themes/%2e%2e/%2e%2e/my-account/x.css',
    '/wp-includes/..%2fmy-account/x.css',
  ])('deception: %s leaves nothing of a shopper behind', async (target) => {
    const { cookie } = await shop.session('customer');
    const own = await asked(target, { cookie });
    expect(`${own.status} ${own.headers['cache-control'] ?? ''}`).not.toMatch(
      /^200 .*(public|max-age=[1-9]|immutable)/,
    );
    const stranger = await asked(target);
    expect(stranger.cache).not.toBe('HIT');
    expect(stranger.body).not.toContain('seed-customer');
  });

  test.each([
    { 'x-forwarded-host': 'evil.example' },
    { 'x-host': 'evil.example', 'x-original-host': 'evil.example' },
    { forwarded: 'host=evil.example;proto=http' },
    { 'x-forwarded-proto': 'http' },
    { 'x-forwarded-port': '4433' },
    { 'x-original-url': '/my-account/', 'x-rewrite-url': '/my-account/' },
    { 'x-http-method-override': 'POST' },
    { 'user-agent': 'evil.example" onload="x' },
    { 'accept-language': 'evil.example' },
    { referer: 'https://evil.example/' },
    { 'x-wp-nonce': 'evil.example' },
    { 'x-storefort-door': 'evil.example' },
    { 'cloudfront-viewer-address': '203.0.113.66:1' },
    { accept: 'application/json' },
    { range: 'bytes=0-10' },
    { 'if-modified-since': 'Thu, 01 Jan 2099 00:00:00 GMT' },
    { 'accept-encoding': 'evil.example' },
  ])('poisoning by header %j changes nobody’s page', async (headers) => {
    const poisoned = await asked(product, { headers });
    expect(poisoned.status).toBeLessThan(300);
    const next = await asked(product);
    expect(next).toMatchObject({ status: 200, cache: 'HIT' });
    const clean = await asked(freshPage());
    const without = (text: string) => text.replace(/aria-label="Post navigation".*?<\/nav>/s, '').replace(/\d+/g, '');
    expect(without(next.body)).toBe(without(clean.body));
    expect(next.body).not.toContain('evil.example');
    expect(next.headers['content-type']).toBe(clean.headers['content-type']);
  });

  test('poisoning by host: another name gets nothing, and leaves nothing', async () => {
    const secret = shop.host.doorSecret('shop');
    const own = shop.value('shop-host').split(':')[0] ?? '';
    for (const host of ['evil.example', `${own}.evil.example`, `evil.example:443`, `${own}@evil.example`]) {
      const answer = await shop.host.askHost({ target: product, headers: { host, 'x-storefort-door': secret } });
      expect([host, answer.status >= 400]).toEqual([host, true]);
    }
    const port = await shop.host.askHost({
      target: product,
      headers: { host: `${own}:6666`, 'x-storefort-door': secret },
    });
    expect(port.body).not.toContain(':6666');
    const clean = await asked(product);
    expect(clean.body).not.toMatch(/evil\.example|:6666/);
    expect(clean.status).toBe(200);
  });

  test('keeps nothing of the staff door, and gives it nothing of the shop’s', async () => {
    await asked(product);
    await asked(product);
    const staff = [await asked(product, {}, 'staff'), await asked(product, {}, 'staff')];
    expect(staff.map(({ cache }) => cache)).toEqual(['', '']);
    const after = await asked(product);
    expect(after.cache).toBe('HIT');
    expect(after.body).not.toContain(shop.value('staff-host'));
  });

  test('keeps no page that an administrator’s cookie was shown at', async () => {
    const { cookie } = await shop.session('admin');
    const shown = await asked(product, { cookie });
    expect([shown.cache, pageOf(shown)]).toEqual(['', 'nobody']);
    expect((await asked(product)).cache).toBe('MISS');
  });
});

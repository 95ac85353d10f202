import type { DoorName } from '../../lib/doors/route';
import { describeHost, isReal, type Sent, Shop } from './support/shop';

type Proof = Omit<Sent, 'target' | 'method'>;

describeHost()('Staff at the shop door', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open();
  }, 300_000);
  afterAll(() => shop.close(), 60_000);

  const basic = (name: string, password: string): Proof => ({
    headers: {
      authorization: `Basic ${Buffer.from(`${shop.value(name)}:${shop.value(password)}`).toString('base64')}`,
    },
  });
  const key = (): Proof => basic('api-key', 'api-secret');
  const password = (): Proof => basic('admin-login', 'application-password');
  const token = async (): Promise<Proof> => ({ headers: { authorization: `Bearer ${await shop.cashierToken()}` } });
  /** With a nonce that the door takes: a wrong one is refused before anything else is looked at. */
  const session = async (person: 'admin' | 'customer' | 'cashier', door: DoorName = 'shop'): Promise<Proof> => {
    const { cookie, nonce } = await shop.session(person, door);
    return { cookie, headers: { 'x-wp-nonce': nonce } };
  };
  const nobody: Proof = {};

  /** Whom WordPress takes the caller for. */
  async function caller(door: DoorName, target: string, proof: Proof): Promise<string> {
    const answer = await shop.get(door, target, proof);
    return String((JSON.parse(answer.body) as { user: number }).user);
  }

  const status = async (
    door: DoorName,
    method: string,
    target: string,
    proof: Proof,
    body?: string,
  ): Promise<number> => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    return (await shop.ask(door, { target, method, ...proof, headers: { ...json, ...proof.headers }, body })).status;
  };

  const probe = '/?wc-ajax=probe';

  test.each(['admin', 'cashier'] as const)(
    'a cookie of %s is worth nothing there, and holds at the staff door',
    async (person) => {
      expect(await caller('shop', probe, await session(person))).toBe('0');
      expect(await caller('staff', probe, await session(person, 'staff'))).toBe(shop.value(person));
    },
  );

  test('a customer’s cookie holds at both', async () => {
    expect(await caller('shop', probe, await session('customer'))).toBe(shop.value('customer'));
    expect(await caller('staff', probe, await session('customer', 'staff'))).toBe(shop.value('customer'));
  });

  test('a till’s token is worth nothing there, in the header or in the address', async () => {
    const inAddress = `${probe}&authorization=Bearer%20${await shop.cashierToken()}`;
    expect(await caller('shop', probe, await token())).toBe('0');
    expect(await caller('shop', inAddress, nobody)).toBe('0');
    expect(await caller('staff', probe, await token())).toBe(shop.value('cashier'));
  });

  test('an application password is worth nothing where it is not declared', async () => {
    expect(await status('shop', 'GET', '/wp-json/wp/v2/users/me', password())).toBe(404);
    expect(await status('staff', 'GET', '/wp-json/wp/v2/users/me', password())).toBe(200);
    const hook = '/wp-json/wc/v3/payments/webhook';
    const answer = await shop.ask('shop', { method: 'POST', target: hook, ...password() });
    expect(JSON.parse(answer.body)).toMatchObject({ user: 0 });
  });

  test('signing in where shoppers do gives an administrator no session, a customer one', async () => {
    const signIn = async (person: 'admin' | 'customer'): Promise<readonly string[]> => {
      const page = await shop.get('shop', '/my-account/');
      const nonce = /name="woocommerce-login-nonce" value="([0-9a-f]+)"/.exec(page.body)?.[1];
      if (nonce === undefined) throw new Error('the account page has no sign-in form');
      const names = { username: shop.value(`${person}-login`), password: shop.value(`${person}-password`) };
      const fields = { ...names, login: 'Log in', 'woocommerce-login-nonce': nonce };
      return (await shop.post('shop', '/my-account/', fields)).cookies.filter((each) => each.includes('logged_in'));
    };
    // The stand-in has no form.
    if (!isReal) return;
    expect(await signIn('admin')).toEqual([]);
    expect(await signIn('customer')).not.toEqual([]);
  });

  test('no session is opened by any action of the sign-in script', async () => {
    const fields = { log: shop.value('admin-login'), pwd: shop.value('admin-password'), rememberme: 'forever' };
    for (const action of [
      'login',
      'postpass',
      'confirmaction',
      'lostpassword',
      'rp',
      'resetpass',
      'register',
      'storefort',
      '',
    ]) {
      const answer = await shop.post('shop', `/wp-login.php?action=${action}`, fields);
      expect([action, answer.cookies.filter((cookie) => cookie.includes('logged_in'))]).toEqual([action, []]);
    }
    const atStaff = await shop.post(
      'staff',
      '/wp-login.php',
      { ...fields, testcookie: '1' },
      { cookie: 'wordpress_test_cookie=WP Cookie check' },
    );
    expect(atStaff.cookies.join()).toContain('wordpress_logged_in');
  });

  test('a password reset of staff is not sent for, nor finished, there', async () => {
    const key = await shop.host.preview.php(`echo get_password_reset_key(get_user_by('id', ${shop.value('admin')}));`);
    const target = `/wp-login.php?action=rp&key=${key}&login=${shop.value('admin-login')}`;
    expect((await shop.get('shop', target)).status).toBe(404);
    expect((await shop.get('shop', `${target}&action=confirmaction`)).status).not.toBe(302);
    expect((await shop.get('staff', target)).status).toBe(302);
  });

  test('a one-time sign-in works once, at the staff door only', async () => {
    const link = new URL(await shop.host.preview.signIn());
    expect(link.host).toBe(shop.value('staff-host'));
    const target = `${link.pathname}${link.search}`;
    expect((await shop.get('shop', target)).status).toBe(404);
    const form = { token: link.searchParams.get('token') ?? '' };
    expect((await shop.post('shop', target, form)).status).toBe(404);
    expect((await shop.get('staff', target)).cookies.join()).not.toContain('logged_in');
    const signedIn = await shop.post('staff', target, form);
    expect(signedIn.cookies.join()).toContain('wordpress_logged_in');
    expect((await shop.post('staff', target, form)).cookies.join()).not.toContain('wordpress_logged_in');
  });

  describe('declared integrations', () => {
    const orders = '/wp-json/wc/v3/orders';

    test('the declared route, method and credential let through', async () => {
      expect(await status('shop', 'GET', orders, key())).toBe(200);
      expect(await status('shop', 'GET', `${orders}/${shop.value('order')}`, key())).toBe(200);
      expect(await status('shop', 'PUT', `${orders}/${shop.value('order')}`, password(), '{"customer_note":"x"}')).toBe(
        200,
      );
    });

    test('another method, route or credential does not', async () => {
      const one = `${orders}/${shop.value('order')}`;
      const tries: readonly (readonly [string, string, Proof])[] = [
        ['POST', orders, key()],
        ['DELETE', one, key()],
        ['PUT', one, key()],
        ['PATCH', one, password()],
        ['OPTIONS', one, key()],
        ['GET', '/wp-json/wc/v3/customers', key()],
        ['GET', '/wp-json/wc/v3/ordersx', key()],
        ['GET', '/wp-json/wc/v2/orders', key()],
        ['GET', '/wp-json/wc/v3/products', key()],
        ['GET', '/wp-json/wc-analytics/orders', key()],
        ['GET', one, password()],
        ['GET', one, await session('admin')],
        ['GET', one, await token()],
        ['GET', one, nobody],
        [
          'GET',
          one,
          {
            headers: { authorization: `Basic ${Buffer.from(`${shop.value('api-key')}:cs_wrong`).toString('base64')}` },
          },
        ],
        ['PUT', one, await session('admin')],
      ];
      for (const [method, target, proof] of tries) {
        const got = await status('shop', method, target, proof, method === 'GET' ? undefined : '{}');
        // A wrong key is told so by WooCommerce before any route is looked at; a method nginx knows of is its.
        expect([method, target, [401, 404, 405].includes(got), got === 401 ? proof.headers : '']).toEqual([
          method,
          target,
          true,
          got === 401 ? expect.objectContaining({}) : '',
        ]);
      }
    });

    test('the declared network lets through, another does not', async () => {
      const from = (address: string) =>
        shop.host.askHost({
          target: '/wp-json/wc/v3/reports',
          headers: {
            ...key().headers,
            host: shop.value('shop-host'),
            'x-storefort-door': shop.host.doorSecret('shop'),
            'cloudfront-viewer-address': address,
          },
        });
      expect((await from('198.51.100.3:40000')).status).toBe(200);
      expect((await from('198.51.100.16:40000')).status).toBe(404);
      expect((await from('[2001:db8::1]:40000')).status).toBe(404);
      const forged = await shop.get('shop', '/wp-json/wc/v3/reports', {
        headers: {
          ...key().headers,
          'cloudfront-viewer-address': '198.51.100.3:40000',
          'x-forwarded-for': '198.51.100.3',
          'x-real-ip': '198.51.100.3',
          'cf-connecting-ip': '198.51.100.3',
          'true-client-ip': '198.51.100.3',
        },
      });
      expect(forged.status).toBe(404);
    });

    test('a signed call is nobody’s, whatever else it shows', async () => {
      const hook = '/wp-json/wc/v3/payments/webhook';
      for (const proof of [nobody, await session('admin'), await token(), password()]) {
        const answer = await shop.ask('shop', { method: 'POST', target: hook, ...proof });
        expect([answer.status, (JSON.parse(answer.body) as { user: number }).user]).toEqual([200, 0]);
      }
    });

    test('rights end with the call: no cookie is set, and a batch gets none of them', async () => {
      const answer = await shop.get('shop', orders, key());
      expect(answer.cookies).toEqual([]);
      const batch = JSON.stringify({
        requests: [
          { method: 'POST', path: '/wc/v3/orders?x=wc/store' },
          { method: 'POST', path: '/wp/v2/users' },
        ],
      });
      const members = await shop.ask('shop', {
        method: 'POST',
        target: '/wp-json/wc/store/v1/batch',
        ...key(),
        headers: { ...key().headers, 'content-type': 'application/json' },
        body: batch,
      });
      expect(members.body).not.toMatch(/"status":20/);
    });
  });
});

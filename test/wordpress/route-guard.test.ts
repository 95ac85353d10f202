import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScratchShop, wordPressRunsHere } from './scratch-shop';

const whereItRuns = wordPressRunsHere() ? describe : describe.skip;

whereItRuns('the route guard', () => {
  let shop: ScratchShop;
  let cookie: string;
  beforeAll(async () => {
    shop = await ScratchShop.start();
    shop.run(
      "return wp_insert_user(['user_login' => 'boss', 'user_pass' => 'a-long-password', 'user_email' => 'boss@shop.test', 'role' => 'administrator']);",
    );
    cookie = shop.cookiesOf('boss');
    shop.run(`file_put_contents(WP_PLUGIN_DIR . '/eager.php', '<?php /* Plugin Name: Eager */
      isset($_GET["loaded"]) && header("X-Loaded: yes");
      add_filter("rest_pre_dispatch", function ($result) { isset($_GET["act"]) && $result === null && header("X-Acted: yes"); return isset($_GET["answer"]) ? new WP_REST_Response(["of a plugin"]) : $result; });
    '); require_once ABSPATH . 'wp-admin/includes/plugin.php'; wp_clean_plugins_cache(); return activate_plugin('eager.php');`);
  }, 120_000);
  afterAll(async () => shop.stop());

  const unknown = async () => {
    const answer = await shop.ask('/wp-json/no/such/route');
    return { status: answer.status, body: await answer.json(), headers: namesOf(answer) };
  };
  const namesOf = (answer: Response) => [...answer.headers.keys()].sort();

  describe.each([
    ['nobody', false],
    ['an administrator’s cookie', true],
  ])('at the shop door with %s', (_, signedIn) => {
    test.each([
      ['/wp-json/wp/v2/users'],
      ['/wp-json/wp/v2/users/'],
      ['/WP-JSON/wp/v2/users'],
      ['/wp-json/WP/V2/Users'],
      ['/index.php/wp-json/wc/v3/orders'],
      ['/?rest_route=/wc/v3/customers'],
      ['/?rest_route=/WC/v3/Customers/'],
      ['/?rest_route=%2Fwc%2Fv3%2Fcustomers'],
      ['/wp-json/'],
      ['/?rest_route=/'],
      ['/wp-json/batch/v1'],
      ['/wp-json/wcpos/v2/ping'],
      ['/?rest_route=/wcpos/v2/ping'],
      ['/anything/wp-json/wcpos/v2/ping'],
      ['/wp-js%20on/wcpos/v2/ping'],
      ['/wp-admin/admin-ajax.php?rest_route=/wcpos/v2/ping'],
      ['/wp-login.php?action=postpass&rest_route=/wcpos/v2/ping'],
      ['/wp-json/wcpos/v1/auth/test'],
      ['/wp-json/wc-analytics/customers'],
    ])('answers %s as a route that does not exist', async (url) => {
      const answer = await shop.ask(url, signedIn ? { headers: { cookie } } : {});
      expect({ status: answer.status, body: await answer.json(), headers: namesOf(answer) }).toEqual(await unknown());
    });

    test.each<[string, string, Record<string, string>, Record<string, string>]>([
      ['a form’s route', '/', { rest_route: '/wc/v3/customers' }, {}],
      [
        'a form’s route with a method in a header',
        '/',
        { rest_route: '/wp/v2/users' },
        { 'x-http-method-override': 'GET' },
      ],
    ])('does not let %s through', async (_name, url, form, headers) => {
      const answer = await shop.ask(url, { form, headers: signedIn ? { ...headers, cookie } : headers });
      expect([answer.status, await answer.json()]).toEqual([404, (await unknown()).body]);
    });

    test('does not let a method in the address through', async () => {
      const form = { rest_route: '/wp/v2/users' };
      expect((await shop.ask('/?_method=GET', { form, ...(signedIn && { headers: { cookie } }) })).status).toBe(404);
    });

    test.each([
      '/?author=1',
      '/?AUTHOR=1',
      '/?author[]=1',
      '/?author_name=boss',
      '/?wcpos=1',
      '/?p=1&preview=true',
      '/?wp_customize=on',
      '/author/boss/',
      '/?sitemap=users',
      '/wp-admin/',
      '/wp-admin/users.php',
      '/wp-login.php',
      '/wp-login.php?action=login',
      '/wp-login.php?action=lostpassword',
      '/wp-login.php?action=confirmaction&key=1',
      '/wp-login.php?action=postpass&checkemail=confirm',
      '/wp-login.php?action[]=postpass',
      '/wp-login.php?action=storefort&token=1',
    ])('has no page %s', async (url) => {
      expect((await shop.ask(url, signedIn ? { headers: { cookie } } : {})).status).toBe(404);
    });

    test('takes no password where payment processors call, which nobody counts', async () => {
      const form = { username: 'boss', password: 'x', login: '1' };
      const headers: Record<string, string> = signedIn ? { cookie } : {};
      expect((await shop.ask('/?wc-api=any', { form, headers })).status).toBe(404);
      expect(
        (await shop.ask('/wc-api/any/', { form, headers: { ...headers, 'x-route': 'payment-callback' } })).status,
      ).toBe(404);
      expect(await (await shop.ask('/?wc-api=any', { form: { event: '1' }, headers })).text()).not.toBe('Not found.\n');
    });

    test('has no page that a form asks for', async () => {
      const headers: Record<string, string> = signedIn ? { cookie } : {};
      expect((await shop.ask('/', { form: { author: '1' }, headers })).status).toBe(404);
      expect((await shop.ask('/wp-login.php', { form: { action: 'login', log: 'boss' }, headers })).status).toBe(404);
      expect((await shop.ask('/wp-login.php?action=postpass', { form: { action: 'login' }, headers })).status).toBe(
        404,
      );
    });
  });

  describe('within a batch of shoppers', () => {
    const batch = async (path: string, more: Record<string, unknown> = {}) =>
      (
        await shop.ask('/wp-json/wc/store/v1/batch', {
          json: { ...more, requests: [{ method: 'POST', path, ...more }] },
        })
      ).json();

    test.each(['/wp/v2/users?x=/wc/store', '/wc/v3/orders?x=/wc/store', '/WP/v2/settings?x=wc/store'])(
      'answers %s as a member that does not exist',
      async (path) => {
        const nowhere = await batch('/wc/store/v1/nowhere');
        expect(await batch(path)).toEqual(nowhere);
        expect(await batch(path, { validation: 'require-all-validate' })).toEqual(
          await batch('/wc/store/v1/nowhere', { validation: 'require-all-validate' }),
        );
      },
    );

    test('lets shoppers’ members through', async () => {
      expect(JSON.stringify(await batch('/wc/store/v1/cart/remove-coupon'))).not.toContain('rest_no_route');
    });
  });

  test.each([
    '/',
    '/my-account/',
    '/?s=shirt',
    '/wp-json/wc/store/v1/products',
    '/?rest_route=/wc/store/v1/products',
    '/index.php/wp-json/wc/store/v1/cart',
  ])('lets shoppers have %s', async (url) => {
    expect((await shop.ask(url)).status).toBe(200);
  });

  test('lets shoppers confirm and unlock, by the sign-in script', async () => {
    // WordPress answers both: one lacks a request, the other a password.
    expect((await shop.ask('/wp-login.php?action=confirmaction')).status).toBe(500);
    const unlock = { form: { post_password: 'x' }, headers: { referer: 'https://shop.test/a-post/' } };
    expect((await shop.ask('/wp-login.php?action=postpass', unlock)).status).toBe(302);
  });

  test('lets a review name its writer', async () => {
    const form = { author: 'Ann', email: 'ann@example.com', comment: 'good', comment_post_ID: '0' };
    expect((await shop.ask('/wp-comments-post.php', { form })).status).not.toBe(404);
  });

  test('refuses dispatches within a shopper’s page, and lets the cart’s through', () => {
    expect(
      shop.run(
        `$guard = new Storefort\\Guard(json_decode(file_get_contents('${shop.root}/opt/storefort/host/generated/guard.json'), true), Storefort\\Door::Shop, new Storefort\\Caller('203.0.113.7'));
         $guarded = new Storefort\\RouteGuard($guard, Storefort\\Door::Shop);
         add_filter('rest_pre_dispatch', [$guarded, 'judgeDispatch'], PHP_INT_MAX, 3);
         add_filter('rest_pre_dispatch', fn () => new WP_REST_Response(['names'], 200), 50);
         $status = fn ($route) => rest_do_request(new WP_REST_Request('GET', $route))->get_status();
         return [$status('/wc/store/v1/cart'), $status('/wp/v2/users')];`,
      ),
    ).toEqual([200, 404]);
  });

  test('refuses before a plugin acts', async () => {
    const acted = async (method: string) =>
      (await shop.ask('/wp-json/wc/store/v1/products?act=1', { method })).headers.get('x-acted');
    expect([await acted('GET'), await acted('PATCH')]).toEqual(['yes', null]);
  });

  test('refuses the sign-in script before a plugin is loaded', async () => {
    const loaded = async (action: string) =>
      (await shop.ask(`/wp-login.php?action=${action}&loaded=1`)).headers.get('x-loaded');
    expect([await loaded('confirmaction'), await loaded('login')]).toEqual(['yes', null]);
  });

  test('lets no plugin answer in place of a refusal', async () => {
    const answered = async (method: string) =>
      (await shop.ask('/wp-json/wc/store/v1/products?answer=1', { method })).status;
    expect([await answered('GET'), await answered('PATCH')]).toEqual([200, 404]);
  });

  test.each(['/wcpos-auth/', '/wc-auth/v1/authorize', '/wp-sitemap-users-1.xml'])(
    'has no page %s, though a rule of WordPress rewrites it',
    async (url) => {
      const answer = await shop.ask(url);
      expect([answer.status, await answer.text()]).toEqual([404, 'Not found.\n']);
    },
  );

  test('lets staff have at its door what shoppers may not', async () => {
    const asked = { door: 'staff' as const, headers: { cookie } };
    // WooCommerce sends the first visit to its wizard.
    await shop.ask('/wp-admin/', asked);
    for (const url of ['/wp-admin/users.php', '/wp-login.php?action=lostpassword', '/?preview=true'])
      expect([url, (await shop.ask(url, asked)).status]).toEqual([url, 200]);
    expect((await shop.ask('/wp-json/', { door: 'staff' })).status).toBe(200);
  });
});

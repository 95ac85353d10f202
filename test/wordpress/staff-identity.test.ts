import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DoorsConfig } from '../../lib/doors/doors-of';
import { ScratchShop, withRealPlugins, wordPressRunsHere } from './scratch-shop';

const whereItRuns = wordPressRunsHere() ? describe : describe.skip;
const withWooCommerce = withRealPlugins ? test : test.skip;

const integration = (name: string, route: string, credential: string, networks: string[]) => ({
  name,
  routes: [`/wp-json${route}`],
  methods: ['GET'],
  credential,
  networks,
  reason: 'the tests have it',
});

const doors = {
  integrations: [
    integration('ledger', '/wp/v2/settings', 'application-password', ['192.0.2.0/24', '2001:db8::/32']),
    integration('stock', '/wc/v3/products', 'woocommerce-api-key', []),
    integration('signed', '/wp/v2/plugins', 'signature', []),
    integration('shelf', '/scratch/v1/shelf', 'woocommerce-api-key', []),
  ],
  writablePaths: [],
} as unknown as DoorsConfig;

whereItRuns('staff at the shop door', () => {
  let shop: ScratchShop;
  let password: string;
  let key: string;
  beforeAll(async () => {
    shop = await ScratchShop.start(doors);
    for (const [login, role] of [
      ['boss', 'administrator'],
      ['writer', 'contributor'],
      ['ann', 'customer'],
      ['sub', 'subscriber'],
    ])
      shop.run(
        `return wp_insert_user(['user_login' => '${login}', 'user_pass' => 'a-long-password', 'user_email' => '${login}@shop.test', 'role' => '${role}']);`,
      );
    password = shop.run(
      "return WP_Application_Passwords::create_new_application_password(get_user_by('login', 'boss')->ID, ['name' => 'x'])[0];",
    ) as string;
    key = shop.run(`global $wpdb; if (!function_exists('wc_api_hash')) { return ''; }
      $wpdb->insert("{$wpdb->prefix}woocommerce_api_keys", ['user_id' => get_user_by('login', 'boss')->ID, 'permissions' => 'read', 'consumer_key' => wc_api_hash('ck_1'), 'consumer_secret' => 'cs_1', 'truncated_key' => 'ck_1']);
      return 'Basic ' . base64_encode('ck_1:cs_1');`) as string;
    shop.run(`file_put_contents(WP_PLUGIN_DIR . '/who.php', '<?php /* Plugin Name: Who */
      add_action("wp_ajax_who", fn () => wp_send_json(get_current_user_id())); add_action("wp_ajax_nopriv_who", fn () => wp_send_json(get_current_user_id()));
      add_action("wp_ajax_nopriv_become", function () { wp_set_current_user(get_user_by("login", "boss")->ID); wp_send_json(get_current_user_id()); });
      add_action("wp_ajax_nopriv_enter", function () { $user = wp_signon(["user_login" => $_POST["log"], "user_password" => $_POST["pwd"]]); wp_send_json([is_wp_error($user) ? $user->get_error_message() : $user->ID]); });
      add_action("wp_ajax_nopriv_cookie", function () { wp_set_auth_cookie(get_user_by("login", $_POST["log"])->ID); wp_send_json(1); });
      add_action("wp_ajax_nopriv_reset", function () { $sent = retrieve_password($_POST["log"]); wp_send_json(is_wp_error($sent) ? $sent->get_error_code() : "sent"); });
      add_action("wp_ajax_nopriv_finish", function () { $errors = new WP_Error(); do_action("validate_password_reset", $errors, get_user_by("login", $_POST["log"])); wp_send_json($errors->has_errors()); });
      add_filter("rest_post_dispatch", function ($response) { $response->header("X-After", (string) get_current_user_id()); return $response; });
      add_filter("determine_current_user", fn ($user) => $user ?: (($_SERVER["PHP_AUTH_USER"] ?? "") === "ck_shelf" && $_SERVER["PHP_AUTH_PW"] === "cs_shelf" ? get_user_by("login", "boss")->ID : $user), 15);
      add_action("rest_api_init", fn () => register_rest_route("scratch/v1", "/shelf", ["methods" => "GET", "permission_callback" => fn () => current_user_can("manage_options"), "callback" => fn () => ["hats"]]));
    '); require_once ABSPATH . 'wp-admin/includes/plugin.php'; wp_clean_plugins_cache(); return activate_plugin('who.php');`);
  }, 120_000);
  afterAll(async () => shop.stop());

  const ajax = async (action: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    shop.ask('/wp-admin/admin-ajax.php', { form: { action, ...form }, headers });
  const basic = () => ({ authorization: `Basic ${Buffer.from(`boss:${password}`).toString('base64')}` });
  const settings = '/wp-json/wp/v2/settings';

  test.each([
    ['boss', 0],
    ['writer', 0],
    ['ann', expect.any(Number)],
    ['sub', expect.any(Number)],
  ])('with the cookie of %s is account %p', async (login, id) => {
    const seen = (await (await ajax('who', {}, { cookie: shop.cookiesOf(login) })).json()) as number;
    expect(seen).toEqual(id);
    expect(seen > 0).toBe(login === 'ann' || login === 'sub');
  });

  test('is nobody when a plugin makes it somebody', async () => {
    expect(await (await ajax('become')).json()).toBe(0);
  });

  test('is answered with the right password as with a wrong one, and as somebody unknown', async () => {
    const enter = async (log: string, pwd: string) => {
      const answer = await ajax('enter', { log, pwd });
      return [
        await answer.json(),
        answer.headers.getSetCookie().filter((each) => /^wordpress_(sec|logged)/.test(each)),
      ];
    };
    const right = await enter('boss', 'a-long-password');
    expect(right).toEqual([['Incorrect username or password.'], []]);
    expect(await enter('boss', 'wrong')).toEqual(right);
    expect(await enter('nobody-of-that-name', 'wrong')).toEqual(right);
    expect(await enter('nobody@shop.test', 'wrong')).toEqual(right);
  });

  test('gets no cookie, while a shopper gets one that other sites cannot use', async () => {
    const given = async (log: string) =>
      (await ajax('cookie', { log })).headers.getSetCookie().filter((each) => /^wordpress_(sec|logged)/.test(each));
    expect(await given('boss')).toEqual([]);
    const cookies = await given('ann');
    expect(cookies).toHaveLength(3);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; secure; HttpOnly; SameSite=Lax$/i);
      expect(cookie).not.toMatch(/domain=/i);
    }
  });

  test('is sent no new password', async () => {
    expect(await (await ajax('reset', { log: 'boss' })).json()).not.toBe('sent');
    expect(await (await ajax('reset', { log: 'ann' })).json()).toBe('sent');
  });

  test('cannot finish a reset there', async () => {
    const refused = async (log: string) => (await ajax('finish', { log })).json();
    expect([await refused('boss'), await refused('ann')]).toEqual([true, false]);
  });

  describe('as a declared integration', () => {
    const from = (address: string) => ({ ...basic(), 'x-address': address });

    test.each(['192.0.2.9', '2001:db8::5'])('is itself from %s, with its password, on its route', async (address) => {
      const answer = await shop.ask(settings, { headers: from(address) });
      expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([
        200,
        expect.arrayContaining(['title']),
      ]);
    });

    test.each([
      ['from another network', settings, 'GET', () => from('198.51.100.1')],
      ['by another method', settings, 'POST', () => from('192.0.2.9')],
      ['on another route', '/wp-json/wp/v2/users', 'GET', () => from('192.0.2.9')],
      ['on a route below its own', `${settings}/x`, 'GET', () => from('192.0.2.9')],
      ['with a cookie', settings, 'GET', () => ({ cookie: shop.cookiesOf('boss'), 'x-address': '192.0.2.9' })],
      ['with nothing', settings, 'GET', () => ({ 'x-address': '192.0.2.9' })],
      [
        'with a wrong password',
        settings,
        'GET',
        () => ({ authorization: `Basic ${btoa('boss:wrong wrong')}`, 'x-address': '192.0.2.9' }),
      ],
    ])('is nobody %s', async (_, url, method, headers) => {
      const answer = await shop.ask(url, { method, headers: headers() });
      expect([401, 404]).toContain(answer.status);
      expect(JSON.stringify(await answer.json())).not.toContain('title');
    });

    test('is nobody again once its route has answered', async () => {
      expect((await shop.ask(settings, { headers: from('192.0.2.9') })).headers.get('x-after')).toBe('0');
    });

    test('is itself with its key, and not with a cookie beside a key that nobody knows', async () => {
      const shelf = async (headers: Record<string, string>) =>
        (await shop.ask('/wp-json/scratch/v1/shelf', { headers })).status;
      const cookie = shop.cookiesOf('boss');
      expect(await shelf({ authorization: `Basic ${btoa('ck_shelf:cs_shelf')}` })).toBe(200);
      expect(await shelf({ authorization: `Basic ${btoa('ck_wrong:cs_wrong')}`, cookie })).toBe(404);
    });

    test('does not become somebody in pages by its password', async () => {
      expect(await (await ajax('who', {}, from('192.0.2.9'))).json()).toBe(0);
    });

    test('that signs its calls cannot use a cookie, password or token in their place', async () => {
      const cookie = shop.cookiesOf('boss');
      const nonce =
        shop.run(`$_COOKIE = []; foreach (explode('; ', '${cookie}') as $pair) { [$n, $v] = explode('=', $pair, 2); $_COOKIE[$n] = rawurldecode($v); }
        wp_set_current_user(get_user_by('login', 'boss')->ID); return wp_create_nonce('wp_rest');`) as string;
      const each: Record<string, string>[] = [{ cookie, 'x-wp-nonce': nonce }, { cookie }, basic()];
      for (const headers of each) expect((await shop.ask('/wp-json/wp/v2/plugins', { headers })).status).not.toBe(200);
    });

    withWooCommerce('nor a till’s token, however it is spelled', async () => {
      const token = shop.run(
        "return WCPOS\\WooCommercePOS\\Services\\Auth::instance()->generate_access_token(get_user_by('login', 'boss'));",
      ) as string;
      const ask = async (authorization: string, door: 'shop' | 'staff' = 'shop') =>
        (await shop.ask('/wp-json/wp/v2/plugins', { door, headers: { authorization, 'x-wcpos': '1' } })).status;
      for (const spelling of ['Bearer', '<b>Bearer', '%00Bearer', 'Bea%00rer', 'Bear<b>er']) {
        expect([spelling, await ask(`${spelling} ${token}`, 'staff')]).toEqual([spelling, 200]);
        expect([spelling, await ask(`${spelling} ${token}`)]).not.toEqual([spelling, 200]);
      }
    });

    withWooCommerce('is itself with its API key, and may only what the key may', async () => {
      expect((await shop.ask('/wp-json/wc/v3/products', { headers: { authorization: key } })).status).toBe(200);
      expect((await shop.ask('/wp-json/wc/v3/orders', { headers: { authorization: key } })).status).toBe(404);
      expect((await shop.ask('/wp-json/wc/v3/products', { headers: { cookie: shop.cookiesOf('boss') } })).status).toBe(
        404,
      );
    });
  });

  test('is itself at its own door', async () => {
    expect((await shop.ask(settings, { door: 'staff', headers: basic() })).status).toBe(200);
  });
});

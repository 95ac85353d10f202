import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScratchShop, withRealPlugins, wordPressRunsHere } from './scratch-shop';

const whereItRuns = wordPressRunsHere() ? describe : describe.skip;
const withWooCommerce = withRealPlugins ? test : test.skip;
const withStandIn = withRealPlugins ? test.skip : test;

whereItRuns('signing in', () => {
  let shop: ScratchShop;
  beforeAll(async () => {
    shop = await ScratchShop.start();
    shop.run(
      "return wp_insert_user(['user_login' => 'ann', 'user_pass' => 'a-long-password', 'user_email' => 'ann@shop.test', 'role' => 'customer']);",
    );
  }, 120_000);
  afterAll(async () => shop.stop());

  const signedIn = (answer: Response) =>
    answer.headers.getSetCookie().some((each) => each.startsWith('wordpress_logged_in'));
  const make = (...args: string[]) => shop.hostScript('admin-create.php', ...args).trim();
  const tokenIn = (url: string) => new URL(url).searchParams.get('token') ?? '';
  const use = async (token: string, door: 'shop' | 'staff' = 'staff') =>
    shop.ask('/wp-login.php', { door, form: { action: 'storefort', token } });

  describe('by an address that works once', () => {
    test('opens at the staff door, for an administrator that it makes', async () => {
      const url = make('--login', 'first', '--email', 'first@shop.test');
      expect(url).toMatch(/^https:\/\/staff\.shop\.test\/wp-login\.php\?action=storefort&token=[0-9a-f]{64}$/);
      const answer = await use(tokenIn(url));
      expect([answer.status, answer.headers.get('location'), signedIn(answer)]).toEqual([
        302,
        'https://staff.shop.test/wp-admin/',
        true,
      ]);
      expect(shop.run("return get_user_by('login', 'first')->roles;")).toEqual(['administrator']);
    });

    test('is not used up by looking at it, and gives itself to no other site', async () => {
      const url = make();
      const looked = await shop.ask(url.replace('https://staff.shop.test', ''), { door: 'staff' });
      expect([looked.status, looked.headers.get('referrer-policy'), signedIn(looked)]).toEqual([
        200,
        'no-referrer',
        false,
      ]);
      expect(await looked.text()).toContain(tokenIn(url));
      expect(signedIn(await use(tokenIn(url)))).toBe(true);
    });

    test('works once, even for two at the same time', async () => {
      const token = tokenIn(make());
      const answers = await Promise.all([use(token), use(token), use(token)]);
      expect(answers.map(signedIn).filter(Boolean)).toHaveLength(1);
      expect((await use(token)).status).toBe(403);
    });

    test('does not work at the shop door', async () => {
      const token = tokenIn(make());
      expect((await use(token, 'shop')).status).toBe(404);
      expect(signedIn(await use(token))).toBe(true);
    });

    test('does not work after 15 minutes', async () => {
      const token = tokenIn(make());
      await shop.sql(
        "UPDATE shop.wp_options SET option_value = REPLACE(option_value, 'i:17', 'i:16') WHERE option_name LIKE 'storefort\\_sign\\_in\\_%'",
      );
      expect([
        (await use(token)).status,
        await shop.sql("SELECT 1 FROM shop.wp_options WHERE option_name LIKE 'storefort\\_sign\\_in\\_%'"),
      ]).toEqual([403, []]);
    });

    test('is stored as a hash', async () => {
      const token = tokenIn(make());
      expect(JSON.stringify(await shop.sql('SELECT option_name, option_value FROM shop.wp_options'))).not.toContain(
        token,
      );
    });

    test.each(['', 'x', "' OR 1=1", '0'.repeat(64)])('does not work with %p', async (token) => {
      expect((await use(token)).status).toBe(403);
    });

    test('is given to no account that is not an administrator’s', () => {
      expect(() => make('--login', 'ann')).toThrow();
      expect(() => make('--role', 'x')).toThrow();
      expect(() => make('--login')).toThrow();
    });
  });

  test('at the staff door says the same whatever was wrong', async () => {
    const answerTo = async (log: string, pwd: string) => {
      const text = await (await shop.ask('/wp-login.php', { door: 'staff', form: { log, pwd } })).text();
      return /id="login_error"[^>]*>(.*?)<\/div>/s.exec(text)?.[1]?.trim();
    };
    const wrong = await answerTo('ann', 'wrong');
    expect(wrong).toContain('Incorrect username or password.');
    expect(await answerTo('nobody-of-that-name', 'wrong')).toBe(wrong);
    expect(await answerTo('nobody@shop.test', 'wrong')).toBe(wrong);
  });

  test('at the staff door says the same to whoever lost a password', async () => {
    const answerTo = async (name: string) => {
      const answer = await shop.ask('/wp-login.php?action=lostpassword', { door: 'staff', form: { user_login: name } });
      return [answer.status, answer.headers.get('location')];
    };
    const known = await answerTo('ann');
    expect(known).toEqual([302, '/wp-login.php?checkemail=confirm']);
    expect(await answerTo('nobody-of-that-name')).toEqual(known);
    expect(await answerTo('nobody@shop.test')).toEqual(known);
  });

  test('cookies are for encrypted connections and this site, whatever plugins and the server say', () => {
    const code = `return [apply_filters('secure_auth_cookie', false, 1), apply_filters('secure_logged_in_cookie', false, 1, false), apply_filters('wc_session_use_secure_cookie', false),
      apply_filters('woocommerce_set_cookie_options', ['secure' => false, 'path' => '/'], 'x', 'y')];`;
    expect(shop.run(code)).toEqual([true, true, true, { secure: true, samesite: 'Lax', path: '/' }]);
  });

  withStandIn('at the shop door answers as if a password had been sent', async () => {
    shop.run(`file_put_contents(WP_PLUGIN_DIR . '/account.php', '<?php /* Plugin Name: Account */
      function wc_get_account_endpoint_url($name) { return home_url("/my-account/$name/"); } function wc_clear_notices() {}
    '); require_once ABSPATH . 'wp-admin/includes/plugin.php'; wp_clean_plugins_cache(); return activate_plugin('account.php');`);
    const nonce = shop.run("return wp_create_nonce('lost_password');") as string;
    const asked = async (name: string) => {
      const form = { user_login: name, wc_reset_password: 'true', 'woocommerce-lost-password-nonce': nonce };
      return (await shop.ask('/my-account/lost-password/', { form })).headers.get('location');
    };
    expect(await asked('nobody-of-that-name')).toBe('https://shop.test/my-account/lost-password/?reset-link-sent=true');
    expect(await asked('')).toBeNull();
  });

  withWooCommerce('at the shop door says the same to whoever lost a password, staff too', async () => {
    const page = await (await shop.ask('/my-account/lost-password/')).text();
    const nonce = /name="woocommerce-lost-password-nonce" value="(\w+)"/.exec(page)?.[1] ?? '';
    const answerTo = async (name: string) => {
      const form = { user_login: name, wc_reset_password: 'true', 'woocommerce-lost-password-nonce': nonce };
      const answer = await shop.ask('/my-account/lost-password/', { form });
      return [answer.status, answer.headers.get('location')];
    };
    shop.forgetMails();
    const known = await answerTo('ann');
    expect(known).toEqual([302, 'https://shop.test/my-account/lost-password/?reset-link-sent=true']);
    expect(shop.mails()).toHaveLength(1);
    expect(await answerTo('nobody-of-that-name')).toEqual(known);
    expect(await answerTo('owner')).toEqual(known);
    expect(shop.mails()).toHaveLength(1);
  });

  withWooCommerce('at the shop’s own form says the same to staff and to nobody', async () => {
    const page = await (await shop.ask('/my-account/')).text();
    const nonce = /name="woocommerce-login-nonce" value="(\w+)"/.exec(page)?.[1] ?? '';
    shop.run("wp_set_password('a-long-password', get_user_by('login', 'owner')->ID); return 1;");
    const answerTo = async (username: string, password: string) => {
      const form = { username, password, login: 'Log in', 'woocommerce-login-nonce': nonce };
      const answer = await shop.ask('/my-account/', { form });
      return [
        answer.status,
        signedIn(answer),
        /is-error" role="alert">.*?<\/div>|class="woocommerce-error".*?<\/ul>/s.exec(await answer.text())?.[0],
      ];
    };
    expect((await answerTo('ann', 'a-long-password')).slice(0, 2)).toEqual([302, true]);
    const staff = await answerTo('owner', 'a-long-password');
    expect(staff).toEqual([200, false, expect.stringContaining('Incorrect username or password.')]);
    expect(await answerTo('nobody-of-that-name', 'wrong')).toEqual(staff);
    expect(await answerTo('ann', 'wrong')).toEqual(staff);
  });
});

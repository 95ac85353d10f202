import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScratchShop, withRealPlugins, wordPressRunsHere } from './scratch-shop';

const whereItRuns = wordPressRunsHere() ? describe : describe.skip;
const withTill = withRealPlugins ? test : test.skip;
const withStandIn = withRealPlugins ? test.skip : test;

whereItRuns('what strangers learn', () => {
  let shop: ScratchShop;
  beforeAll(async () => {
    shop = await ScratchShop.start();
    for (const [login, role] of [
      ['nadine', 'administrator'],
      ['ann', 'customer'],
    ])
      shop.run(
        `return wp_insert_user(['user_login' => '${login}', 'user_pass' => 'a-long-password', 'user_email' => '${login}@shop.test', 'role' => '${role}', 'display_name' => 'Nadine N.']);`,
      );
    shop.run(
      "return wp_insert_post(['post_status' => 'publish', 'post_title' => 'News', 'post_content' => 'x', 'post_author' => get_user_by('login', 'nadine')->ID]);",
    );
    shop.run(
      "return wp_insert_comment(['comment_post_ID' => get_page_by_path('news', OBJECT, 'post')->ID, 'comment_content' => 'y', 'comment_approved' => 1, 'user_id' => get_user_by('login', 'nadine')->ID, 'comment_author' => 'N.']);",
    );
  }, 120_000);
  afterAll(async () => shop.stop());

  const text = async (url: string, door: 'shop' | 'staff' = 'shop') => (await shop.ask(url, { door })).text();

  test.each([
    ['shop', '/news/'],
    ['shop', '/feed/'],
    ['shop', '/wp-sitemap.xml'],
    ['shop', '/wp-sitemap-users-1.xml'],
    ['shop', '/wp-json/oembed/1.0/embed?url=https://shop.test/news/'],
    ['staff', '/feed/'],
    ['staff', '/wp-json/wp/v2/users'],
    ['staff', '/?rest_route=/WP/v2/users/1'],
    ['staff', '/wp-json/wp/v2/posts?_embed=1'],
    ['staff', '/?author=1'],
    ['staff', '/author/nadine/'],
    ['staff', '/wp-sitemap-users-1.xml'],
    ['staff', '/wp-json/oembed/1.0/embed?url=https://shop.test/news/'],
  ] as const)('at the %s door, %s names no account', async (door, url) => {
    expect((await text(url, door)).replaceAll('by Nadine N.', '')).not.toMatch(
      /nadine|wp-sitemap-users|author_(name|url)":"[^"N]/,
    );
  });

  test('feeds name the shop in place of the writer', async () => {
    expect(await text('/feed/')).toContain('<dc:creator><![CDATA[shop.test]]></dc:creator>');
  });

  test('pages and addresses of scripts tell no version', async () => {
    const version = shop.run("return get_bloginfo('version');") as string;
    for (const url of ['/', '/news/', '/feed/', '/my-account/', '/wp-login.php?action=confirmaction']) {
      const page = await text(url);
      expect(page).not.toMatch(/generator/i);
      expect([url, page.match(/ver=[0-9.]+(?=['"&])/g)]).toEqual([url, null]);
      expect(page).not.toContain(`ver=${version}`);
    }
  });

  test.each([
    ['/?author=', 'get_user_by("login", "nadine")->ID', '999'],
    ['/author/', '"nadine/"', 'nobody/'],
  ])('%s says nothing of whether there is such an account', async (url, known, unknown) => {
    const answerTo = async (value: string) => {
      const answer = await shop.ask(url + value, { door: 'staff' });
      return [answer.status, await answer.text()];
    };
    expect(await answerTo(String(shop.run(`return ${known};`)))).toEqual([404, 'Not found.\n']);
    expect(await answerTo(unknown)).toEqual([404, 'Not found.\n']);
  });

  test('what is fetched ahead tells no version either, and is the address that is used', () => {
    const hints = `(new Storefort\\VersionsHidden(Storefort\\Door::Shop))->register(); $used = apply_filters('script_loader_src', '/a.js?ver=6.8.1', 'a');
      $hints = apply_filters('wp_resource_hints', [['href' => '/a.js?ver=6.8.1', 'as' => 'script'], '/a.js?ver=6.8.1', 'x.test', ['as' => 'font']], 'prefetch');
      return $used !== '/a.js?ver=6.8.1' && $hints === [['href' => $used, 'as' => 'script'], $used, 'x.test', ['as' => 'font']];`;
    expect(shop.run(hints)).toBe(true);
  });

  test('addresses of scripts change with the version', () => {
    const veiled = `$veil = fn ($url) => (new Storefort\\VersionsHidden(Storefort\\Door::Shop))->veil($url);
      return array_map($veil, ['/a.js?ver=6.8.1', '/a.js?ver=6.8.2', '/a.js?x=1&ver=6.8.1', '/wp-emoji.js?6.8.1', '/a.js?ver=abcdef', '/a.js']);`;
    const [one, two, after, bare, own, none] = shop.run(veiled) as string[];
    expect(one).toMatch(/^\/a\.js\?ver=[0-9a-f]{10}$/);
    expect(two).not.toBe(one);
    expect([after, own, none]).toEqual([one?.replace('?', '?x=1&'), '/a.js?ver=abcdef', '/a.js']);
    expect(bare).not.toContain('6.8.1');
  });

  test('nothing is said about pingbacks, editors or the REST interface', async () => {
    const answer = await shop.ask('/news/');
    expect([answer.headers.get('x-pingback'), answer.headers.get('link')]).toEqual([null, null]);
    expect(await answer.text()).not.toMatch(/EditURI|api\.w\.org|xmlrpc|shortlink/);
  });

  test('no pingback is taken, and no method of the interface before REST', () => {
    const code = `$post = wp_insert_post(['post_status' => 'publish', 'post_title' => 'Open', 'post_content' => 'x', 'ping_status' => 'open']);
      return [pings_open($post), apply_filters('wp_headers', ['X-Pingback' => 'x', 'X-Other' => 'y']), apply_filters('xmlrpc_enabled', true), apply_filters('xmlrpc_methods', ['wp.getUsers' => 'x'])];`;
    expect(shop.run(code)).toEqual([false, { 'X-Other': 'y' }, false, []]);
  });

  test('addresses of accounts and classes of comments hold no name', () => {
    const code = `$comment = get_comments(['post_id' => get_page_by_path('news', OBJECT, 'post')->ID])[0];
      return [get_author_posts_url(get_user_by('login', 'nadine')->ID), get_comment_class('', $comment)];`;
    const [archive, classes] = shop.run(code) as [string, string[]];
    expect(archive).toBe('https://shop.test/');
    expect(classes).toContain('byuser');
    expect(classes.join(' ')).not.toContain('nadine');
  });

  test('no generator is named to plugins, nor by them', () => {
    const code = `add_filter('get_the_generator_other', fn () => 'version 1'); ob_start(); the_generator('other');
      return [ob_get_clean(), array_map('get_the_generator', ['html', 'xhtml', 'atom', 'rss2', 'rdf', 'comment', 'export'])];`;
    expect(shop.run(code)).toEqual(['\n', Array<string>(7).fill('')]);
  });

  test('passwords of programs are taken at the staff door only', () => {
    const code = (door: string) =>
      `$guard = new Storefort\\Guard(['rest' => [], 'query' => [], 'paths' => []], Storefort\\Door::${door}, new Storefort\\Caller(''));
       return (new Storefort\\Surface($guard, Storefort\\Door::${door}))->passwordsOfPrograms(true);`;
    expect([shop.run(code('Shop')), shop.run(code('Staff'))]).toEqual([false, true]);
    expect(shop.run('return wp_is_application_passwords_available();')).toBe(false);
  });

  test('a file that was included from outside the release is reported', async () => {
    mkdirSync(path.join(shop.root, 'uploads/x'), { recursive: true });
    writeFileSync(path.join(shop.root, 'uploads/x/planted.php'), '<?php ');
    shop.run(
      "file_put_contents(WP_PLUGIN_DIR . '/include.php', '<?php /* Plugin Name: Include */ isset($_GET[\"include\"]) && include WP_CONTENT_DIR . \"/uploads/x/planted.php\";'); require_once ABSPATH . 'wp-admin/includes/plugin.php'; wp_clean_plugins_cache(); return activate_plugin('include.php');",
    );
    await text('/');
    expect(shop.log()).not.toContain('planted.php');
    await text('/?include=1');
    expect(shop.log()).toMatch(/storefort included-file \S+\/uploads\/x\/planted\.php$/m);
    const others = shop
      .log()
      .split('\n')
      .filter((line) => line.includes('storefort included-file') && !line.includes('planted.php'));
    expect(others.filter((line) => !/router\.php|generated\/run\.php/.test(line))).toEqual([]);
  });

  test('a cashier edits customers, and no account of staff', () => {
    const may = `add_role('till', 'Till', ['read' => true, 'edit_users' => true, 'list_users' => true]);
      $id = fn ($login) => get_user_by('login', $login)->ID;
      $cashier = wp_insert_user(['user_login' => 'till', 'user_pass' => 'x', 'user_email' => 't@shop.test', 'role' => 'till']);
      return array_map(fn ($who) => array_map(fn ($target) => user_can($who, 'edit_user', $target), [$id('ann'), $id('nadine'), $cashier]), [$cashier, $id('nadine')]);`;
    expect(shop.run(may)).toEqual([
      [true, false, true],
      [true, true, true],
    ]);
  });

  test('nor by the rights that name no single account, nor whoever may promote, nor a manager of the shop', () => {
    const may = `add_role('chief', 'Chief', ['read' => true, 'edit_users' => true, 'promote_users' => true]);
      $id = fn ($login) => get_user_by('login', $login)->ID;
      $chief = wp_insert_user(['user_login' => 'chief', 'user_pass' => 'x', 'user_email' => 'c@shop.test', 'role' => 'chief']);
      $may = fn ($who, ...$about) => user_can($who, ...$about);
      return [$may($chief, 'edit_users'), $may($chief, 'edit_users', $id('ann')), $may($chief, 'edit_users', $id('nadine')), $may($chief, 'promote_users', $id('nadine')), $may($chief, 'edit_users', $chief), $may($id('nadine'), 'edit_users', $chief)];`;
    expect(shop.run(may)).toEqual([true, true, false, false, true, true]);
  });

  test('an account has one set of rights', () => {
    const second = `global $wpdb; $ann = get_user_by('login', 'ann');
      $added = [add_user_meta($ann->ID, 'wp_capabilities', ['administrator' => true]), add_user_meta($ann->ID, 'WP_Capabilities', ['administrator' => true])];
      return [$added, (int) $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->usermeta WHERE user_id = $ann->ID AND meta_key = 'wp_capabilities'"), is_int(add_user_meta($ann->ID, 'other', 1))];`;
    expect(shop.run(second)).toEqual([[false, false], 1, true]);
  });

  test('whoever may edit customers stores nothing of staff’s, and gives no rights to roles', () => {
    const code = `if (!class_exists('WC_Data_Exception')) { class WC_Data_Exception extends Exception { public function __construct(string $code, string $text, int $status) { parent::__construct($text, $status); } } }
      $save = function ($login) {
        $customer = new class (get_user_by('login', $login)->ID) { public function __construct(private int $id) {} public function get_id() { return $this->id; }
          public function get_changes() { return ['email' => 'x']; } public function get_meta_data() { return []; } public function get_password() { return ''; } };
        try { do_action('woocommerce_before_customer_object_save', $customer); return 'stored'; } catch (WC_Data_Exception) { return 'refused'; }
      };
      wp_set_current_user(wp_insert_user(['user_login' => 'counter', 'user_pass' => 'x', 'user_email' => 'counter@shop.test', 'role' => 'cashier']));
      $roles = rest_do_request(new WP_REST_Request('POST', '/wcpos/v1/settings/access'))->get_status();
      return [$save('ann'), $save('nadine'), $roles];`;
    expect(shop.run(code)).toEqual(['stored', 'refused', 403]);
  });

  withTill(
    'nobody takes an administrator over by the customers of WooCommerce or WCPOS, nor gives rights to roles',
    () => {
      // The rights that WCPOS gives its cashiers.
      const code = `$_SERVER['HTTP_X_WCPOS'] = '1'; $role = get_role('cashier'); foreach (['edit_users', 'promote_users', 'list_users'] as $right) { $role->add_cap($right); }
      $id = fn ($login) => get_user_by('login', $login)->ID; $boss = $id('nadine'); $ann = $id('ann');
      $try = function ($method, $route, $body) { $request = new WP_REST_Request($method, $route); $request->set_body_params($body); $answer = rest_do_request($request); return [$answer->get_status(), array_map(fn ($one) => isset($one['error']), $answer->get_data()['update'] ?? [])]; };
      $tried = [];
      foreach (['cashier', 'shop_manager'] as $role) {
        wp_set_current_user(wp_insert_user(['user_login' => "of-$role", 'user_pass' => 'x', 'user_email' => "$role@shop.test", 'role' => $role]));
        foreach (['/wc/v3/customers', '/wcpos/v1/customers'] as $customers) {
          $tried[] = $try('POST', "$customers/$boss", ['password' => 'taken']);
          $tried[] = $try('POST', "$customers/$boss", ['meta_data' => [['key' => '_application_passwords', 'value' => []]]]);
        }
        $tried[] = $try('POST', '/wcpos/v1/customers/batch', ['update' => [['id' => $boss, 'password' => 'taken'], ['id' => $ann, 'first_name' => 'Ann']]]);
        $tried[] = $try('POST', '/wcpos/v1/settings/access', ['cashier' => ['capabilities' => ['wcpos' => ['manage_woocommerce_pos' => true]]]]);
        $tried[] = $try('POST', "/wcpos/v1/customers/$ann", ['first_name' => 'Bea']);
      }
      return [$tried, get_role('cashier')->has_cap('manage_woocommerce_pos'), wp_check_password('taken', get_userdata($boss)->user_pass)];`;
      const each = (batch: unknown) => [...Array<unknown>(4).fill([403, []]), batch, [403, []], [200, []]];
      expect(shop.run(code)).toEqual([[...each([200, [true, false]]), ...each([403, []])], false, false]);
    },
  );

  describe('the till', () => {
    test.each([
      ['wcpos://login', true],
      ['WCPOS://login', true],
      ['https://staff.shop.test/pos', true],
      ['https://staff.shop.test', true],
      ['https://staff.shop.test.evil.example/', false],
      ['https://staff.shop.test@evil.example/', false],
      ['https://staff.shop.test\\\\@evil.example/', false],
      ['http://staff.shop.test/', false],
      ['https://shop.test/', false],
      ['exp://x', false],
      ['javascript:alert(1)//wcpos://', false],
      [' https://staff.shop.test/', false],
    ])('hands its tokens to %s: %p', (to, allowed) => {
      expect(shop.run(`return (new Storefort\\Till(Storefort\\Context::get()->site))->isOwn('${to}');`)).toBe(allowed);
    });

    test('is told what the shop has decided', () => {
      const code = `register_post_type('wcpos_template'); $post = wp_insert_post(['post_type' => 'wcpos_template', 'post_status' => 'publish', 'post_title' => 't', 'post_content' => 'x']);
        update_post_meta($post, '_template_engine', 'legacy-php'); set_transient('wcpos_i18n_woocommerce-pos_active_path', 'uploads');
        $version = 'WCPOS\\WooCommercePOS\\TRANSLATION_VERSION'; defined($version) || define($version, '9');
        $admit = fn ($login) => is_wp_error(apply_filters('woocommerce_pos_authenticate_user', get_user_by('login', $login), $login));
        return ['refresh' => apply_filters('woocommerce_pos_jwt_refresh_token_expire', 0, 1000), 'refused' => [$admit('ann'), $admit('nadine')],
          'engine' => get_post_meta($post, '_template_engine', true), 'program' => is_wp_error(apply_filters('woocommerce_pos_validate_php_template', true)),
          'translations' => get_transient('wcpos_i18n_woocommerce-pos_active_path'), 'fetched' => get_transient('wcpos_i18n_woocommerce-pos_write_failed') === constant($version)];`;
      expect(shop.run(code)).toEqual({
        refresh: 44_200,
        refused: [true, false],
        engine: 'logicless',
        program: true,
        translations: '',
        fetched: true,
      });
    });

    withStandIn('sends its tokens nowhere else', async () => {
      const page = `/wcpos-auth/?redirect_uri=`;
      const sentTo = async (to: string) => {
        const nonce = /name="_wpnonce" value="(\w+)"/.exec(await text(page, 'staff'))?.[1] ?? '';
        const form = { 'wcpos-log': 'nadine', 'wcpos-pwd': 'a-long-password', _wpnonce: nonce };
        return (await shop.ask(page + encodeURIComponent(to), { door: 'staff', form })).headers.get('location');
      };
      expect(await sentTo('wcpos://login')).toMatch(/^wcpos:\/\/login\?access_token=/);
      expect(await sentTo('https://evil.example/')).toBeNull();
    });

    withTill('does not offer to sign in for elsewhere', async () => {
      const page = (to: string) => text(`/wcpos-auth/?redirect_uri=${encodeURIComponent(to)}&state=s`, 'staff');
      expect(await page('https://evil.example/')).toContain('Missing or invalid redirect_uri');
      expect(await page('wcpos://login')).not.toContain('Missing or invalid redirect_uri');
    });

    withTill('signs out after a shift', () => {
      const code = `$tokens = WCPOS\\WooCommercePOS\\Services\\Auth::instance()->generate_token_pair(get_user_by('login', 'nadine'));
        return array_map(fn ($jti) => $jti['expires'] - time(), array_values(get_user_meta(get_user_by('login', 'nadine')->ID, '_woocommerce_pos_refresh_tokens', true)));`;
      for (const seconds of shop.run(code) as number[]) expect(Math.abs(seconds - 12 * 3600)).toBeLessThan(60);
    });

    withTill('runs no receipt template that is stored', () => {
      const code = `$post = wp_insert_post(['post_type' => 'wcpos_template', 'post_status' => 'publish', 'post_title' => 't', 'post_content' => '<?php echo 6*7;']);
        $read = fn () => array_intersect_key(WCPOS\\WooCommercePOS\\Templates::get_template($post), ['engine' => 1, 'file_path' => 1]);
        $seen = [$read()];
        foreach ([['legacy-php', '${shop.root}/uploads/x/planted.php'], ['thermal', ABSPATH . 'index.php'], ['', '']] as [$engine, $file]) {
          update_post_meta($post, '_template_engine', $engine); update_post_meta($post, '_template_file_path', $file); $seen[] = $read();
        }
        return $seen;`;
      expect(shop.run(code)).toEqual([
        { engine: 'logicless', file_path: '' },
        { engine: 'logicless', file_path: '' },
        { engine: 'thermal', file_path: expect.stringMatching(/\/wordpress\/index\.php$/) },
        { engine: 'logicless', file_path: '' },
      ]);
    });

    withTill('fetches no translations and takes none from uploads', () => {
      const code = `$asked = []; add_filter('pre_http_request', function ($no, $args, $url) use (&$asked) { $asked[] = $url; return new WP_Error('x', 'x'); }, 10, 3);
        add_filter('determine_locale', fn () => 'de_DE'); add_filter('locale', fn () => 'de_DE'); set_transient('wcpos_i18n_woocommerce-pos_active_path', 'uploads');
        $i18n = new WCPOS\\WooCommercePOS\\i18n();
        return [$asked, str_starts_with((new ReflectionProperty($i18n, 'languages_path'))->getValue($i18n), WP_LANG_DIR)];`;
      expect(shop.run(code)).toEqual([[], true]);
    });

    test('takes its scripts from this shop', () => {
      expect(shop.run('return WCPOS_WEB_BUNDLE_REF;')).toBe(
        'https://staff.shop.test/wp-content/plugins/wcpos-web-bundle/build',
      );
    });
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScratchShop, wordPressRunsHere } from './scratch-shop';

const whereItRuns = wordPressRunsHere() ? describe : describe.skip;
const staff = 'https://staff.shop.test';

whereItRuns('addresses', () => {
  let shop: ScratchShop;
  let cookie: string;
  beforeAll(async () => {
    shop = await ScratchShop.start();
    shop.run(
      "return wp_insert_user(['user_login' => 'boss', 'user_pass' => 'a-long-password', 'user_email' => 'boss@shop.test', 'role' => 'administrator']);",
    );
    cookie = shop.cookiesOf('boss');
    shop.run(`file_put_contents(WP_PLUGIN_DIR . '/tell.php', '<?php /* Plugin Name: Tell */
      function tell_addresses() { return ["site" => site_url(), "home" => home_url(), "content" => content_url("x.css"), "plugins" => plugins_url("x.css"), "includes" => includes_url("x.js"), "theme" => get_template_directory_uri(),
        "rest" => rest_url("wc/store/v1"), "ajax" => admin_url("admin-ajax.php"), "post" => admin_url("admin-post.php?action=x"), "admin" => admin_url("post.php?post=1"), "uploads" => wp_upload_dir()["baseurl"],
        "login" => wp_login_url(), "unlock" => site_url("wp-login.php?action=postpass", "login_post"), "till" => home_url("/pos/"), "pay" => home_url("/wcpos-checkout/order-pay/1"), "posts" => home_url("/posters/"),
        "preview" => get_preview_post_link(get_page_by_path("about")), "register" => wp_registration_url(), "logout" => wp_logout_url(),
        "toShop" => wp_validate_redirect("https://shop.test/a", "no"), "toStaff" => wp_validate_redirect("https://staff.shop.test/a", "no"), "toOthers" => wp_validate_redirect("https://example.com/a", "no"),
        "designed" => implode(" ", apply_filters("customize_allowed_urls", [home_url("/")]))]; }
      add_action("init", function () { isset($_GET["go"]) && wp_redirect("https://staff.shop.test/x") && exit; });
      add_action("template_redirect", function () { isset($_GET["tell"]) && wp_send_json(tell_addresses()); });
      add_action("wp_footer", function () { echo "<i>" . get_option("careless") . "</i>"; });
    '); require_once ABSPATH . 'wp-admin/includes/plugin.php'; wp_clean_plugins_cache(); activate_plugin('tell.php');
    return wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'About', 'post_content' => wp_slash('<img src="https://staff.shop.test/wp-content/uploads/a.png"> {"u":"https:\\\\/\\\\/staff.shop.test\\\\/b"} "quoted" \\\\d')]);`);
  }, 120_000);
  afterAll(async () => shop.stop());

  const told = async (door: 'shop' | 'staff', more = '') =>
    (await (await shop.ask(`/?tell=1${more}`, { door })).json()) as Record<string, string>;

  test('at the shop door are all the shop’s', async () => {
    const addresses = await told('shop');
    expect(addresses).toMatchObject({
      site: 'https://shop.test',
      home: 'https://shop.test',
      content: 'https://shop.test/wp-content/x.css',
      plugins: 'https://shop.test/wp-content/plugins/x.css',
      includes: 'https://shop.test/wp-includes/x.js',
      rest: 'https://shop.test/wp-json/wc/store/v1',
      ajax: 'https://shop.test/wp-admin/admin-ajax.php',
      uploads: 'https://shop.test/wp-content/uploads',
      unlock: 'https://shop.test/wp-login.php?action=postpass',
    });
    expect(JSON.stringify(addresses)).not.toContain('staff.shop.test');
    for (const name of ['login', 'register', 'logout'])
      expect([name, addresses[name]]).not.toEqual([name, expect.stringContaining('wp-login')]);
  });

  test('at the staff door are staff’s for what works there, the shop’s for what shoppers will see', async () => {
    expect(await told('staff')).toMatchObject({
      site: staff,
      home: 'https://shop.test',
      content: `${staff}/wp-content/x.css`,
      plugins: `${staff}/wp-content/plugins/x.css`,
      includes: `${staff}/wp-includes/x.js`,
      theme: expect.stringMatching(/^https:\/\/staff\.shop\.test\/wp-content\/themes\//),
      rest: `${staff}/wp-json/wc/store/v1`,
      ajax: `${staff}/wp-admin/admin-ajax.php`,
      post: `${staff}/wp-admin/admin-post.php?action=x`,
      admin: `${staff}/wp-admin/post.php?post=1`,
      uploads: 'https://shop.test/wp-content/uploads',
      login: `${staff}/wp-login.php`,
      unlock: 'https://shop.test/wp-login.php?action=postpass',
      till: `${staff}/pos/`,
      pay: `${staff}/wcpos-checkout/order-pay/1`,
      posts: 'https://shop.test/posters/',
      preview: `${staff}/about/?preview=true`,
      designed: `https://shop.test/ ${staff}/`,
      toShop: 'https://shop.test/a',
      toStaff: `${staff}/a`,
      toOthers: 'no',
    });
  });

  test('in cron are the shop’s, and staff’s where only staff may go', () => {
    expect(shop.run('return tell_addresses();')).toMatchObject({
      home: 'https://shop.test',
      content: 'https://shop.test/wp-content/x.css',
      includes: 'https://shop.test/wp-includes/x.js',
      rest: 'https://shop.test/wp-json/wc/store/v1',
      ajax: 'https://shop.test/wp-admin/admin-ajax.php',
      admin: `${staff}/wp-admin/post.php?post=1`,
    });
  });

  test('of a preview stay at the staff door', async () => {
    expect(await told('staff', '&preview=true')).toMatchObject({ home: staff });
  });

  test('in what staff writes are stored as the shop’s, and nothing else of it changes', async () => {
    const [row] = await shop.sql("SELECT post_content FROM shop.wp_posts WHERE post_name = 'about'");
    expect(row?.[0]).toBe(
      '<img src="https://shop.test/wp-content/uploads/a.png"> {"u":"https:\\/\\/shop.test\\/b"} "quoted" \\d',
    );
  });

  test('in comments, orders, refunds and notes are stored as the shop’s', () => {
    const stored =
      shop.run(`$order = new class { public string $text = '${staff}/a'; public function get_customer_note() { return $this->text; } public function set_customer_note($text) { $this->text = $text; } };
      $refund = new class { public string $text = '${staff}/a'; public function get_reason() { return $this->text; } public function set_reason($text) { $this->text = $text; } };
      do_action('woocommerce_before_order_object_save', $order); do_action('woocommerce_before_order_refund_object_save', $refund);
      $note = apply_filters('woocommerce_new_order_note_data', ['comment_content' => '${staff}/a', 'comment_type' => 'order_note'], []);
      $comment = wp_new_comment(['comment_post_ID' => get_page_by_path('about')->ID, 'comment_author' => 'Boss', 'comment_author_email' => 'boss@shop.test', 'comment_author_url' => '', 'comment_content' => '${staff}/a', 'comment_type' => 'comment', 'user_id' => 0]);
      return [get_comment($comment)->comment_content, $order->text, $refund->text, $note];`);
    const moved = 'https://shop.test/a';
    expect(stored).toEqual([moved, moved, moved, { comment_content: moved, comment_type: 'order_note' }]);
  });

  test('that a plugin sends a shopper to are the shop’s', async () => {
    expect((await shop.ask('/?go=1')).headers.get('location')).toBe('https://shop.test/x');
  });

  test.each(['/admin', '/login', '/dashboard'])('of no door are told by %s', async (url) => {
    const answer = await shop.ask(url);
    expect([answer.status, answer.headers.get('location')]).toEqual([404, null]);
  });

  test('that a plugin keeps elsewhere do not reach a shopper', async () => {
    shop.run(`return update_option('careless', '${staff}/x "https:\\\\/\\\\/staff.shop.test\\\\/y"');`);
    const page = await (await shop.ask('/about/')).text();
    expect(page).toContain('<i>https://shop.test/x "https:\\/\\/shop.test\\/y"</i>');
    expect(page).not.toContain('staff.shop.test');
  });

  test.each([
    '/',
    '/about/',
    '/my-account/',
    '/checkout/',
    '/?s=x',
    '/feed/',
    '/no-such-page/',
    '/wp-sitemap.xml',
    '/wp-json/wc/store/v1/products',
    '/wp-login.php?action=confirmaction',
    '/comments/feed/',
    '/admin',
    '/login',
  ])('of staff are not in %s', async (url) => {
    const answer = await shop.ask(url);
    expect([url, JSON.stringify([...answer.headers])]).not.toEqual([url, expect.stringContaining('staff.shop.test')]);
    expect(await answer.text()).not.toContain('staff.shop.test');
  });

  test('at the staff door are not sent to the shop’s', async () => {
    for (const url of ['/about/', '/about'])
      expect([url, (await shop.ask(url, { door: 'staff' })).status]).toEqual([url, 200]);
    const home = await shop.ask('/wp-login.php', { door: 'staff', headers: { cookie } });
    expect(home.headers.get('location')).toMatch(/^https:\/\/staff\.shop\.test\/wp-admin\//);
  });

  test('of scripts that WooCommerce remembered at one door are moved to the other', () => {
    const remembered = (door: string, kept: string) =>
      shop.run(`(new Storefort\\Urls(Storefort\\Context::get()->site, Storefort\\Door::${door}))->register();
        set_transient('woocommerce_blocks_asset_api_script_data_ssl', json_encode(['src' => '${kept}/wp-content/x.js']));
        return json_decode(get_transient('woocommerce_blocks_asset_api_script_data_ssl'), true)['src'];`);
    expect(remembered('Shop', staff)).toBe('https://shop.test/wp-content/x.js');
    expect(remembered('Shop', 'https://shop.test')).toBe('https://shop.test/wp-content/x.js');
    expect(remembered('Staff', 'https://shop.test')).toBe(`${staff}/wp-content/x.js`);
  });
});

import { cpSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ScratchShop, withRealPlugins, wordPressRunsHere } from './scratch-shop';

const whereItRuns = wordPressRunsHere() ? describe : describe.skip;
const onlyWithStandIns = withRealPlugins ? test.skip : test;
const onlyWithRealPlugins = withRealPlugins ? test : test.skip;

interface Event {
  readonly at: string;
  readonly event: string;
  readonly [key: string]: unknown;
}

whereItRuns('the journal', () => {
  let shop: ScratchShop;
  let seen = 0;
  beforeAll(async () => {
    shop = await ScratchShop.start();
    if (withRealPlugins) return;
    const mustUse = path.join(shop.root, 'opt/storefort/host/wordpress/mu-plugins/shop-of-orders.php');
    cpSync(path.join(__dirname, 'shop-of-orders.php'), mustUse);
  }, 120_000);
  afterAll(async () => shop.stop());
  beforeEach(() => {
    seen = shop.log().length;
  });

  /** Lines of the journal since the test began, without PHP's time before them. */
  const lines = () =>
    shop
      .log()
      .slice(seen)
      .split('\n')
      .flatMap((line) => /^\[[^\]]+\] (storefort journal .*)$/.exec(line)?.[1] ?? []);
  const events = () => lines().map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Event);
  const told = () =>
    events().map(({ at, ...event }) => {
      expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      return event;
    });
  const pack = (...sent: string[]) => gzipSync(sent.join('\n')).toString('base64url');
  /** A line as the shop itself would write it. */
  const sealed = (event: string) => shop.run(`return Storefort\\JournalLine::of(${event});`) as string;
  const erased = (what: string, id: number, more = '') =>
    sealed(`['at' => '2026-06-01T00:00:00Z', 'event' => 'erased', 'what' => '${what}', 'id' => ${id}${more}]`);
  const restore = (...args: string[]): { code: number; said: string } => {
    try {
      return { code: 0, said: shop.hostScript('restore.php', ...args) };
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
      return { code: status, said: stdout + stderr };
    }
  };
  const replay = (...sent: string[]) => restore('erasures', '2026-05-01T00:00:00Z', pack(...sent));
  const orders = (rows: Readonly<Record<number, string>>) => {
    const list = Object.entries(rows).map(([id, row]) => `${id} => ['id' => ${id}, ${row}]`);
    shop.run(`update_option('stand_in_orders', [${list.join(', ')}]); return 1;`);
  };
  const user = (login: string, registered = '2026-01-01 00:00:00') =>
    shop.run(`return wp_insert_user(['user_login' => '${login}', 'user_pass' => 'a-long-password', 'user_email' => '${login}@example.org',
      'first_name' => 'Ann', 'role' => 'customer', 'user_registered' => '${registered}', 'meta_input' => ['billing_first_name' => 'Ann']]);`) as number;

  onlyWithStandIns('has each order id once, each payment and each refund with its amount', () => {
    orders({ 41: "'transaction' => 'pi_3Nx', 'total' => '120.00'", 42: "'amount' => '7.50'" });
    shop.run(`foreach ([1, 2] as $twice) {
      do_action('woocommerce_new_order', 41, wc_get_order(41));
      do_action('woocommerce_order_payment_status_changed', 41, wc_get_order(41));
      do_action('woocommerce_payment_complete', 41, 'pi_3Nx');
      do_action('woocommerce_order_refunded', 41, 42); } return 1;`);
    const money = { order: 41, gateway: 'stripe', currency: 'EUR' };
    expect(told()).toEqual([
      { event: 'issued', order: 41 },
      { event: 'paid', ...money, amount: '120.00', transaction: 'pi_3Nx' },
      { event: 'refunded', ...money, amount: '7.50', refund: 42 },
    ]);
  });

  onlyWithStandIns.each(['woocommerce_payment_complete', 'woocommerce_order_payment_status_changed'])(
    'hears of a payment from %s alone',
    (hook) => {
      orders({ 43: "'transaction' => 'tx'" });
      shop.run(`do_action('${hook}', 43, 'tx'); return 1;`);
      expect(told()).toMatchObject([{ event: 'paid', order: 43, transaction: 'tx' }]);
    },
  );

  onlyWithStandIns('keeps what a gateway calls its transaction on one line, and short', () => {
    orders({ 44: `'transaction' => "a\\nb\\u{202e}" . str_repeat('x', 500)` });
    shop.run(`do_action('woocommerce_payment_complete', 44, ''); return 1;`);
    expect(told()).toMatchObject([{ transaction: `a?b???${'x'.repeat(94)}` }]);
  });

  onlyWithStandIns('never stands in the way of an order', () => {
    orders({ 45: "'gateway' => ['not text']" });
    expect(shop.run(`do_action('woocommerce_payment_complete', 45, ''); return 'went on';`)).toBe('went on');
    expect(lines()).toEqual([]);
    expect(shop.log().slice(seen)).toContain('storefort journal-failed TypeError at');
    expect(shop.run(`do_action('woocommerce_payment_complete', 999, ''); return 'went on';`)).toBe('went on');
  });

  onlyWithStandIns('has erasures of orders, of what is in them, and of customers', () => {
    const ann = user('ann');
    orders({ 51: '', 52: '' });
    shop.run(`wc_get_order(51)->delete(true); WC_Privacy_Erasers::remove_order_personal_data(wc_get_order(52));
      WC_Privacy_Erasers::customer_data_eraser('ann@example.org', 1); return 1;`);
    expect(told()).toEqual([
      { event: 'erased', what: 'order', id: 51 },
      { event: 'erased', what: 'order-data', id: 52 },
      { event: 'erased', what: 'customer', id: ann },
    ]);
  });

  test('has orders that were posts, accounts, requests and comments, and names nobody', () => {
    const [bea, cem] = [user('bea'), user('cem')];
    const ids =
      shop.run(`require_once ABSPATH . 'wp-admin/includes/user.php'; require_once ABSPATH . 'wp-admin/includes/privacy-tools.php';
      register_post_type('shop_order'); $post = wp_insert_post(['post_type' => 'shop_order', 'post_title' => 'an order']); wp_delete_post($post, true);
      wp_delete_post(wp_insert_post(['post_type' => 'page', 'post_title' => 'a page']), true);
      $comment = wp_insert_comment(['comment_post_ID' => 1, 'comment_content' => 'x', 'comment_author_email' => 'bea@example.org', 'comment_author' => 'Bea']);
      wp_comments_personal_data_eraser('bea@example.org');
      add_filter('wp_anonymize_comment', fn () => 'kept by law'); wp_insert_comment(['comment_post_ID' => 1, 'comment_content' => 'x', 'comment_author_email' => 'cem@example.org']);
      wp_comments_personal_data_eraser('cem@example.org');
      foreach (['bea@example.org', 'guest@example.org'] as $email) { do_action('wp_privacy_personal_data_erased', wp_create_user_request($email, 'remove_personal_data')); }
      wp_delete_user(${cem}, ${bea}); wp_delete_user(${bea}); return [$post, $comment];`) as [number, number];
    expect(told().filter(({ event }) => event === 'erased')).toEqual([
      { event: 'erased', what: 'order', id: ids[0] },
      { event: 'erased', what: 'comment', id: ids[1] },
      { event: 'erased', what: 'person', id: bea },
      { event: 'erased', what: 'user', id: cem, heir: bea },
      { event: 'erased', what: 'user', id: bea, heir: null },
    ]);
    expect(lines().join()).not.toMatch(/example\.org|bea|cem/i);
  });

  onlyWithStandIns('is replayed: what a restore brought back is erased again', () => {
    const [dan, eve] = [user('dan'), user('eve')];
    orders({ 61: '', 62: '' });
    const { code, said } = replay(
      erased('order', 61),
      erased('order-data', 62),
      erased('customer', dan),
      erased('user', eve, ", 'heir' => null"),
      erased('order', 4711),
      sealed("['at' => '2026-06-01T00:00:00Z', 'event' => 'issued', 'order' => 62]"),
    );
    expect([code, said]).toEqual([
      0,
      `order 61: erased again\norder-data 62: erased again\ncustomer ${dan}: erased again\nuser ${eve}: erased again\norder 4711: not there\nerasures: 4 erased again, 1 not there\n`,
    ]);
    expect(
      shop.run(
        `return [wc_get_order(61) === false, in_array(62, get_option('stand_in_anonymised')), get_user_meta(${dan}, 'billing_first_name', true), get_userdata(${eve})];`,
      ),
    ).toEqual([true, true, '', false]);
  });

  test('is replayed for persons and comments by every eraser there is', () => {
    const fay = user('fay');
    const comment = shop.run(
      `return wp_insert_comment(['comment_post_ID' => 1, 'comment_content' => 'x', 'comment_author_email' => 'gus@example.org', 'comment_author' => 'Gus', 'comment_date_gmt' => '2026-01-01 00:00:00']);`,
    ) as number;
    shop.run(
      `wp_insert_comment(['comment_post_ID' => 1, 'comment_content' => 'x', 'comment_author_email' => 'fay@example.org', 'comment_author' => 'Fay']); return 1;`,
    );
    expect(replay(erased('person', fay), erased('comment', comment))).toMatchObject({ code: 0 });
    expect(shop.run(`return array_map(fn ($email) => get_comments(['author_email' => $email, 'count' => true]), ['fay@example.org', 'gus@example.org']);`)).toEqual([0, 0]); // prettier-ignore
  });

  test('leaves alone what is younger than the recovery point: its number is used again', () => {
    const hal = user('hal', '2026-05-02 00:00:00');
    const sent = [erased('user', hal), erased('customer', hal), erased('person', hal)];
    if (!withRealPlugins) {
      orders({ 71: "'made' => '2026-05-02T00:00:00Z'" });
      sent.push(erased('order', 71), erased('order-data', 71));
    }
    const { code, said } = replay(...sent);
    expect(code).toBe(0);
    expect(said).toContain(`erasures: ${sent.length} younger than the recovery point, left alone`);
    expect(shop.run(`return [get_userdata(${hal})->user_login, get_user_meta(${hal}, 'billing_first_name', true)];`)).toEqual(['hal', 'Ann']); // prettier-ignore
  });

  test('believes no line that the shop did not write', () => {
    const [ida, liz] = [user('ida'), user('liz')];
    const line = erased('user', ida);
    const forged = [
      line.replace(`"id":${ida}`, `"id":${liz}`),
      line.replace(/journal \w{64}/, `journal ${'0'.repeat(64)}`),
      line.replace(/journal \w{64} /, 'journal '),
      `${line} `,
      `x ${line}`,
    ];
    const { code, said } = replay(...forged);
    expect([code, said]).toEqual([
      1,
      "erasures: none\n5 lines are not this shop's: forged, changed, or sealed with salts of another time; nothing was done for them\n",
    ]);
    expect(shop.run(`return [get_userdata(${liz}) !== false, get_userdata(${ida}) !== false];`)).toEqual([true, true]);
    expect(restore('order-id', pack(...forged)).code).toBe(1);
  });

  test('says which erasure failed, and goes on with the others', () => {
    const [jon, kim] = [user('jon'), user('kim')];
    const { code, said } = replay(erased('something', jon), erased('user', kim, ", 'heir' => null"));
    expect([code, said]).toEqual([
      1,
      `something ${jon}: failed\nuser ${kim}: erased again\nerasures: 1 failed, 1 erased again\n`,
    ]);
  });

  test('raises the next order’s id above the last one issued, with room, and never lowers it', async () => {
    const next = () =>
      shop.sql(
        "SELECT AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'shop' AND TABLE_NAME = 'wp_posts'",
      );
    const issued = (id: number) => sealed(`['at' => '2026-06-01T00:00:00Z', 'event' => 'issued', 'order' => ${id}]`);
    const first = restore('order-id', pack(issued(70_001), issued(80_000), issued(9)));
    expect(first).toMatchObject({ code: 0 });
    expect(first.said).toMatch(/^the next order's id was \d+ and is 81000\n$/);
    expect(String(await next())).toBe('81000');
    // Nothing has that id yet, so the database itself would take a lower one.
    expect(restore('order-id', pack(issued(70_001)))).toEqual({
      code: 0,
      said: "the next order's id is 81000 already\n",
    });
    expect(shop.run("return wp_insert_post(['post_title' => 'the next']);")).toBe(81_000);
    expect(restore('order-id', pack(erased('order', 1)))).toEqual({
      code: 1,
      said: "no line names an order, so the next order's id stays as it is\n",
    });
  });

  test.each([
    [[]],
    [['order-id', '']],
    [['order-id', '!!']],
    [['order-id', Buffer.from('not zipped').toString('base64url')]],
    [['erasures', 'yesterday', 'H4sI']],
    [['erase', pack('x'), pack('x')]],
    [['order-id', gzipSync('x'.repeat(5_000_000)).toString('base64url')]],
  ])('explains itself where it is not understood: %#', (args) => {
    expect(restore(...args)).toMatchObject({ code: 2, said: expect.stringContaining('usage: erasures') });
  });

  onlyWithRealPlugins.each(['yes', 'no'])(
    'tells of WooCommerce’s own orders and replays on them, HPOS %s',
    async (hpos) => {
      // WooCommerce itself would first want the orders of the one kind copied to the other.
      await shop.sql(
        `UPDATE shop.wp_options SET option_value = '${hpos}' WHERE option_name = 'woocommerce_custom_orders_table_enabled'`,
      );
      const [order, refund, other] = shop.run(`$order = wc_create_order(); $fee = new WC_Order_Item_Fee(); $fee->set_total('20'); $order->add_item($fee);
      $order->set_billing_email('ann@example.org'); $order->set_payment_method('stripe'); $order->calculate_totals(); $order->payment_complete('pi_1');
      $refund = wc_create_refund(['order_id' => $order->get_id(), 'amount' => '5']);
      $other = wc_create_order(); $other->set_billing_email('bea@example.org'); $other->set_date_created('2026-01-01'); $other->save();
      WC_Privacy_Erasers::remove_order_personal_data($other);
      return [$order->get_id(), $refund->get_id(), $other->get_id()];`) as number[]; // prettier-ignore
      const money = { order, gateway: 'stripe', currency: expect.any(String) as unknown };
      expect(told()).toEqual([
        { event: 'issued', order },
        { event: 'paid', ...money, amount: '20.00', transaction: 'pi_1' },
        { event: 'refunded', ...money, amount: '5', refund },
        { event: 'issued', order: other },
        { event: 'erased', what: 'order-data', id: other },
      ]);
      expect(lines().join()).not.toContain('example.org');
      shop.run(
        `$other = wc_get_order(${other}); $other->set_billing_email('bea@example.org'); $other->save(); return 1;`,
      );
      expect(replay(erased('order-data', other ?? 0), erased('order', order ?? 0))).toMatchObject({
        code: 0,
        said: expect.stringContaining(`order ${order}: younger than the recovery point, left alone`),
      });
      expect(shop.run(`return str_contains(wc_get_order(${other})->get_billing_email(), 'bea');`)).toBe(false);
      seen = shop.log().length;
      expect(replay(erased('order', other ?? 0)).said).toContain('1 erased again');
      expect(told()).toEqual([{ event: 'erased', what: 'order', id: other }]);
      expect(shop.run(`return wc_get_order(${other});`)).toBe(false);
    },
  );
});

import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScratchShop, withRealPlugins, wordPressRunsHere } from './scratch-shop';

const whereItRuns = wordPressRunsHere() ? describe : describe.skip;

whereItRuns('installing a release', () => {
  let shop: ScratchShop;
  beforeAll(async () => {
    shop = await ScratchShop.start();
  }, 120_000);
  afterAll(async () => shop.stop());

  test('leaves no account and none of WordPress’s sample content', async () => {
    expect(await shop.sql('SELECT * FROM shop.wp_users')).toEqual([]);
    expect(await shop.sql("SELECT post_title FROM shop.wp_posts WHERE post_title LIKE 'Hello%'")).toEqual([]);
  });

  test('activates what the release ships, in the order plugins need each other', () => {
    expect(shop.run("return array_map('dirname', get_option('active_plugins'));")).toEqual(
      expect.arrayContaining(['woocommerce', 'woocommerce-pos']),
    );
  });

  test('names pages by their titles', async () => {
    expect(shop.run("return get_option('permalink_structure');")).toBe('/%postname%/');
    expect((await shop.ask('/my-account/')).status).toBe(200);
  });

  test('changes nothing the second time', async () => {
    const state = () =>
      shop.sql("SELECT ID, post_title FROM shop.wp_posts UNION SELECT option_id, 'option' FROM shop.wp_options");
    const before = await state();
    shop.hostScript('install.php');
    expect(await state()).toEqual(before);
  });

  (withRealPlugins ? test : test.skip)('keeps orders in tables of their own before anybody visits', async () => {
    expect(await shop.sql("SHOW TABLES FROM shop LIKE 'wp_wc_orders'")).toHaveLength(1);
    const type =
      'return wc_create_order()->get_id() > 0 ? Automattic\\WooCommerce\\Utilities\\OrderUtil::custom_orders_table_usage_is_enabled() : null;';
    expect(shop.run(type)).toBe(true);
    expect(await shop.sql("SELECT * FROM shop.wp_posts WHERE post_type = 'shop_order'")).toEqual([]);
  });

  test('leaves WooCommerce’s queue to cron, and its tables to the release', () => {
    const code =
      "return [apply_filters('action_scheduler_allow_async_request_runner', true), apply_filters('woocommerce_enable_auto_update_db', false)];";
    expect(shop.run(code)).toEqual([false, true]);
  });

  test('does scheduled work on one host at a time', async () => {
    await shop.sql("SELECT GET_LOCK('storefort-cron-shop', 0)");
    shop.run("wp_schedule_single_event(time() - 10, 'scratch_event'); return null;");
    shop.hostScript('cron.php');
    expect(shop.run("return wp_next_scheduled('scratch_event') !== false;")).toBe(true);
    await shop.sql("SELECT RELEASE_LOCK('storefort-cron-shop')");
    shop.hostScript('cron.php');
    expect(shop.run("return wp_next_scheduled('scratch_event') !== false;")).toBe(false);
  });

  test.each([
    ['database.json', (text: string) => text.replace('of-a-throwaway-server', '')],
    ['salts.json', (text: string) => text.replace('NONCE_SALT', 'NONE')],
    ['site.json', () => '{'],
  ])('answers 503 and no secret while %s lacks something', async (name, spoil) => {
    const file = path.join(shop.root, 'run/storefort', name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, spoil(text));
    const answer = await shop.ask('/');
    const body = await answer.text();
    writeFileSync(file, text);
    expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('cache-control')]).toEqual([
      503,
      '30',
      'no-store',
    ]);
    expect(body).toBe('The shop is away for a moment. Please try again shortly.\n');
    expect(shop.log()).toContain(`storefort not-ready run/storefort/${name}`);
    expect(shop.log()).not.toContain('of-a-throwaway-server');
  });

  test('answers nothing to a request that came by no door', async () => {
    expect((await shop.ask('/', { headers: { 'x-door': 'back' } })).status).toBe(503);
  });

  test.each(['/', '/wp-admin/admin-ajax.php', '/wp-json/wc/store/v1/products'])(
    'says 503 at %s without a database, and not where that would be',
    async (url) => {
      const file = path.join(shop.root, 'run/storefort/database.json');
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace(/"port":\d+/, '"port":1'));
      const answer = await shop.ask(url);
      const body = await answer.text();
      writeFileSync(file, text);
      expect(answer.status).toBe(503);
      expect(body).toBe('The shop is away for a moment. Please try again shortly.\n');
    },
  );

  test('refuses a database whose certificate another authority signed', () => {
    const file = path.join(shop.root, 'ca.pem');
    renameSync(file, `${file}.kept`);
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=other', '-keyout', '/dev/null', '-out', file],
      { stdio: 'pipe' },
    );
    expect(() => shop.run('return 1;')).toThrow(/away for a moment|Command failed/);
    renameSync(`${file}.kept`, file);
    expect(shop.run('return 1;')).toBe(1);
  });
});

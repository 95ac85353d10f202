import { eventually } from '../support/await';
import { mails } from '../support/mails';
import type { Probe } from '../support/probes';
import type { Shop } from '../support/shop';

const must = (isRight: boolean, complaint: string): string | undefined => (isRight ? undefined : complaint);

/** Quick questions about what the must-use plugin does; the tests of a day, of staff and of PHP ask the same at more length. */
export const pluginProbes: Readonly<Record<string, Probe>> = {
  'staff is nobody at the shop door': async (shop) => {
    const seen: string[] = [];
    for (const headers of [
      { cookie: (await shop.session('admin')).cookie },
      { authorization: `Bearer ${await shop.cashierToken()}` },
    ])
      seen.push((await shop.get('shop', '/?wc-ajax=probe', { headers })).body.slice(0, 10));
    return must(
      seen.every((body) => body.startsWith('{"user":0')),
      seen.join(),
    );
  },
  'an article is stored and shown without the staff door': async (shop) => {
    const link = `https://${shop.value('staff-host')}/x`;
    const { cookie, nonce } = await shop.session('admin');
    const headers = { 'x-wp-nonce': nonce, 'content-type': 'application/json' };
    const body = JSON.stringify({ title: 'x', status: 'publish', content: link, excerpt: link });
    const made = await shop.ask('staff', { method: 'POST', target: '/wp-json/wp/v2/posts', cookie, headers, body });
    const { id, content } = JSON.parse(made.body) as { id: number; content: { raw: string } };
    const page = await shop.get('shop', `/?p=${id}`);
    return must(!content.raw.includes(link) && page.status === 301, `${made.status}, ${page.status}, ${content.raw}`);
  },
  'pages of the shop door load from the shop door': async (shop) => {
    const staff = shop.value('staff-host');
    const raw = await shop.host.preview.php(
      `echo site_url('/wp-login.php?action=postpass'), wp_upload_dir()['baseurl'], rest_url(), includes_url();`,
    );
    const page = await shop.get('shop', '/my-account/?x=1');
    return must(!raw.includes(staff) && !page.body.includes(staff), `it names the staff door: ${raw}`);
  },
  'pages of the staff door load from the staff door': async (shop) => {
    const { cookie } = await shop.session('admin');
    const { body } = await shop.get('staff', '/?x=1', { cookie });
    const foreign = new RegExp(`https://${shop.value('shop-host')}/wp-(includes|content/themes)/`).exec(body)?.[0];
    return must(foreign === undefined, foreign ?? '');
  },
  'a draft’s preview leads to the staff door': async (shop) => {
    const { cookie } = await shop.session('admin');
    const list = await shop.get('staff', '/wp-admin/edit.php?post_status=draft&post_type=post', { cookie });
    const links = list.body.match(/https:\/\/[^"']*preview=true/g) ?? [];
    return must(links.length > 0 && links.every((link) => link.includes(shop.value('staff-host'))), links.join());
  },
  'a till’s page names the staff door': async (shop) => {
    const { cookie } = await shop.session('cashier');
    const { body } = await shop.get('staff', '/pos/', { cookie });
    return must(body.includes(`${shop.value('staff-host')}/wp-json`), 'it does not');
  },
  'wrong names and wrong passwords are told alike': async (shop) => {
    const said: string[] = [];
    for (const log of [shop.value('admin-login'), 'nobody-of-that-name']) {
      const { body } = await shop.post('staff', '/wp-login.php', { log, pwd: 'wrong' });
      said.push((/id="login_error"[\s\S]*?<\/div>/.exec(body)?.[0] ?? '').replaceAll(log, ''));
    }
    return must(said[0] === said[1] && said[0] !== '', said.join(' | '));
  },
  'cookies of accounts are for this site only': async (shop) => {
    const form = { log: shop.value('customer-login'), pwd: shop.value('customer-password') };
    const { headers } = await shop.post('staff', '/wp-login.php', form, {
      cookie: 'wordpress_test_cookie=WP%20Cookie%20check',
    });
    const set = (headers['set-cookie'] ?? []).filter((line) => line.includes('logged_in') && !line.includes('deleted'));
    return must(set.length > 0 && set.every((line) => /secure/i.test(line) && /samesite=lax/i.test(line)), set.join());
  },
  'mails are written, and customers’ lead to the shop door': async (shop) => {
    const before = mails(shop).length;
    await shop.post('staff', '/wp-login.php?action=lostpassword', { user_login: shop.value('customer-login') });
    const count = await eventually(
      () => Promise.resolve(mails(shop).length),
      (sent) => sent > before,
      3,
    );
    if (count === before) return 'none was written';
    return must(!(mails(shop).at(-1)?.text ?? '').includes(shop.value('staff-host')), 'it leads to the staff door');
  },
  'no version and no way in is advertised': async (shop) => {
    const { body, headers } = await shop.get('shop', '/?x=2');
    const told = /generator|EditURI|rsd\+xml|wlwmanifest|api\.w\.org|shortlink/.exec(
      `${body}${JSON.stringify(headers)}`,
    )?.[0];
    const feed = /<generator>[^<]*\?v=/.exec((await shop.get('shop', '/feed/')).body)?.[0];
    return must(told === undefined && feed === undefined, `${told ?? ''} ${feed ?? ''}`);
  },
  'authors are named to nobody': async (shop) => {
    const article = await shop.host.preview.php(`echo get_permalink(${shop.value('article')});`);
    const target = `/wp-json/oembed/1.0/embed?url=${encodeURIComponent(article)}`;
    const seen = [(await shop.get('shop', target)).body, (await shop.get('shop', '/feed/')).body];
    return must(
      !seen.some((body) => /author_name|seed-admin/.test(body)),
      seen.map((body) => /.{0,20}(author_name|seed-admin).{0,20}/.exec(body)?.[0] ?? '').join(),
    );
  },
  'the one-time address shows its button': async (shop) => {
    const link = new URL(await shop.host.preview.signIn());
    const page = await shop.get('staff', `${link.pathname}${link.search}`);
    return must(
      page.status === 200 && /<form[^>]*method="post"/i.test(page.body) && !page.body.includes('user_pass'),
      String(page.status),
    );
  },
  'what is included from uploads is told': async (shop) => included(shop),
  'a cashier edits customers and no staff': async (shop) => {
    const can = await shop.host.preview.php(
      `$c = ${shop.value('cashier')}; echo (int) user_can($c, 'edit_user', ${shop.value('customer')}), (int) user_can($c, 'edit_user', ${shop.value('admin')});`,
    );
    return must(can === '10', can);
  },
  'till tokens last a shift, PHP receipts are refused, tokens go nowhere else': async (shop) => {
    const seconds = await shop.host.preview.php(
      `echo apply_filters('woocommerce_pos_jwt_refresh_token_expire', 0, 0), apply_filters('action_scheduler_allow_async_request_runner', true) ? ' async' : ' timer';`,
    );
    return must(seconds === '43200 timer', seconds);
  },
};

async function included(shop: Shop): Promise<string | undefined> {
  await shop.host.preview.php("file_put_contents(wp_upload_dir()['basedir'] . '/probe-included.php', '<?php');");
  const count = () => shop.host.read('var/log/storefort/php-error.log').split('probe-included.php').length;
  const before = count();
  await shop.get('shop', '/?wc-ajax=probe_include');
  const after = await eventually(
    () => Promise.resolve(count()),
    (now) => now > before,
    2,
  );
  return must(after > before, 'nobody was told');
}

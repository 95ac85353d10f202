import { fieldOf } from '../support/browser';
import { targetsAt } from '../support/links';
import { mails } from '../support/mails';
import { type Answer, isReal } from '../support/shop';
import { type Day, isNoPage, shopper } from './a-day';

/** What shoppers do, and staff for them. */
export function shoppersBuy(day: () => Day): void {
  test('shoppers browse: every address that any page names opens', async () => {
    const { shop } = day();
    const start = [
      '/',
      '/shop/',
      `/product/${shop.value('product-slug')}/`,
      `/product-category/${shop.value('category-slug')}/`,
      '/?s=hat',
      '/cart/',
      '/checkout/',
      '/my-account/',
      '/my-account/lost-password/',
      '/feed/',
      '/wp-sitemap.xml',
      '/robots.txt',
      '/no-such-page/',
    ];
    const { opened, closed } = await walk(day(), start);
    expect(closed).toEqual([]);
    expect(opened).toBeGreaterThan(30);
  }, 240_000);

  test('a shopper registers, and is written to', async () => {
    const { shop, mia, shopHost } = day();
    const page = await mia.open('/my-account/');
    const field =
      fieldOf(page, 'woocommerce-register-nonce') ??
      (await shop.host.preview.php("echo wp_create_nonce('woocommerce-register');"));
    await mia.submit('/my-account/', { email: shopper, register: 'Register', 'woocommerce-register-nonce': field });
    const mail = await day().mailTo(shopper, /account|welcome/i);
    expect(targetsAt(shopHost, mail.text).length).toBeGreaterThan(0);
  }, 60_000);

  test('a shopper fills a cart and orders', async () => {
    const { shop, mia, shopHost } = day();
    const filled = await mia.open(`/?add-to-cart=${shop.value('product')}`);
    expect(filled.status).toBe(200);
    expect(mia.jar.header).toContain('woocommerce_items_in_cart');
    expect((await mia.open('/cart/')).status).toBe(200);
    const cart = await mia.open('/wp-json/wc/store/v1/cart');
    expect(cart.status).toBe(200);
    if (!isReal) return;
    const address = {
      first_name: 'Mia',
      last_name: 'Day',
      address_1: '1 Main St',
      city: 'Beverly Hills',
      state: 'CA',
      postcode: '90210',
      country: 'US',
      email: shopper,
      phone: '5550100',
    };
    const order = await mia.call(
      'POST',
      '/wp-json/wc/store/v1/checkout',
      { billing_address: address, shipping_address: address, payment_method: 'cod' },
      { nonce: String(cart.headers['nonce']) },
    );
    expect([order.status, order.body.slice(0, 200)]).toEqual([200, order.body.slice(0, 200)]);
    const { order_id, payment_result } = JSON.parse(order.body) as {
      order_id: number;
      payment_result: { redirect_url: string };
    };
    day().ordered = String(order_id);
    const thanks = new URL(payment_result.redirect_url);
    expect(thanks.host).toBe(shopHost);
    await day().opensAtShop(`${thanks.pathname}${thanks.search}`, { cookie: mia.jar.header });
    await day().mailTo(shopper, /order/i);
    // The shop's own notice leads to the order in wp-admin, where staff may go.
    const notice = await day().mailTo(day().staffMails[0] ?? '', /order/i);
    expect(notice.text).not.toContain(`https://${shopHost}/wp-admin/`);
  }, 90_000);

  test('a payment is reported', async () => {
    const { shop } = day();
    const answer = await shop.ask('shop', {
      method: 'POST',
      target: '/?wc-api=wc_stripe',
      headers: { 'content-type': 'application/json' },
      body: '{"id":"evt_1"}',
    });
    expect([answer.status, answer.body]).toEqual([200, '{"received":true}']);
  }, 30_000);

  test('staff refunds', async () => {
    const { shop, staff, staffHost, nonce } = day();
    const target = `/wp-json/wc/v3/orders/${day().ordered ?? shop.value('order')}/refunds`;
    const answer = await staff.call(
      'POST',
      target,
      { amount: '1.00', api_refund: false, reason: `see https://${staffHost}/shop/` },
      { 'x-wp-nonce': nonce },
    );
    expect(answer.status).toBe(isReal ? 201 : 200);
    if (isReal) await day().mailTo(shopper, /refund/i);
  }, 60_000);

  test('staff writes a note to the customer', async () => {
    const { staff, shopHost, staffHost, nonce } = day();
    if (!isReal) return;
    const answer = await staff.call(
      'POST',
      `/wp-json/wc/v3/orders/${day().ordered ?? ''}/notes`,
      { note: `Your parcel: https://${staffHost}/shop/?parcel=1`, customer_note: true },
      { 'x-wp-nonce': nonce },
    );
    expect(answer.status).toBe(201);
    const mail = await day().mailTo(shopper, /parcel/);
    expect(mail.text).toContain(`https://${shopHost}/shop/?parcel=1`);
  }, 60_000);

  test('a protected article opens with its password, at the shop door', async () => {
    const { staff, mia, shopHost, nonce } = day();
    const made = await staff.call(
      'POST',
      '/wp-json/wp/v2/posts',
      { title: 'Secret', status: 'publish', password: 'abc', content: 'For friends.' },
      { 'x-wp-nonce': nonce },
    );
    const target = new URL((JSON.parse(made.body) as { link: string }).link).pathname;
    const closed = await mia.open(target);
    expect(closed.body).not.toContain('For friends.');
    const form = targetsAt(shopHost, closed.body).find((each) => each.includes('postpass'));
    const open = await mia.submit(
      form ?? 'no form on the page',
      { post_password: 'abc', redirect_to: `https://${shopHost}${target}` },
      { referer: `https://${shopHost}${target}` },
    );
    expect(open.body).toContain('For friends.');
  }, 60_000);

  test('a review is written, and staff is told with addresses of the staff door', async () => {
    const { shop, mia, shopHost, staffHost } = day();
    await shop.host.preview.php(
      `update_option('comment_moderation', '1'); wp_update_post(['ID' => ${shop.value('product')}, 'comment_status' => 'open', 'post_author' => ${shop.value('admin')}]);`,
    );
    const answer = await mia.submit('/wp-comments-post.php', {
      comment_post_ID: shop.value('product'),
      author: 'Mia',
      email: shopper,
      comment: `Fits. https://${staffHost}/shop/`,
      rating: '5',
    });
    expect(answer.status).toBeLessThan(400);
    const mail = mails(shop).findLast(({ subject, text }) => /moderate|comment|review/i.test(`${subject} ${text}`));
    if (mail !== undefined) expect(mail.text).not.toContain(`https://${shopHost}/wp-admin/`);
  }, 60_000);
}

/**
 * Opens these, and whatever at the shop door they name, sitemaps to their ends. Pages of pages are left out: three hundred addresses
 * are enough of a walk.
 */
async function walk({ mia, shopHost }: Day, start: readonly string[]): Promise<{ opened: number; closed: string[] }> {
  const waiting = new Set(start);
  const closed: string[] = [];
  for (const target of waiting) {
    const answer = await mia.open(target);
    if (answer.status >= 400 && target !== '/no-such-page/') closed.push(`${target}: ${answer.status}`);
    const isEntry = waiting.size < 300 && (start.includes(target) || target.includes('sitemap'));
    const named = isEntry ? linksOf(answer, shopHost) : [];
    for (const next of named) waiting.add(next);
  }
  return { opened: waiting.size, closed };
}

function linksOf({ headers, body }: Answer, host: string): string[] {
  const isText = /html|xml/.test(headers['content-type'] ?? '');
  return isText ? targetsAt(host, body).filter((target) => !isNoPage(target)) : [];
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fieldOf } from '../support/browser';
import { addressesIn } from '../support/links';
import { isReal } from '../support/shop';
import { type Day } from './a-day';

/** What staff does before the shop is full. */
export function staffWrites(day: () => Day): void {
  test('staff signs in by the one-time address', async () => {
    const { shop, staff, staffHost } = day();
    const link = new URL(await shop.host.preview.signIn());
    expect(link.host).toBe(staffHost);
    const page = await staff.open(`${link.pathname}${link.search}`);
    expect(page.status).toBe(200);
    const dashboard = await staff.submit(`${link.pathname}${link.search}`, {
      token: link.searchParams.get('token') ?? '',
    });
    expect(dashboard.status).toBe(200);
    expect(staff.jar.header).toContain('wordpress_logged_in');
    const screen = await staff.open('/wp-admin/index.php');
    expect(screen.status).toBe(200);
    day().nonce = (await staff.open('/wp-admin/admin-ajax.php?action=rest-nonce')).body;
    expect(day().nonce).toMatch(/^[0-9a-f]{10}$/);
  }, 60_000);

  test('staff edits a product in the editor of old, with addresses of the staff door in it', async () => {
    const { shop, staff, mia, shopHost } = day();
    const product = shop.value('product');
    const editor = await staff.open(`/wp-admin/post.php?post=${product}&action=edit`);
    const fields = {
      action: 'editpost',
      post_type: 'product',
      post_ID: product,
      post_title: 'Blue hat',
      content: `A fine hat. ${day().staffLink()}`,
      excerpt: day().staffLink(),
      post_status: 'publish',
      visibility: 'public',
      _wpnonce: fieldOf(editor, '_wpnonce') ?? '',
    };
    const saved = await staff.submit('/wp-admin/post.php', {
      ...fields,
      ...(isReal && {
        _regular_price: '19',
        woocommerce_meta_nonce: fieldOf(editor, 'woocommerce_meta_nonce') ?? '',
        'product-type': 'simple',
      }),
    });
    expect(saved.status).toBe(200);
    const page = await mia.open(`/product/${shop.value('product-slug')}/?edited=1`);
    expect(page.body).toContain('A fine hat.');
    expect(page.body).toContain(`https://${shopHost}/wp-content/uploads/${shop.value('picture')}`);
  }, 60_000);

  test('staff writes an article in the editor of blocks', async () => {
    const { staff, shopHost, nonce } = day();
    const made = await staff.call(
      'POST',
      '/wp-json/wp/v2/posts',
      {
        title: 'News',
        status: 'publish',
        content: `<!-- wp:html -->${day().staffLink()}<!-- /wp:html -->`,
        excerpt: day().staffLink(),
      },
      { 'x-wp-nonce': nonce },
    );
    expect(made.status).toBe(201);
    const article = JSON.parse(made.body) as { id: number; link: string };
    expect(new URL(article.link).host).toBe(shopHost);
    const revised = await staff.call(
      'POST',
      `/wp-json/wp/v2/posts/${article.id}/autosaves`,
      { content: `again ${day().staffLink()}` },
      { 'x-wp-nonce': nonce },
    );
    expect(revised.status).toBe(200);
    await day().opensAtShop(new URL(article.link).pathname);
  }, 60_000);

  test('staff uploads a picture, which shoppers see', async () => {
    const { shop, staff, shopHost, nonce } = day();
    const picture = readFileSync(
      path.join(shop.host.preview.root, 'srv/storefort/shared/uploads', shop.value('picture')),
    );
    const answer = await shop.ask('staff', {
      method: 'POST',
      target: '/wp-json/wp/v2/media',
      cookie: staff.jar.header,
      headers: {
        'x-wp-nonce': nonce,
        'content-type': 'image/png',
        'content-disposition': 'attachment; filename="scarf.png"',
      },
      body: picture,
    });
    expect(answer.status).toBe(201);
    const source = new URL((JSON.parse(answer.body) as { source_url: string }).source_url);
    expect(source.host).toBe(shopHost);
    expect((await day().opensAtShop(source.pathname)).headers['content-type']).toBe('image/png');
  }, 60_000);

  test('staff looks at a draft at the staff door; shoppers cannot', async () => {
    const { shop, staff, staffHost } = day();
    const draft = shop.value('draft');
    const list = await staff.open('/wp-admin/edit.php?post_status=draft&post_type=post');
    const preview = addressesIn(list.body).find((address) => address.includes('preview=true'));
    expect(preview === undefined ? undefined : new URL(preview).host).toBe(staffHost);
    const page = await staff.open(`/?p=${draft}&preview=true`);
    expect([page.status, page.body.includes('What only staff may read yet.')]).toEqual([200, true]);
    const stranger = await shop.get('shop', `/?p=${draft}&preview=true`);
    expect([stranger.status, stranger.body.includes('What only staff')]).toEqual([404, false]);
    expect((await shop.get('shop', `/?p=${draft}`)).body).not.toContain('What only staff');
  }, 60_000);
}

import { type ConnectionConfig, createConnection } from 'mariadb';
import { doorAddresses } from '../../../cli/host/ports';
import { CookieJar, describeHost, PreviewHost } from '../../support/preview-host';

jest.setTimeout(180_000);

describeHost()('a preview with the stand-ins', () => {
  let host: PreviewHost;
  beforeAll(async () => {
    host = await PreviewHost.start();
  });
  afterAll(async () => {
    await host.stop();
  });

  test('answers at the shop door, and not with what is the staff’s', async () => {
    expect((await host.ask('shop', { target: '/' })).status).toBe(200);
    expect((await host.ask('shop', { target: '/wp-login.php' })).status).toBe(404);
  });

  test('answers at the staff door', async () => {
    expect((await host.ask('staff', { target: '/wp-login.php' })).status).toBe(200);
  });

  test('both doors show a certificate that its authority signed, and that nobody else trusts', async () => {
    for (const door of ['shop', 'staff'] as const) {
      expect((await host.ask(door, { target: '/robots.txt' })).status).toBe(200);
      const { port } = host.addressOf(door);
      const stranger = fetch(`https://${doorAddresses[door]}:${port}/robots.txt`);
      await expect(stranger).rejects.toMatchObject({ cause: { code: expect.stringMatching(/VERIFY|SELF_SIGNED/) } });
    }
  });

  test('a host name that is neither door’s is refused in front', async () => {
    const answer = await host.ask('shop', { target: '/', headers: { host: 'shop.example.com' } });
    expect(answer.status).toBe(403);
  });

  test('a client that names the staff door’s secret at the shop door stays at the shop door', async () => {
    const headers = { 'x-storefort-door': host.doorSecret('staff') };
    expect((await host.ask('shop', { target: '/wp-login.php', headers })).status).toBe(404);
    expect((await host.ask('shop', { target: '/', headers })).status).toBe(200);
  });

  test('the log has the client’s own address, whatever it says', async () => {
    const headers = {
      'cloudfront-viewer-address': '203.0.113.9:1',
      'x-forwarded-for': '203.0.113.9',
      'cf-connecting-ip': '203.0.113.9',
    };
    await host.ask('shop', { target: '/?who=forged', from: '127.0.7.7', headers });
    const line = host.read('var/log/nginx/access.log').trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(line)).toMatchObject({ client: '127.0.7.7' });
  });

  test('PHP has as many workers as were asked for, not as many as this machine could hold', () => {
    expect(host.read('etc/storefort/php/php-fpm.conf')).toMatch(/^pm\.max_children = 8$/m);
  });

  test('the sign-in address signs an administrator in, once', async () => {
    const address = new URL(await host.preview.signIn());
    expect(address.origin).toBe(host.preview.staffUrl);
    const target = address.pathname + address.search;
    const jar = new CookieJar();
    const form = await host.ask('staff', { target });
    expect(form.status).toBe(200);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: host.preview.staffUrl };
    const fields = new URLSearchParams(hiddenFields(form.body)).toString();
    const post = { method: 'POST', target, headers, body: fields, cookie: jar.take(form).header };
    jar.take(await host.ask('staff', post));
    expect((await host.ask('staff', { target: '/wp-admin/users.php', cookie: jar.header })).status).toBe(200);
    const again = new CookieJar().take(await host.ask('staff', { ...post, cookie: '' }));
    expect((await host.ask('staff', { target: '/wp-admin/users.php', cookie: again.header })).status).toBe(302);
  });

  test('PHP runs with the shop loaded', async () => {
    expect(await host.preview.php('echo get_option("stylesheet");')).toBe('twentytwentyfive');
  });

  test('people who are signed in are known at their door', async () => {
    const { cookie, nonce } = await host.signedIn('admin');
    const asked = { target: '/wp-json/wp/v2/users/me', cookie, headers: { 'x-wp-nonce': nonce } };
    const answer = await host.ask('staff', asked);
    expect(JSON.parse(answer.body)).toMatchObject({ id: Number(host.seeded['admin']) });
    expect((await host.ask('shop', asked)).status).toBe(404);
  });

  test('a tick brings the host up to date and runs what is scheduled', async () => {
    await host.preview.php('add_option("ticked", 0); wp_schedule_single_event(time() - 1, "storefort_test_tick");');
    await host.preview.tick();
    expect(await host.preview.php('var_export(wp_next_scheduled("storefort_test_tick"));')).toBe('false');
  });

  test('the database lets nobody in without a password or without TLS; the shop comes by TLS', async () => {
    const { admin } = host.preview.database;
    const ssl = { ca: host.preview.ca };
    const enter = async (options: ConnectionConfig) => (await createConnection({ ...admin, ...options })).end();
    await expect(enter({ user: 'root', password: '', ssl })).rejects.toThrow(/Access denied/);
    await expect(enter({ password: '', ssl })).rejects.toThrow(/Access denied/);
    await expect(enter({ ssl: false })).rejects.toThrow(/Access denied|secure/i);
    await expect(enter({ ssl })).resolves.toBeUndefined();
    expect(await host.preview.php('echo $wpdb->get_row("SHOW STATUS LIKE \'Ssl_version\'")->Value;')).toMatch(
      /^TLSv1\.[23]$/,
    );
  });

  test('the database comes back on its port', async () => {
    await host.preview.database.restart();
    const answer = await host.ask('staff', { target: '/wp-login.php' });
    expect(answer.status).toBe(200);
  });
});

/** `name=value` of a form's hidden fields and its button. */
function hiddenFields(html: string): [string, string][] {
  return [...html.matchAll(/<(?:input|button)[^>]*>/g)].flatMap(([tag]) => {
    const name = /name="([^"]+)"/.exec(tag)?.[1];
    const value = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
    return name === undefined ? [] : [[name, value.replaceAll('&amp;', '&')] as [string, string]];
  });
}

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { type Asked, DoorHost, doorPrograms, doorSecrets } from './door-host';
import { answerOf, toldBy } from './raw-answer';
import { describeWith } from './web-host';

const uploads = 'srv/storefort/shared/uploads';

describeWith(doorPrograms)('the doors of nginx', () => {
  let host: DoorHost;
  beforeAll(async () => {
    host = await DoorHost.start();
  });
  afterAll(async () => {
    await host.remove();
  });

  const asked = async (target: string, options: Asked = {}): Promise<number> =>
    (await host.ask(target, options)).status;
  /** One request as bytes: whatever a client may say. */
  const raw = (...lines: string[]): Promise<string> => host.send(`${lines.join('\r\n')}\r\n\r\n`);
  const byShop = `X-Storefort-Door: ${doorSecrets.shop}`;

  describe('who comes in', () => {
    test.each(['shop', 'staff'] as const)('a request with the name and the secret of the %s door', async (door) => {
      const told = toldBy(await host.ask('/', { door }));
      expect(told).toMatchObject({ by: 'index.php', server: { STOREFORT_DOOR: door, STOREFORT_ROUTE: 'page' } });
    });

    test.each([
      ['without a secret', []],
      ['with an empty secret', ['X-Storefort-Door: ']],
      ['with a wrong secret', ['X-Storefort-Door: x']],
      ['with the staff door’s secret', [`X-Storefort-Door: ${doorSecrets.staff}`]],
      ['with the secret in a header of nearly that name', [`X_Storefort_Door: ${doorSecrets.shop}`]],
      ['with the secret and more', [`X-Storefort-Door: ${doorSecrets.shop}x`]],
      ['with the door’s name for a secret', ['X-Storefort-Door: shop']],
    ])('nobody %s', async (_, headers) => {
      const answer = answerOf(await raw('GET / HTTP/1.1', 'Host: shop.example.com', 'Connection: close', ...headers));
      expect(answer).toMatchObject({ status: 403, body: '403\n' });
    });

    test('nobody at the staff door with the shop door’s secret', async () => {
      const answer = await raw('GET / HTTP/1.1', 'Host: staff.example.com', 'Connection: close', byShop);
      expect(answerOf(answer).status).toBe(403);
    });

    test.each([
      'evil.example.com',
      'shop.example.com.evil.example.com',
      'evil.example.com/shop.example.com',
      'shop.example.com@evil.example.com',
      'evil.example.com:443@shop.example.com',
      'shop.example.com..',
      'shop_example.com',
      '127.0.0.1',
      'localhost',
      '[::1]',
      '',
      'shop.example.com, evil.example.com',
    ])('nobody by the host name %j', async (name) => {
      const answer = answerOf(await raw('GET / HTTP/1.1', `Host: ${name}`, 'Connection: close', byShop));
      expect(answer.status).toBe(503);
    });

    test('PHP learns the host’s own names, whatever spelling of its name a client sent', async () => {
      for (const name of ['SHOP.example.com', 'shop.example.com:9999', 'shop.example.com.']) {
        const bytes = await raw('GET /x?a=1 HTTP/1.1', `Host: ${name}`, 'Connection: close', byShop);
        expect(toldBy(answerOf(bytes)).server).toMatchObject({
          HTTP_HOST: 'shop.example.com:8443',
          SERVER_NAME: 'shop.example.com',
          SERVER_PROTOCOL: 'HTTP/1.1',
          SERVER_PORT: '443',
          HTTPS: 'on',
          REQUEST_SCHEME: 'https',
          SERVER_SOFTWARE: 'nginx',
        });
      }
    });

    test.each([
      ['an address for a path', `GET https://shop.example.com/ HTTP/1.1\r\nHost: shop.example.com\r\n${byShop}`, 400],
      [
        'an address of the other door',
        `GET https://staff.example.com/ HTTP/1.1\r\nHost: shop.example.com\r\n${byShop}`,
        403,
      ],
      ['a strange address', `GET https://evil.example.com/ HTTP/1.1\r\nHost: shop.example.com\r\n${byShop}`, 503],
      ['a fragment, which PHP would read', `GET /#?add-to-cart=5 HTTP/1.1\r\nHost: shop.example.com\r\n${byShop}`, 400],
      ['two hosts', `GET / HTTP/1.1\r\nHost: shop.example.com\r\nHost: evil.example.com\r\n${byShop}`, 400],
      ['no host', `GET / HTTP/1.1\r\n${byShop}`, 503],
      ['a newer protocol', `GET / HTTP/2.0\r\nHost: shop.example.com\r\n${byShop}`, 503],
    ])('refuses %s', async (_, head, status) => {
      expect(answerOf(await host.send(`${head}\r\nConnection: close\r\n\r\n`)).status).toBe(status);
    });
  });

  test('answers a request without a protocol as it answers strangers', async () => {
    expect(await host.send('GET /\r\n')).toBe('unavailable\n');
  });

  describe('whose request it is', () => {
    test.each([
      ['203.0.113.7:51234', '203.0.113.7'],
      ['[2001:db8::7]:51234', '2001:db8::7'],
      ['2001:db8:1:2:3:4:5:6:443', '2001:db8:1:2:3:4:5:6'],
      ['2001:DB8::7:51234', '2001:DB8::7'],
      ['203.0.113.7', '127.0.0.1'],
      ['203.0.113.7, 198.51.100.1:80', '127.0.0.1'],
      ['evil', '127.0.0.1'],
      ['', '127.0.0.1'],
    ])('%j is read as %s', async (viewer, address) => {
      expect(toldBy(await host.ask('/x?a=1', { viewer })).server.REMOTE_ADDR).toBe(address);
    });

    test.each([
      ...['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Forwarded-Port', 'X-Forwarded-Server'],
      ...['X-Forwarded-Prefix', 'X-Forwarded-Scheme', 'X-Forwarded-Ssl', 'X-Forwarded', 'Forwarded', 'Forwarded-For'],
      ...['X-Real-IP', 'Client-IP', 'X-Client-IP', 'X-Cluster-Client-IP', 'True-Client-IP', 'CF-Connecting-IP'],
      ...[
        'CF-Connecting-IPv6',
        'CF-Pseudo-IPv4',
        'CF-Visitor',
        'Fastly-Client-IP',
        'Incap-Client-IP',
        'X-ProxyUser-IP',
      ],
      ...['X-Sucuri-ClientIP', 'X-Remote-IP', 'X-Remote-Addr', 'X-Originating-IP', 'X-Azure-ClientIP'],
      ...['X-AppEngine-User-IP', 'WL-Proxy-Client-IP', 'Proxy-Client-IP', 'CF-IPCountry', 'X-Country-Code'],
      ...['X-Host', 'X-Original-Host', 'X-HTTP-Host-Override', 'X-Original-URL', 'X-Rewrite-URL', 'X-Scheme'],
      ...['Front-End-Https', 'Proxy', 'Proxy-Authorization', 'Via'],
    ])('the client’s own %s reaches no script', async (name) => {
      for (const door of ['shop', 'staff'] as const) {
        const { server } = toldBy(await host.ask('/x?a=1', { door, headers: [`${name}: 198.51.100.66`] }));
        expect(JSON.stringify(server)).not.toContain('198.51.100.66');
      }
    });

    test('nor do the edge’s', async () => {
      const told = JSON.stringify(toldBy(await host.ask('/x?a=1', { viewer: '203.0.113.7:51234' })));
      expect(told).not.toContain(doorSecrets.shop);
      expect(told).not.toContain('51234');
    });

    test('what tills and shoppers need is handed on', async () => {
      const headers = ['Authorization: Bearer x', 'X-WCPOS: 1', 'X-WP-Nonce: n', 'Cookie: a=1', 'If-Match: e'];
      expect(toldBy(await host.ask('/wp-json/wcpos/v1/x', { door: 'staff', headers })).server).toMatchObject({
        HTTP_AUTHORIZATION: 'Bearer x',
        HTTP_X_WCPOS: '1',
        HTTP_X_WP_NONCE: 'n',
        HTTP_COOKIE: 'a=1',
        HTTP_IF_MATCH: 'e',
      });
    });
  });

  describe('what may be run', () => {
    test.each(['/', '/product/a', '/wp-json/wc/store/v1/cart', '/no/such/page', '/?p=1'])(
      '%s is the front controller’s',
      async (target) => {
        expect(toldBy(await host.ask(target))).toMatchObject({
          by: 'index.php',
          server: { SCRIPT_NAME: '/index.php', REQUEST_URI: target },
        });
      },
    );

    test.each([
      ['/wp-login.php', 'wp-login.php'],
      ['/wp-admin/', 'wp-admin/index.php'],
      ['/wp-admin/index.php', 'wp-admin/index.php'],
    ])('%s is run at the staff door and at no other', async (target, script) => {
      expect(toldBy(await host.ask(target, { door: 'staff' })).by).toBe(script);
      expect(await asked(target)).toBe(404);
    });

    test('/wp-admin/admin-ajax.php is run at the shop door', async () => {
      expect(toldBy(await host.ask('/wp-admin/admin-ajax.php')).by).toBe('wp-admin/admin-ajax.php');
    });

    test('/wp-admin leads to the folder, by the host’s own name', async () => {
      const { status, head } = await host.ask('/wp-admin', { door: 'staff' });
      expect(status).toBe(301);
      expect(head).toMatch(/^Location: https:\/\/staff\.example\.com\/wp-admin\/\r$/m);
    });

    test('a script that takes POST only refuses GET, and does not show itself', async () => {
      expect(await host.ask('/wp-comments-post.php')).toMatchObject({ status: 405, body: '405\n' });
      expect(toldBy(await host.ask('/wp-comments-post.php', { method: 'POST' })).by).toBe('wp-comments-post.php');
    });

    test.each(['PUT', 'DELETE', 'PATCH', 'PROPFIND', 'get'])('a page refuses %s', async (method) => {
      expect(await asked('/x', { method })).toBeGreaterThanOrEqual(400);
    });

    test.each([
      '/index.php/product/a',
      '/wp-login.php/x',
      '/wp-admin/no-such.php',
      '/wp-admin/install.php',
      '/wp-config.php',
      '/WP-LOGIN.PHP',
    ])('%s is not run at either door', async (target) => {
      for (const door of ['shop', 'staff'] as const) expect(await asked(target, { door })).toBe(404);
    });

    test('a script behind a link is not run, whoever made the link', async () => {
      writeFileSync(host.at(`${uploads}/shell.php`), '<?php echo "run";');
      symlinkSync(host.at(`${uploads}/shell.php`), host.at('srv/storefort/current/wordpress/wp-admin/shell.php'));
      expect(await host.ask('/wp-admin/shell.php', { door: 'staff' })).toMatchObject({
        body: expect.not.stringMatching('run'),
      });
      expect(await asked('/wp-admin/shell.php', { door: 'staff' })).toBeGreaterThanOrEqual(403);
    });

    test('nor is a folder of links', async () => {
      mkdirSync(host.at(`${uploads}/tools`));
      writeFileSync(host.at(`${uploads}/tools/shell.php`), '<?php echo "run";');
      symlinkSync(host.at(`${uploads}/tools`), host.at('srv/storefort/current/wordpress/wp-admin/tools'));
      expect(await asked('/wp-admin/tools/shell.php', { door: 'staff' })).toBeGreaterThanOrEqual(403);
    });
  });

  test('names no version of anything', async () => {
    for (const target of ['/x', '/wp-login.php', '/wp-content/plugins/acme/style.css', '/?x=1']) {
      const { head, body } = await host.ask(target);
      expect(head).not.toMatch(/nginx\/|php|x-powered-by|x-pingback/i);
      expect(body).not.toMatch(/<center>/);
      expect(head).toMatch(/^X-Content-Type-Options: nosniff\r?$/m);
    }
  });
});

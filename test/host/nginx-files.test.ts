import { symlinkSync } from 'node:fs';
import { DoorHost, doorPrograms } from './door-host';
import { toldBy } from './raw-answer';
import { describeWith } from './web-host';

const uploads = 'srv/storefort/shared/uploads';
const secret = 'nobody may read this';
const program = '<?php echo "it " . "ran";';
const doors = ['shop', 'staff'] as const;

describeWith(doorPrograms)('files', () => {
  let host: DoorHost;
  beforeAll(async () => {
    host = await DoorHost.start();
    const files = {
      'opt/storefort/secret.txt': secret,
      'run/storefort/database.json': secret,
      'srv/storefort/current/wp-config.php': secret,
      'srv/storefort/current/wordpress/.env': secret,
      'srv/storefort/current/wordpress/dump.sql': secret,
      'srv/storefort/current/wordpress/wp-config.php.bak': secret,
      'srv/storefort/current/wordpress/wp-content/debug.log': secret,
      'srv/storefort/current/wordpress/wp-content/plugins/acme/view.twig': secret,
      [`${uploads}/2026/01/picture.jpg`]: 'a picture',
      [`${uploads}/2026/01/manual.pdf`]: 'a manual',
      [`${uploads}/2026/01/page.html`]: secret,
      [`${uploads}/2026/01/drawing.svg`]: secret,
      [`${uploads}/wc-logs/fatal.log`]: secret,
      [`${uploads}/woocommerce_uploads/2026/01/song-x7.zip`]: 'a paid song',
      [`${uploads}/woocommerce_uploads/2026/01/with space & 100%.pdf`]: 'a paid book',
    };
    for (const [file, contents] of Object.entries(files)) host.write(file, contents);
    symlinkSync(host.at('opt/storefort/secret.txt'), host.at(`${uploads}/2026/01/link.jpg`));
    symlinkSync(host.at('opt/storefort'), host.at(`${uploads}/2026/02`));
    symlinkSync(host.at(uploads), host.at('srv/storefort/current/wordpress/wp-content/plugins/acme/cache'));
    host.write(`${uploads}/planted.js`, secret);
  });
  afterAll(async () => {
    await host.remove();
  });

  describe('of the release', () => {
    test.each(['/wp-content/plugins/acme/style.css', '/wp-content/plugins/acme/style.css?ver=1'])(
      '%s may be kept, at the edge only briefly',
      async (target) => {
        const { status, head, body } = await host.ask(target);
        expect({ status, body }).toEqual({ status: 200, body: expect.stringContaining('color: green') });
        expect(head).toMatch(/^Content-Type: text\/css\r$/m);
        const edge = /^Cache-Control: public, max-age=(?:2592000, s-maxage=600|3600)\r$/m;
        expect(head).toMatch(edge);
        expect(head).toMatch(/^X-Content-Type-Options: nosniff\r$/m);
      },
    );

    test('are found anew by a browser that kept them', async () => {
      const etag = /^ETag: (.*)\r$/m.exec((await host.ask('/wp-content/plugins/acme/style.css')).head)?.[1];
      const headers = [`If-None-Match: ${etag}`];
      expect((await host.ask('/wp-content/plugins/acme/style.css', { headers })).status).toBe(304);
    });

    test('are packed for browsers that ask for it', async () => {
      host.write(
        'srv/storefort/current/wordpress/wp-content/plugins/acme/big.css',
        '.a { color: green; }\n'.repeat(200),
      );
      const { head } = await host.ask('/wp-content/plugins/acme/big.css', { headers: ['Accept-Encoding: gzip'] });
      expect(head).toMatch(/^Content-Encoding: gzip\r$/m);
      expect(head).toMatch(/^Vary: Accept-Encoding\r$/m);
    });

    test('are not written to', async () => {
      for (const method of ['POST', 'PUT', 'DELETE', 'MKCOL', 'MOVE', 'PATCH']) {
        expect((await host.ask('/wp-content/plugins/acme/style.css', { method })).status).toBe(405);
      }
    });

    test('are not reached by a link, which only the shop could have made', async () => {
      expect((await host.ask('/wp-content/plugins/acme/cache/planted.js')).body).not.toContain(secret);
    });

    test('that do not exist are nobody’s: WordPress is not asked', async () => {
      const answer = await host.ask('/wp-content/plugins/acme/no.css');
      expect(answer).toMatchObject({ status: 404, body: '404\n' });
      expect(answer.head).toMatch(/^Cache-Control: no-store\r?$/m);
    });
  });

  describe('that the shop wrote', () => {
    test('pictures are shown', async () => {
      const { status, head, body } = await host.ask('/wp-content/uploads/2026/01/picture.jpg');
      expect({ status, body }).toEqual({ status: 200, body: 'a picture' });
      expect(head).toMatch(/^Content-Type: image\/jpeg\r$/m);
      expect(head).toMatch(/^X-Content-Type-Options: nosniff\r$/m);
      expect(head).not.toMatch(/content-disposition/i);
    });

    test('documents are saved, not opened with the shop’s rights', async () => {
      const { head } = await host.ask('/wp-content/uploads/2026/01/manual.pdf');
      expect(head).toMatch(/^Content-Disposition: attachment\r$/m);
    });

    test.each([
      ...['/2026/01/page.html', '/2026/01/drawing.svg', '/wc-logs/fatal.log', '/wc-logs/', '/', '/2026/01/'],
      ...['/woocommerce_uploads/2026/01/song-x7.zip', '/WooCommerce_Uploads/2026/01/song-x7.zip', '/2026/01/link.jpg'],
      ...['/2026/02/secret.txt', '/2026/01/../../woocommerce_uploads/2026/01/song-x7.zip', '/planted.js'],
    ])('%s is not handed out', async (target) => {
      for (const door of doors) {
        const { status, body } = await host.ask(`/wp-content/uploads${target}`, { door });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(body).not.toMatch(/paid|nobody/);
      }
    });
  });

  describe('PHP in uploads', () => {
    const names = [
      ...['shell.php', 'shell.PHP', 'shell.pHp', 'shell.php5', 'shell.php7', 'shell.phtml', 'shell.pht', 'shell.phar'],
      ...[
        'shell.phps',
        'shell.inc',
        'shell.php.jpg',
        'shell.jpg.php',
        'shell.php.',
        'shell.php.bak',
        'shell.jpg',
        'shell.ico',
      ],
      ...['.htaccess', '.user.ini', 'shell.php%20', 'shell.php~', 'shell.cgi', 'shell.shtml', 'shell.php::$DATA'],
    ];
    const suffixes = [
      '',
      '/',
      '/x.php',
      '/x.jpg',
      '%00.jpg',
      '%0a',
      '%20',
      '.',
      ';.jpg',
      '?x.jpg',
      '%2fx.php',
      '/%2e%2e/x',
    ];
    test.each(names)('does not run as %s', async (name) => {
      host.write(`${uploads}/2026/01/${decodeURIComponent(name)}`, program);
      for (const suffix of suffixes) {
        for (const door of doors) {
          const { body } = await host.ask(`/wp-content/uploads/2026/01/${name}${suffix}`, { door });
          expect(body).not.toContain('it ran');
        }
      }
    });
  });

  describe('out of the docroot', () => {
    const spellings = [
      ...[
        '../',
        '..%2f',
        '%2e%2e/',
        '%2e%2e%2f',
        '..%5c',
        '..\\',
        '%252e%252e%252f',
        '..%252f',
        '....//',
        '..;/',
        '.%2e/',
      ],
      ...['%c0%ae%c0%ae/', '..%c0%af', '%uff0e%uff0e/', '..%00/', './../', '..//', '..%2f%2e%2e%2f'],
    ];
    const starts = [
      '/',
      '/wp-content/uploads/',
      '/wp-content/uploads/2026/01/',
      '/wp-content/plugins/acme/',
      '/wp-admin/',
    ];
    test.each(spellings)('nothing is read by %s', async (spelling) => {
      for (const start of starts) {
        for (const file of ['opt/storefort/secret.txt', 'run/storefort/database.json', 'etc/passwd', 'wp-config.php']) {
          for (const depth of [1, 3, 6, 9]) {
            const { body } = await host.ask(`${start}${spelling.repeat(depth)}${file}`);
            expect(body).not.toMatch(/nobody may|root:x:/);
          }
        }
      }
    });

    test.each(['/.env', '/dump.sql', '/wp-config.php.bak', '/wp-content/debug.log', '/.git/config', '/wp-config.php'])(
      '%s lies in it and is refused',
      async (target) => {
        for (const door of doors) expect((await host.ask(target, { door })).status).toBe(404);
      },
    );

    test('neither are templates and readmes of plugins', async () => {
      for (const name of ['view.twig', 'readme.txt', 'acme.php']) {
        expect((await host.ask(`/wp-content/plugins/acme/${name}`)).status).toBe(404);
      }
    });
  });

  describe('paid downloads', () => {
    const download = (file: string) => host.ask(`/a/download?file=${encodeURIComponent(file)}`);

    // WooCommerce takes getcwd() off the file's path, and sends the whole path where uploads were found by realpath().
    test('are handed over by the path from the docroot', async () => {
      const answer = await download('/wp-content/uploads/woocommerce_uploads/2026/01/song-x7.zip');
      expect(answer).toMatchObject({ status: 200, body: 'a paid song' });
    });

    test('are handed over by the whole path', async () => {
      const answer = await download(host.at(`${uploads}/woocommerce_uploads/2026/01/song-x7.zip`));
      expect(answer).toMatchObject({ status: 200, body: 'a paid song' });
    });

    test('come in parts when asked for', async () => {
      const target = '/wp-content/uploads/woocommerce_uploads/2026/01/song-x7.zip';
      const headers = ['Range: bytes=2-5'];
      const answer = await host.ask(`/a/download?file=${target}`, { headers });
      expect(answer).toMatchObject({ status: 206, body: 'paid' });
    });

    test('may have a name with spaces', async () => {
      const answer = await download('/wp-content/uploads/woocommerce_uploads/2026/01/with space & 100%25.pdf');
      expect(answer).toMatchObject({ status: 200, body: 'a paid book' });
    });

    test.each([
      ...['/wp-config.php', '/wp-content/uploads/wc-logs/fatal.log', '/.env', '/wp-content/plugins/acme/acme.php'],
      ...['/wp-content/uploads/woocommerce_uploads/../wc-logs/fatal.log', '/etc/passwd', '/healthz', '/a/download'],
      ...['/wp-content/uploads/woocommerce_uploads/no.zip', '//evil.example.com/', 'https://evil.example.com/'],
    ])('are all that PHP can make nginx hand out: not %s', async (file) => {
      const { status, body } = await download(file);
      expect(status).toBe(404);
      expect(body).not.toMatch(/nobody may|root:x:/);
    });

    test('PHP works where WooCommerce measures paths from', async () => {
      const { directory, server } = toldBy(await host.ask('/a?x=1'));
      expect(directory).toBe(server.DOCUMENT_ROOT);
    });
  });
});

import { type Asked, DoorHost, doorPrograms, doorSecrets } from './door-host';
import { describeWith } from './web-host';

const host80 = ['Host: shop.example.com', `X-Storefort-Door: ${doorSecrets.shop}`];
const hidden = 'GET /hidden HTTP/1.1\r\nHost: shop.example.com\r\nX: y\r\n\r\n';
const chunk = `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`;

describeWith(doorPrograms)('requests of a strange shape', () => {
  let host: DoorHost;
  beforeAll(async () => {
    host = await DoorHost.start();
  });
  afterAll(async () => {
    await host.remove();
  });

  const answers = async (bytes: string): Promise<string[]> =>
    [...(await host.send(bytes)).matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((found) => found[1] ?? '');
  const post = (headers: readonly string[], body: string, line = 'POST /smuggled HTTP/1.1'): string =>
    [line, ...host80, ...headers, '', body].join('\r\n');

  describe('smuggling', () => {
    test.each([
      ['two lengths', ['Content-Length: 5', `Content-Length: ${hidden.length}`], hidden],
      ['a length and chunks', [`Content-Length: ${chunk.length}`, 'Transfer-Encoding: chunked'], chunk],
      ['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 4'], chunk],
      ['chunked twice', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], chunk],
      ['chunked and more', ['Transfer-Encoding: chunked, identity'], chunk],
      ['an encoding that looks chunked', ['Transfer-Encoding: xchunked'], chunk],
      ['an encoding after a vertical tab', ['Transfer-Encoding: \x0bchunked'], chunk],
      ['an encoding in quotes', ['Transfer-Encoding: "chunked"'], chunk],
      ['a negative length', ['Content-Length: -1'], hidden],
      ['a length with a sign', [`Content-Length: +${hidden.length}`], hidden],
      ['a length in hexadecimal', ['Content-Length: 0x10'], hidden],
      ['a list of lengths', [`Content-Length: ${hidden.length}, ${hidden.length}`], hidden],
      ['a length that overflows', ['Content-Length: 18446744073709551617'], hidden],
      ['a size of a chunk that is no number', ['Transfer-Encoding: chunked'], `zz\r\n${hidden}`],
      ['a size of a chunk that overflows', ['Transfer-Encoding: chunked'], `fffffffffffffffff\r\n${hidden}`],
      ['a negative chunk', ['Transfer-Encoding: chunked'], `-1\r\n${hidden}`],
      ['chunks in HTTP/1.0', ['Transfer-Encoding: chunked'], chunk, 'POST /smuggled HTTP/1.0'],
    ])(
      '%s: refused, and what hides in the body is not asked',
      async (_, headers, body, line = 'POST /smuggled HTTP/1.1') => {
        const statuses = await answers(post(headers, body, line));
        expect(statuses).toHaveLength(1);
        expect(['400', '413', '501', '503']).toContain(statuses[0]);
        expect(host.read('var/log/nginx/access.log').includes('"/hidden"')).toBe(false);
      },
    );

    test.each([
      ['by length', [`Content-Length: ${hidden.length}`], hidden],
      ['in chunks', ['Transfer-Encoding: chunked'], chunk],
      ['in chunks with extensions', ['Transfer-Encoding: CHUNKED'], chunk.replace('\r\n', ';x="y\\"z"\r\n')],
    ])('a request in a body is a body, sent %s', async (_, headers, body) => {
      expect(await answers(post([...headers, 'Connection: close'], body))).toEqual(['200']);
      expect(host.read('var/log/nginx/access.log').includes('"/hidden"')).toBe(false);
    });

    test.each([
      ['a space before a colon', 'Content-Length : 5'],
      ['a space in a name', 'Content Length: 5'],
      ['a folded line', 'X-A: b\r\n Content-Length: 5'],
      ['a zero byte in a value', 'X-A: b\0c'],
      ['a lone carriage return', 'X-A: b\rContent-Length: 5'],
      ['a line without a name', ': 5'],
      ['a name in brackets', '(x): 5'],
    ])('%s changes nothing that PHP learns', async (_, line) => {
      const answer = await host.send(
        `GET /shape?x=1 HTTP/1.1\r\n${host80.join('\r\n')}\r\n${line}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 (?:400|503|200) /);
      expect(answer).not.toMatch(/"CONTENT_LENGTH":"5"|"HTTP_X_A":"b.+"|"HTTP_CONTENT_LENGTH/);
    });
  });

  describe('too much', () => {
    test.each([
      ['a body of 9 MB announced at the shop door', { headers: ['Content-Length: 9437184'] }, 413],
      ['a body of 65 MB announced at the staff door', { door: 'staff', headers: ['Content-Length: 68157440'] }, 413],
    ] satisfies [string, Asked, number][])('%s is refused in plain words', async (_, options, status) => {
      const answer = await host.ask('/big', { method: 'POST', ...options });
      expect(answer).toMatchObject({ status, body: `${status}\n` });
    });

    test('a body in chunks is refused when it grows too long', async () => {
      const part = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
      expect(await answers(post(['Transfer-Encoding: chunked'], part.repeat(9)))).toEqual(['413']);
    });

    test('staff may send 20 MB', async () => {
      const body = `a=${'x'.repeat(20_000_000)}`;
      const headers = ['Content-Type: application/x-www-form-urlencoded'];
      const answer = await host.ask('/wp-login.php', { door: 'staff', method: 'POST', headers, body });
      expect(answer.status).toBe(200);
    });

    test('headers of a till, 12 KB, are let through, and 40 KB are not', async () => {
      expect((await host.ask('/x', { headers: [`Authorization: Bearer ${'a'.repeat(12_000)}`] })).status).toBe(200);
      expect((await host.ask('/x', { headers: [`X-Long: ${'a'.repeat(40_000)}`] })).status).toBeGreaterThanOrEqual(400);
      expect((await host.ask(`/${'a'.repeat(40_000)}`)).status).toBeGreaterThanOrEqual(400);
    });

    test('thousands of headers are refused', async () => {
      const headers = Array.from({ length: 5000 }, (_, n) => `X-${n}: ${'a'.repeat(20)}`);
      expect((await host.ask('/x', { headers })).status).toBeGreaterThanOrEqual(400);
    });
  });

  describe('too many', () => {
    /** How many of `count` requests that follow each other at once are let through. */
    const passed = async (count: number, target: (n: number) => string, options: Asked): Promise<number> => {
      const statuses: number[] = [];
      for (let n = 0; n < count; n += 10) {
        const ten = Array.from({ length: 10 }, (_, k) => host.ask(target(n + k), options));
        statuses.push(...(await Promise.all(ten)).map(({ status }) => status));
      }
      for (const status of statuses) expect([200, 429]).toContain(status);
      return statuses.filter((status) => status === 200).length;
    };
    const signIn: Asked = { door: 'staff', method: 'POST', body: 'log=a&pwd=b' };

    test('passwords are guessed eleven times, then twenty a minute', async () => {
      expect(await passed(30, () => '/wp-login.php', { ...signIn, viewer: '198.51.100.1:1' })).toBeLessThan(16);
    });

    test('another address is not held to account for it', async () => {
      expect(await passed(10, () => '/wp-login.php', { ...signIn, viewer: '198.51.100.2:1' })).toBe(10);
    });

    test('all addresses of one IPv6 customer are one', async () => {
      let total = 0;
      for (let n = 0; n < 30; n += 1) {
        const { status } = await host.ask('/wp-login.php', { ...signIn, viewer: `2001:db8:1:2:${n}:4:5:6:443` });
        total += Number(status === 200);
      }
      expect(total).toBeLessThan(16);
      expect((await host.ask('/wp-login.php', { ...signIn, viewer: '2001:db8:1:3:1:4:5:6:443' })).status).toBe(200);
    });

    test('however short the address is written', async () => {
      let total = 0;
      for (let n = 0; n < 30; n += 1) {
        const { status } = await host.ask('/wp-login.php', { ...signIn, viewer: `[2001:db8::${n}]:443` });
        total += Number(status === 200);
      }
      expect(total).toBeLessThan(16);
    });

    test.each([
      ['a product', () => '/product/mug/', 61],
      ['any wc-ajax', (n: number) => `/?wc-ajax=x${n}`, 62],
      ['checkout by another spelling', () => '/?wc-ajax=%63heckout', 63],
      ['admin-ajax', () => '/wp-admin/admin-ajax.php', 64],
    ])('forms sent to %s are counted: any page takes that of sign-in', async (_, target, address) => {
      const viewer = `198.51.100.${address}:1`;
      const asked: Asked = { method: 'POST', body: 'username=a&password=b&login=1', viewer };
      const through = await passed(90, target, asked);
      expect(through).toBeGreaterThanOrEqual(60);
      expect(through).toBeLessThan(80);
    });

    test.each([
      ['payment processors', '/wc-api/wc_gateway/', 'shop', 71],
      ['payment processors by variable', '/?wc-api=wc_gateway', 'shop', 72],
      ['programs of the REST interface', '/wp-json/paypal/v1/incoming', 'shop', 73],
      ['staff', '/wp-admin/admin-ajax.php', 'staff', 74],
    ] as const)('%s are not', async (_, target, door, address) => {
      const viewer = `198.51.100.${address}:1`;
      expect(await passed(90, () => target, { door, method: 'POST', body: 'x=1', viewer })).toBe(90);
    });

    test('looking at the sign-in form is free', async () => {
      expect(await passed(40, () => '/wp-login.php', { door: 'staff', viewer: '198.51.100.3:1' })).toBe(40);
    });

    test.each([
      ['checkouts', () => '/checkout/', 100, 90],
      ['searches', (n: number) => `/?s=${n}`, 50, 40],
      ['pages', (n: number) => `/limit/${n}`, 250, 220],
    ])('%s of one shopper end somewhere', async (_, target, count, most) => {
      const viewer = `198.51.100.${count}:1`;
      const through = await passed(count, target, { viewer });
      expect(through).toBeGreaterThan(10);
      expect(through).toBeLessThan(most);
      const more = await Promise.all(Array.from({ length: 30 }, (_, n) => host.ask(target(count + n), { viewer })));
      expect(more).toContainEqual(expect.objectContaining({ status: 429, body: '429\n' }));
    });

    test('a shop’s tills, behind one address, get on', async () => {
      const till = { door: 'staff', viewer: '198.51.100.9:1' } as const;
      expect(await passed(300, (n) => `/wp-json/wcpos/v1/products?page=${n}`, till)).toBe(300);
    });

    test('files of the release are not counted', async () => {
      const viewer = '198.51.100.10:1';
      expect(await passed(300, () => '/wp-content/plugins/acme/style.css', { viewer })).toBe(300);
    });

    test('one shopper holds no more than 32 requests open', async () => {
      const viewer = '198.51.100.11:1';
      const all = await Promise.all(Array.from({ length: 40 }, (_, n) => host.ask(`/c${n}/slow`, { viewer })));
      expect(all.filter(({ status }) => status === 429)).toHaveLength(8);
    }, 30_000);
  });
});

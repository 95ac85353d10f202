import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { HttpReader } from '../../../lambdas/shared/http/http-reader';
import { probeShop } from '../../../lambdas/probe-shop/probe-shop';
import { UndiciHttp } from '../../../lambdas/shared/http/undici-http';
import { type Certificates, type KeyPair, makeCertificates } from '../shared/http/certificates';
import { type Handler, Web } from '../shared/http/web';
import { product } from './fake-shop';
import { World } from './world';

/** Both doors as servers of their own, and the reader that is used for real. */
describe('probe-shop over HTTPS', () => {
  let certificates: Certificates;
  let web: Web;

  beforeAll(() => {
    certificates = makeCertificates();
  });
  beforeEach(() => {
    web = new Web();
  });
  afterEach(() => web.close());

  const servedBy =
    (world: World, misbehave?: Handler): Handler =>
    (request, response) => {
      if (misbehave !== undefined && request.url === '/') {
        misbehave(request, response);
        return;
      }
      void answer(world, request, response);
    };

  async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    // As the fake shop knows its doors: by name, not by port.
    const host = (request.headers.host ?? '').replace('www.', 'staff.');
    const { method = '', url: target = '' } = request;
    const headers = request.headers as Record<string, string>;
    const told = world.shop.answer({
      scheme: 'https',
      host,
      method,
      target,
      headers,
      body: Buffer.concat(parts).toString(),
    });
    response.writeHead(told.status, { ...told.headers, 'content-length': Buffer.byteLength(told.body) }).end(told.body);
  }

  async function findings(
    misbehave?: Handler,
    keys: { shop?: KeyPair; staff?: KeyPair } = {},
    allowed: (address: string) => boolean = () => true,
  ): Promise<Record<string, string>> {
    const world = new World();
    const shop = await web.https(keys.shop ?? certificates.good, servedBy(world, misbehave));
    const staff = await web.https(keys.staff ?? certificates.good, servedBy(world));
    const hosts = { shop: `shop.test:${shop.port}`, staff: `www.shop.test:${staff.port}` };
    world.shop.products = [
      { ...product(14, 'Jo&#8217;s &#8220;Blue&#8221; hat &amp; co'), permalink: `https://${hosts.shop}/product/hat/` },
    ];
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const undici = new UndiciHttp({ ca: certificates.ca, allowed, resolve });
    const http: HttpReader = {
      read: (request, signal) =>
        request.url.startsWith('http:')
          ? Promise.resolve({
              status: 301,
              headers: { location: request.url.replace('http:', 'https:') },
              body: new Uint8Array(),
              url: request.url,
              milliseconds: 1,
            })
          : undici.read(request, signal),
    };
    const doors = { shop: { host: hosts.shop }, staff: { host: hosts.staff, connectTo: 'd1.cloudfront.net' } };
    await probeShop({ expected: { ...world.expected, doors }, mode: 'watch' }, { ...world.ports(), http });
    const notPassed = (world.evidence[0]?.results ?? []).filter(({ verdict }) => verdict !== 'pass');
    const named = (text: string) => text.replaceAll(/:\d{4,5}\b/g, '');
    return Object.fromEntries(notPassed.map(({ id, verdict, observed }) => [id, named(`${verdict}: ${observed}`)]));
  }

  test('passes a shop that is well', async () => {
    expect(await findings()).toEqual({});
  });

  test.each<[string, keyof Certificates]>([
    ['has ended', 'expired'],
    ['is for another name', 'otherName'],
    ['nobody vouches for', 'selfSigned'],
  ])('fails a shop whose certificate %s', async (_, which) => {
    const found = await findings(undefined, { shop: certificates[which] as KeyPair });
    expect(found['home']).toMatch(/^fail: shop\.test/);
    expect(found['store-api']).toMatch(/^fail: shop\.test/);
    expect(found['certificates']).toBe('error: shop.test showed no certificate');
  });

  test('does not take a stranger’s 403 for the staff door’s', async () => {
    const found = await findings(undefined, { staff: certificates.expired });
    expect(found['staff-door']).toMatch(/^fail: www\.shop\.test/);
  });

  test.each<[string, RegExp, Handler]>([
    [
      'cuts its page off',
      /^fail: /,
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-length': 500 });
        response.write('<html><title>Shop</title></html>', () => response.destroy());
      },
    ],
    [
      'packs its page too tightly',
      /^fail: /,
      (_, response) => {
        const body = gzipSync(Buffer.alloc(4_000_000, ' '));
        response.writeHead(200, {
          'content-type': 'text/html',
          'content-encoding': 'gzip',
          'content-length': body.length,
        });
        response.end(body);
      },
    ],
    [
      'sends more than a page has',
      /^fail: /,
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-length': 6_000_000 });
        response.end(Buffer.alloc(6_000_000, 'x'));
      },
    ],
    [
      'hangs up',
      /^error: /,
      (request) => {
        request.socket.destroy();
      },
    ],
    [
      'leads to the instance’s metadata',
      /^fail: \/ leads away to http:\/\/169\.254\.169\.254\/latest\/ with 302$/,
      (_, response) => {
        response.writeHead(302, { location: 'http://169.254.169.254/latest/', 'content-length': 0 }).end();
      },
    ],
  ])('is not taken in by a home page that %s', async (_, observed, misbehave) => {
    const { home = '', ...others } = await findings(misbehave);
    expect(home).toMatch(observed);
    // What leads away has other headers than a page.
    expect(Object.keys(others).filter((check) => check !== 'headers')).toEqual([]);
  });

  test('goes to no address that is not public', async () => {
    const found = await findings(undefined, {}, () => false);
    expect(found['home']).toMatch(/^fail: /);
    expect(found['staff-door']).toMatch(/^fail: /);
  });
});

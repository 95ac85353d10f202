import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { UndiciHttp } from '../../../../lambdas/shared/http/undici-http';
import { makeCertificates, type Certificates } from './certificates';
import { get, loopbackHttp, text } from './reading';
import { Web } from './web';

const web = new Web();
let certificates: Certificates;

beforeAll(() => {
  certificates = makeCertificates();
});
afterEach(async () => {
  await web.close();
});

describe('an ordinary answer', () => {
  test('comes whole, with status, headers and where it is from', async () => {
    const { origin } = await web.http((__, response) => {
      response.writeHead(200, { 'X-One': 'a', 'Set-Cookie': ['a=1', 'b=2'] }).end('hello');
    });

    const answer = await loopbackHttp().read(get(`${origin}/path?x=1`));

    expect(answer).toMatchObject({
      status: 200,
      url: `${origin}/path?x=1`,
      headers: { 'x-one': 'a', 'set-cookie': ['a=1', 'b=2'] },
      milliseconds: expect.any(Number),
    });
    expect(text(answer.body)).toBe('hello');
    expect(answer).not.toHaveProperty('certificate');
  });

  test.each([204, 301, 304, 404, 429, 500])('is an answer with status %d too', async (status) => {
    const { origin } = await web.http((__, response) => {
      response.writeHead(status, { Location: 'http://127.0.0.1:1/' }).end();
    });

    expect(await loopbackHttp().read(get(origin))).toMatchObject({ status, body: Buffer.alloc(0) });
  });

  test('to HEAD has no body, whatever its headers promise', async () => {
    const place = await web.http((__, response) => {
      response.writeHead(200, { 'Content-Length': '5000000', 'Content-Encoding': 'gzip' }).end();
    });

    const answer = await loopbackHttp().read(get(`${place.origin}/`, { method: 'HEAD' }));

    expect(answer).toMatchObject({ status: 200, body: Buffer.alloc(0) });
    expect(place.hits).toEqual(['HEAD /']);
  });

  test('to HEAD need not say how long it would be', async () => {
    const { origin } = await web.raw((socket) => {
      socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n');
    });

    expect(await loopbackHttp().read(get(origin, { method: 'HEAD' }))).toMatchObject({ status: 200 });
  });

  test('leaves no connection open', async () => {
    const { origin } = await web.http((__, response) => response.end('hello'));

    await loopbackHttp().read(get(origin));
    await expect(web.allClosed()).resolves.toBeUndefined();
  });
});

describe('what is asked', () => {
  test('carries the headers and the body given, the name of who asks, and what can be unpacked', async () => {
    const seen: unknown[] = [];
    const { origin } = await web.http((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push(request.method, request.headers, body);
        response.end();
      });
    });

    const headers = { Nonce: 'n', 'Accept-Encoding': 'zstd' };
    await loopbackHttp().read(get(origin, { method: 'POST', headers, body: '{"a":1}' }));

    expect(seen).toEqual([
      'POST',
      expect.objectContaining({ nonce: 'n', 'user-agent': 'storefort', 'accept-encoding': 'gzip, br' }),
      '{"a":1}',
    ]);
  });

  test('may come under another name', async () => {
    const { origin } = await web.http((request, response) => response.end(request.headers['user-agent']));

    const answer = await loopbackHttp().read(get(origin, { headers: { 'User-Agent': 'somebody' } }));

    expect(text(answer.body)).toBe('somebody');
  });

  test.each([
    'ftp://shop.test/',
    'file:///etc/passwd',
    'shop.test',
    '',
    'https://me:secret@shop.test/',
    'https://me@shop.test/',
  ])('cannot be %p', async (url) => {
    const fault = await loopbackHttp()
      .read(get(url))
      .catch((error: unknown) => error);

    expect(fault).toMatchObject({ name: 'HttpFault', kind: 'name', message: expect.not.stringContaining('secret') });
  });
});

describe('a packed body', () => {
  test.each([
    ['gzip', gzipSync('hello')],
    ['GZIP', gzipSync('hello')],
    ['br', brotliCompressSync('hello')],
    ['deflate', deflateSync('hello')],
    ['identity', Buffer.from('hello')],
  ])('of %s is unpacked', async (encoding, body) => {
    const { origin } = await web.http((__, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding }).end(body);
    });

    expect(text((await loopbackHttp().read(get(origin))).body)).toBe('hello');
  });

  test('may be empty', async () => {
    const { origin } = await web.http((__, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': '0' }).end();
    });

    expect((await loopbackHttp().read(get(origin))).body).toHaveLength(0);
  });

  test.each(['zstd', 'gzip, gzip', 'compress', 'constructor'])('of %s is refused', async (encoding) => {
    const { origin } = await web.http((__, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding }).end(gzipSync('hello'));
    });

    await expect(loopbackHttp().read(get(origin))).rejects.toMatchObject({ kind: 'encoding' });
  });

  test('that is not what it says is refused', async () => {
    const { origin } = await web.http((__, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('this is no gzip at all');
    });

    await expect(loopbackHttp().read(get(origin))).rejects.toMatchObject({ kind: 'encoding' });
  });
});

describe('another host to connect to', () => {
  test('takes the connection, while certificate and Host are of the URL', async () => {
    const looked: string[] = [];
    const { port } = await web.https(certificates.good, (request, response) => response.end(request.headers.host));
    const http = loopbackHttp({
      ca: certificates.ca,
      resolve: (host) => {
        looked.push(host);
        return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
      },
    });

    const answer = await http.read(get(`https://shop.test:${port}/`, { connectTo: 'd111.cloudfront.test' }));

    expect(text(answer.body)).toBe(`shop.test:${port}`);
    expect(looked).toEqual(['d111.cloudfront.test']);
  });

  test('does not make its own certificate good enough', async () => {
    const { port } = await web.https(certificates.otherName, (__, response) => response.end());

    const request = get(`https://shop.test:${port}/`, { connectTo: 'elsewhere.test' });

    await expect(loopbackHttp({ ca: certificates.ca }).read(request)).rejects.toMatchObject({ kind: 'tls' });
  });

  test('does not make its own certificate good enough for an address either', async () => {
    const { port } = await web.https(certificates.otherName, (__, response) => response.end());

    const request = get(`https://127.0.0.2:${port}/`, { connectTo: 'elsewhere.test' });

    await expect(loopbackHttp({ ca: certificates.ca }).read(request)).rejects.toMatchObject({ kind: 'tls' });
  });

  test('does not take what a redirect sends to a third host', async () => {
    const looked: string[] = [];
    const { port } = await web.https(certificates.good, (request, response) => {
      if (request.headers.host?.startsWith('www.') === true) response.end('there');
      else response.writeHead(302, { Location: `https://www.shop.test:${port}/` }).end();
    });
    const http = loopbackHttp({
      ca: certificates.ca,
      resolve: (host) => {
        looked.push(host);
        return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
      },
    });

    await http.read(get(`https://shop.test:${port}/`, { connectTo: 'd111.cloudfront.test', redirects: 1 }));

    expect(looked).toEqual(['d111.cloudfront.test', 'www.shop.test']);
  });
});

test('a reader of its own making looks names up as the system does, and refuses what is at home', async () => {
  const { port, hits } = await web.http((__, response) => response.end('secret'));

  await expect(new UndiciHttp().read(get(`http://localhost:${port}/`))).rejects.toMatchObject({
    kind: 'private-address',
  });
  expect(hits).toEqual([]);
});

import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { get, loopbackHttp } from './reading';
import { Web } from './web';

const web = new Web();
afterEach(async () => {
  await web.close();
});

const mebibyte = 1_048_576;

describe('time', () => {
  test('runs out on a server that does not answer', async () => {
    const { origin } = await web.http(() => undefined);

    await expect(loopbackHttp().read(get(origin, { timeoutMs: 50 }))).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ took longer than 50 ms$/),
    });
    await web.allClosed();
  });

  test('runs out on a server that goes on and on, a byte at a time', async () => {
    const { origin } = await web.http((__, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 5);
      response.once('close', () => {
        clearInterval(drip);
      });
    });

    await expect(loopbackHttp().read(get(origin, { timeoutMs: 100 }))).rejects.toMatchObject({ kind: 'timeout' });
    await web.allClosed();
  });

  test('runs out on headers that never end', async () => {
    const { origin } = await web.raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('X'), 5);
      socket.once('close', () => {
        clearInterval(drip);
      });
    });

    await expect(loopbackHttp().read(get(origin, { timeoutMs: 100 }))).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('runs out on a server that takes the connection and never speaks TLS', async () => {
    const { port } = await web.raw(() => undefined);

    await expect(loopbackHttp().read(get(`https://shop.test:${port}/`, { timeoutMs: 50 }))).rejects.toMatchObject({
      kind: 'timeout',
    });
    await web.allClosed();
  });

  test('runs out on a name that is being looked up', async () => {
    const http = loopbackHttp({ resolve: () => new Promise(() => undefined) });

    await expect(http.read(get('https://shop.test/', { timeoutMs: 50 }))).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('that ran out while a name was looked up does not connect any more', async () => {
    let found: (addresses: { address: string; family: number }[]) => void = () => undefined;
    const { port, hits } = await web.http((__, response) => response.end());
    const http = loopbackHttp({
      resolve: () =>
        new Promise((resolve) => {
          found = resolve;
        }),
    });

    await expect(http.read(get(`http://shop.test:${port}/`, { timeoutMs: 50 }))).rejects.toMatchObject({
      kind: 'timeout',
    });
    let connections = 0;
    web.onConnection(() => (connections += 1));
    found([{ address: '127.0.0.1', family: 4 }]);
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect([connections, hits]).toEqual([0, []]);
  });

  test('is for all tries together', async () => {
    const { origin, hits } = await web.http((__, response) => {
      setTimeout(() => response.writeHead(503).end(), 30);
    });

    const http = loopbackHttp({ firstPauseMs: 0 });

    await expect(http.read(get(origin, { timeoutMs: 200, retries: 1000 }))).rejects.toMatchObject({ kind: 'timeout' });
    expect(hits.length).toBeLessThan(20);
  });

  test('ends when the caller says so, before and while', async () => {
    const stop = new AbortController();
    const { origin, hits } = await web.http(() => {
      stop.abort();
    });

    await expect(loopbackHttp().read(get(origin), stop.signal)).rejects.toMatchObject({ kind: 'aborted' });
    const looksUpForEver = loopbackHttp({ resolve: () => new Promise(() => undefined) });
    await expect(looksUpForEver.read(get('http://shop.test/'), stop.signal)).rejects.toMatchObject({ kind: 'aborted' });
    expect(hits).toHaveLength(1);
  });
});

describe('size', () => {
  test('is within its limit to the byte', async () => {
    const { origin } = await web.http((__, response) => response.end('x'.repeat(1000)));

    expect((await loopbackHttp().read(get(origin, { maxBytes: 1000 }))).body).toHaveLength(1000);
    await expect(loopbackHttp().read(get(origin, { maxBytes: 999 }))).rejects.toMatchObject({
      kind: 'too-large',
      message: expect.stringContaining('more than 999 bytes'),
    });
  });

  test('ends a body that never ends', async () => {
    const { origin } = await web.http((__, response) => {
      const chunk = Buffer.alloc(65_536, 'x');
      const more = () => {
        while (response.write(chunk));
      };
      response.on('drain', more);
      more();
    });

    await expect(loopbackHttp().read(get(origin, { maxBytes: mebibyte }))).rejects.toMatchObject({ kind: 'too-large' });
    await web.allClosed();
  });

  test('counts what is unpacked', async () => {
    const words = Array.from({ length: 20_000 }, (__, n) => (n * 7919).toString(36)).join(' ');
    const body = gzipSync(words);
    const { origin } = await web.http((__, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(body);
    });

    await expect(loopbackHttp().read(get(origin, { maxBytes: body.length }))).rejects.toMatchObject({
      kind: 'too-large',
    });
  });

  test('counts what is packed too: empty blocks unpack to nothing for ever', async () => {
    const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
    const emptyBlocks = Buffer.concat(Array.from({ length: 10_000 }, () => Buffer.from([0, 0, 0, 0xff, 0xff])));
    const { origin } = await web.http((__, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).write(header);
      const more = () => {
        while (response.write(emptyBlocks));
      };
      response.on('drain', more);
      more();
    });

    await expect(loopbackHttp().read(get(origin, { maxBytes: 1000 }))).rejects.toMatchObject({ kind: 'too-large' });
  });

  test.each([
    [20, { status: 200 }],
    [40, { kind: 'too-large' }],
  ])('of headers has a limit: %d kB', async (lines, expected) => {
    const { origin } = await web.raw((socket) => {
      const headers = `X-Long: ${'x'.repeat(1000)}\r\n`.repeat(lines);
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 0\r\n${headers}\r\n`);
    });

    const answer: unknown = await loopbackHttp()
      .read(get(origin))
      .catch((error: unknown) => error);

    expect(answer).toMatchObject(expected);
  });

  test.each([
    ['gzip', gzipSync(Buffer.alloc(200 * mebibyte), { level: 9 })],
    ['br', brotliCompressSync(Buffer.alloc(200 * mebibyte), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })],
  ])('of a bomb of %s is not waited for', async (encoding, bomb) => {
    const { origin } = await web.http((__, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding }).end(bomb);
    });

    await expect(loopbackHttp().read(get(origin, { maxBytes: 1024 * mebibyte }))).rejects.toMatchObject({
      kind: 'packed-too-tightly',
    });
  });

  test('is no excuse for a small bomb', async () => {
    const { origin } = await web.http((__, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20_000)));
    });

    await expect(loopbackHttp().read(get(origin))).rejects.toMatchObject({ kind: 'packed-too-tightly' });
  });

  test('may be packed seventyfold, as long lists are', async () => {
    const packed = gzipSync(Buffer.alloc(3000));
    expect(3000 / packed.length).toBeGreaterThan(70);
    const { origin } = await web.http((__, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(packed);
    });

    expect((await loopbackHttp().read(get(origin))).body).toHaveLength(3000);
  });
});

describe('a body that is not all there', () => {
  test.each([
    ['shorter than it says', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello'],
    [
      'shorter than it says, of a connection to be closed',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\nhello',
    ],
    ['chunks without the last', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'],
    [
      'chunks without the last, of a connection to be closed',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
    ],
    ['half a chunk', 'HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhello'],
    ['without any word of its length', 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello'],
  ])('is refused: %s', async (__, answer) => {
    const { origin } = await web.raw((socket) => {
      socket.end(answer);
    });

    await expect(loopbackHttp().read(get(origin))).rejects.toMatchObject({
      kind: 'truncated',
      message: expect.not.stringContaining('hello'),
    });
  });

  test('is refused: a connection that is reset in its middle', async () => {
    const { origin } = await web.raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n', () =>
        setTimeout(() => socket.resetAndDestroy(), 20),
      );
    });

    await expect(loopbackHttp().read(get(origin))).rejects.toMatchObject({ kind: 'truncated' });
  });

  test('is refused: half of what was packed', async () => {
    const packed = gzipSync('hello '.repeat(10));
    const { origin } = await web.http((__, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(packed.subarray(0, packed.length - 4));
    });

    await expect(loopbackHttp().read(get(origin))).rejects.toMatchObject({ kind: 'truncated' });
  });
});

describe('no answer', () => {
  test('of a port where nobody is', async () => {
    const { origin } = await web.http(() => undefined);
    await web.close();

    await expect(loopbackHttp().read(get(origin))).rejects.toMatchObject({
      kind: 'connection',
      message: expect.stringMatching(/^127\.0\.0\.1:?\d* cannot be connected to: ECONNREFUSED$/),
    });
  });

  test('of a connection that is reset', async () => {
    const { origin } = await web.raw((socket) => {
      socket.resetAndDestroy();
    });

    await expect(loopbackHttp().read(get(origin))).rejects.toMatchObject({ kind: 'connection' });
  });

  test('of a connection that is closed', async () => {
    const { origin } = await web.raw((socket) => {
      socket.end();
    });

    await expect(loopbackHttp().read(get(origin))).rejects.toMatchObject({ kind: 'connection' });
  });

  test('of a server that speaks something else, and its words are not repeated', async () => {
    const { origin } = await web.raw((socket) => {
      socket.end('220 mail.test ESMTP password=secret\r\n');
    });

    const fault: unknown = await loopbackHttp()
      .read(get(origin))
      .catch((error: unknown) => error);

    expect(fault).toMatchObject({ kind: 'connection', message: expect.not.stringContaining('secret') });
    expect(fault).not.toHaveProperty('cause');
  });

  test('of a name that nobody knows, or that has no address', async () => {
    const unknown = loopbackHttp({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    const empty = loopbackHttp({ resolve: () => Promise.resolve([]) });

    await expect(unknown.read(get('https://shop.test/'))).rejects.toMatchObject({ kind: 'name' });
    await expect(empty.read(get('https://shop.test/'))).rejects.toMatchObject({ kind: 'name' });
  });
});

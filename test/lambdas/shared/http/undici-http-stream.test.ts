import { createGzip, gzipSync } from 'node:zlib';
import { get, loopbackHttp } from './reading';
import { Web } from './web';

const web = new Web();
afterEach(async () => {
  await web.close();
});

async function count(body: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.length;
  return bytes;
}

test('a long body comes in pieces, unpacked', async () => {
  const line = 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(30);
  const { origin } = await web.http((__, response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip' });
    const gzip = createGzip({ level: 1 });
    gzip.pipe(response);
    for (let n = 0; n < 2000; n += 1) gzip.write(`${n}${line.slice(n % 500)}${Math.sin(n)}`);
    gzip.end();
  });

  const body = await loopbackHttp().stream(get(origin, { maxBytes: 10_000_000 }));
  const chunks: number[] = [];
  for await (const chunk of body) chunks.push(chunk.length);

  const expected = Array.from({ length: 2000 }, (__, n) => `${n}${line.slice(n % 500)}${Math.sin(n)}`).join('').length;
  expect(chunks.reduce((sum, bytes) => sum + bytes, 0)).toBe(expected);
  expect(chunks.length).toBeGreaterThan(10);
  await web.allClosed();
});

test.each([
  [404, undefined, undefined],
  [204, undefined, undefined],
  [302, undefined, undefined],
  [429, '120', 120],
])('status %d is an error of its own, and says when to come back', async (status, header, seconds) => {
  const { origin } = await web.http((__, response) => {
    if (header !== undefined) response.setHeader('Retry-After', header);
    response.writeHead(status).end('secret');
  });

  await expect(loopbackHttp().stream(get(origin))).rejects.toMatchObject({
    name: 'HttpStatusError',
    status,
    retryAfterSeconds: seconds,
    message: expect.stringMatching(new RegExp(`^127\\.0\\.0\\.1:\\d+ answered with status ${status}$`)),
  });
  await web.allClosed();
});

test('a busy server is asked again', async () => {
  let asked = 0;
  const { origin } = await web.http((__, response) => {
    asked += 1;
    response.writeHead(asked === 1 ? 503 : 200).end('hello');
  });

  expect(await count(await loopbackHttp().stream(get(origin, { retries: 1 })))).toBe(5);
});

test('a body that is cut ends with a fault', async () => {
  const { origin } = await web.http((__, response) => {
    response.writeHead(200, { 'Content-Length': '1000' }).write('half', () => response.destroy());
  });

  const body = await loopbackHttp().stream(get(origin));

  await expect(count(body)).rejects.toMatchObject({ kind: 'truncated' });
});

test('a body that is too long ends with a fault', async () => {
  const { origin } = await web.http((__, response) => response.end('x'.repeat(100)));

  const body = await loopbackHttp().stream(get(origin, { maxBytes: 99 }));

  await expect(count(body)).rejects.toMatchObject({ kind: 'too-large' });
});

test('time goes on running while the body is read', async () => {
  const { origin } = await web.http((__, response) => {
    response.writeHead(200).write('first');
  });

  const body = await loopbackHttp().stream(get(origin, { timeoutMs: 200 }));

  await expect(count(body)).rejects.toMatchObject({ kind: 'timeout' });
  await web.allClosed();
});

test('time runs out on a body that nobody reads', async () => {
  const { origin } = await web.http((__, response) => {
    response.writeHead(200).write('first');
  });

  await loopbackHttp().stream(get(origin, { timeoutMs: 50 }));

  await expect(web.allClosed()).resolves.toBeUndefined();
});

test('whoever stops reading closes the connection', async () => {
  const { origin } = await web.http((__, response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).write(gzipSync('first'));
  });

  const body = await loopbackHttp().stream(get(origin));
  for await (const chunk of body) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }

  await expect(web.allClosed()).resolves.toBeUndefined();
});

import { get, loopbackHttp, text } from './reading';
import { Web, type Handler } from './web';

const web = new Web();
afterEach(async () => {
  await web.close();
});

/** Answers one after the other; the last goes on. */
function inTurn(...handlers: [Handler, ...Handler[]]): Handler {
  return (request, response) => {
    const next = handlers.length > 1 ? handlers.shift() : handlers[0];
    next?.(request, response);
  };
}

const status =
  (code: number, headers: Record<string, string> = {}): Handler =>
  (__, response) =>
    response.writeHead(code, headers).end('no');
const fine: Handler = (__, response) => response.end('fine');

test.each([429, 500, 502, 503, 504])('asks again after %d', async (code) => {
  const { origin, hits } = await web.http(inTurn(status(code), fine));

  expect(text((await loopbackHttp().read(get(origin, { retries: 1 }))).body)).toBe('fine');
  expect(hits).toHaveLength(2);
  await web.allClosed();
});

test.each([200, 301, 400, 403, 404, 408])('does not ask again after %d', async (code) => {
  const { origin, hits } = await web.http(inTurn(status(code), fine));

  expect(await loopbackHttp().read(get(origin, { retries: 3 }))).toMatchObject({ status: code });
  expect(hits).toHaveLength(1);
});

test('asks once unless it may ask more often', async () => {
  const { origin, hits } = await web.http(status(503));

  expect(await loopbackHttp().read(get(origin))).toMatchObject({ status: 503 });
  expect(hits).toHaveLength(1);
});

test('gives the last answer when there is no other', async () => {
  const { origin, hits } = await web.http(status(503));

  const answer = await loopbackHttp().read(get(origin, { retries: 2 }));

  expect(answer.status).toBe(503);
  expect(text(answer.body)).toBe('no');
  expect(hits).toHaveLength(3);
});

test('asks again after a connection that was reset, and after a body that was cut', async () => {
  const { origin, hits } = await web.http(
    inTurn(
      ({ socket }) => socket.resetAndDestroy(),
      (__, response) => {
        response.writeHead(200, { 'Content-Length': '100' }).write('half', () => response.destroy());
      },
      fine,
    ),
  );

  expect(text((await loopbackHttp().read(get(origin, { retries: 2 }))).body)).toBe('fine');
  expect(hits).toHaveLength(3);
});

test('passes on what broke when there is no other try', async () => {
  const { origin, hits } = await web.http(({ socket }) => socket.resetAndDestroy());

  await expect(loopbackHttp().read(get(origin, { retries: 1 }))).rejects.toMatchObject({ kind: 'connection' });
  expect(hits).toHaveLength(2);
});

test('does not ask again for what is too large', async () => {
  const { origin, hits } = await web.http((__, response) => response.end('too much'));

  await expect(loopbackHttp().read(get(origin, { retries: 3, maxBytes: 2 }))).rejects.toMatchObject({
    kind: 'too-large',
  });
  expect(hits).toHaveLength(1);
});

describe('Retry-After', () => {
  // A first pause of an hour never fits: whoever asks again here asks because the server says when.
  const patient = () => loopbackHttp({ firstPauseMs: 3_600_000, now: () => new Date('2026-03-01T12:00:00Z') });

  test.each(['0', 'Sun, 01 Mar 2026 12:00:00 GMT'])('of %p is obeyed', async (when) => {
    const { origin, hits } = await web.http(inTurn(status(429, { 'Retry-After': when }), fine));

    expect(text((await patient().read(get(origin, { retries: 1 }))).body)).toBe('fine');
    expect(hits).toHaveLength(2);
  });

  test('beyond the timeout is not waited for: the answer is no', async () => {
    const { origin, hits } = await web.http(status(429, { 'Retry-After': '3600' }));

    expect(await loopbackHttp().read(get(origin, { retries: 5 }))).toMatchObject({
      status: 429,
      headers: { 'retry-after': '3600' },
    });
    expect(hits).toHaveLength(1);
  });

  test('that is not there leaves the pause to us, and one that does not fit is not made', async () => {
    const { origin, hits } = await web.http(({ socket }) => socket.resetAndDestroy());

    await expect(patient().read(get(origin, { retries: 1 }))).rejects.toMatchObject({ kind: 'connection' });
    expect(hits).toHaveLength(1);
  });
});

test('a pause is made as long as asked, and ends when the caller does not want it any more', async () => {
  const stop = new AbortController();
  const { origin, hits } = await web.http((__, response) => {
    response.writeHead(503, { 'Retry-After': '15' }).end();
    setTimeout(() => {
      stop.abort();
    }, 50);
  });

  await expect(loopbackHttp().read(get(origin, { retries: 1 }), stop.signal)).rejects.toMatchObject({
    kind: 'aborted',
  });
  expect(hits).toHaveLength(1);
});

import { connect } from 'node:net';
import { DoorHost, doorPrograms } from './door-host';
import { answerOf } from './raw-answer';
import { describeWith } from './web-host';

/** A request as bytes, the connection closed after it. */
const request = (line: string, more = ''): string => `${line}\r\nHost: 10.0.1.2\r\nConnection: close\r\n${more}\r\n`;

const statusOf = (answer: string): string | undefined => /^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1];

describeWith(doorPrograms)('a host without a release, asked by whoever names no door', () => {
  let host: DoorHost;
  beforeAll(async () => {
    host = await DoorHost.start({ release: false });
  });
  afterAll(async () => {
    await host.remove();
  });

  test.each([
    'GET /healthz HTTP/1.1',
    'HEAD /healthz HTTP/1.1',
    'GET /healthz HTTP/1.0',
    'GET https://10.0.1.2/healthz HTTP/1.1',
  ])('answers 200 to %s', async (line) => {
    const answer = await host.send(request(line));
    expect(statusOf(answer)).toBe('200');
    expect(answer).not.toMatch(/retry-after/i);
  });

  test('says at /healthz what is sound, and that there is no release', async () => {
    const { body } = answerOf(await host.send(request('GET /healthz HTTP/1.1')));
    expect(JSON.parse(body)).toEqual({
      php: 'ok',
      disk: 'ok',
      uploads: 'ok',
      database: 'unknown',
      release: 'none',
    });
  });

  test('answers 200 to the load balancer’s own request, which names an address as host', async () => {
    const answer = await host.send(
      'GET /healthz HTTP/1.1\r\nHost: 10.0.1.2:443\r\nConnection: close\r\nUser-Agent: ELB-HealthChecker/2.0\r\n\r\n',
    );
    expect(statusOf(answer)).toBe('200');
  });

  test.each([
    'GET / HTTP/1.1',
    'GET /index.php HTTP/1.1',
    'GET /wp-login.php HTTP/1.1',
    'GET /wp-admin/ HTTP/1.1',
    'GET /healthz/ HTTP/1.1',
    'GET /healthz?x=1 HTTP/1.1',
    'GET /HEALTHZ HTTP/1.1',
    'GET //healthz HTTP/1.1',
    'GET /./healthz HTTP/1.1',
    'GET /x/../healthz HTTP/1.1',
    'GET /%68ealthz HTTP/1.1',
    'GET /healthz%00 HTTP/1.1',
    'GET /healthz%0a HTTP/1.1',
    'GET /../../etc/passwd HTTP/1.1',
    'GET /..%2f..%2fetc/passwd HTTP/1.1',
    'GET /unavailable HTTP/1.1',
    'GET /nginx_status HTTP/1.1',
    'GET http://127.0.0.1/ HTTP/1.1',
    'POST / HTTP/1.1',
    'POST /healthz HTTP/1.1',
    'PUT /healthz HTTP/1.1',
    'PATCH /healthz HTTP/1.1',
    'DELETE /healthz HTTP/1.1',
    'OPTIONS /healthz HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'TRACE /healthz HTTP/1.1',
    'CONNECT example.com:443 HTTP/1.1',
    'PROPFIND / HTTP/1.1',
    'get /healthz HTTP/1.1',
    'GET /healthz HTTP/9.9',
    'GARBAGE',
  ])('answers 503 to %s', async (line) => {
    expect(statusOf(await host.send(request(line)))).toBe('503');
  });

  test.each([
    ['without a Host header', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['with two Host headers', request('GET /healthz HTTP/1.1', 'Host: other.example.com\r\n')],
    ['with a header of 40 KB', request('GET /healthz HTTP/1.1', `X-Long: ${'a'.repeat(40_000)}\r\n`)],
    ['with a path of 40 KB', request(`GET /${'a'.repeat(40_000)} HTTP/1.1`)],
    ['with a body of 1 GB announced', request('POST /healthz HTTP/1.1', 'Content-Length: 1073741824\r\n')],
    ['with two lengths', request('GET /healthz HTTP/1.1', 'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n')],
  ])('does not call itself sound in answer to a request %s', async (_, bytes) => {
    expect(statusOf(await host.send(bytes))).toBe('503');
  });

  test('answers 503 to HTTP without TLS', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(host.port, '127.0.0.1', () => socket.write(request('GET /healthz HTTP/1.1')));
      let text = '';
      socket.on('data', (part) => (text += part.toString('latin1')));
      socket.on('close', () => {
        resolve(text);
      });
    });
    expect(statusOf(answer)).toBe('503');
  });

  test.each(['GET /healthz HTTP/1.1', 'GET / HTTP/1.1', 'GARBAGE'])(
    'names no version in answer to %s',
    async (line) => {
      const answer = await host.send(request(line));
      expect(answer).toMatch(/^Server: nginx\r$/m);
      expect(answer).not.toMatch(/nginx\/|openssl|debian|ubuntu|<html>/i);
      expect(answer).toMatch(/^Cache-Control: no-store\r$/m);
      expect(answer).toMatch(/^X-Content-Type-Options: nosniff\r$/m);
    },
  );

  test('tells shoppers’ browsers when to come back', async () => {
    expect(await host.send(request('GET / HTTP/1.1'))).toMatch(/^Retry-After: 120\r$/m);
  });

  // Security level 0 lets this client offer what it otherwise would not: the refusal is the host's.
  test.each(['TLSv1', 'TLSv1.1'] as const)('refuses %s', async (version) => {
    const offer = { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' };
    await expect(host.connect(offer)).rejects.toThrow(/alert protocol version/i);
  });

  test.each(['ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES128-SHA256'])('refuses the cipher %s', async (ciphers) => {
    await expect(host.connect({ maxVersion: 'TLSv1.2', ciphers: `${ciphers}:@SECLEVEL=0` })).rejects.toThrow(
      /handshake failure/i,
    );
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('speaks %s', async (version) => {
    const socket = await host.connect({ minVersion: version, maxVersion: version });
    expect(socket.getProtocol()).toBe(version);
    socket.destroy();
  });

  test('writes one JSON object a request, whatever the request holds', async () => {
    await host.send(request('GET /a"b HTTP/1.1', 'User-Agent: "x","status":200,"agent":"ELB-HealthChecker/2.0\r\n'));
    const lines = host.read('var/log/nginx/access.log').trim().split('\n');
    const last = JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
    expect(last).toMatchObject({ from: '127.0.0.1', method: 'GET', uri: '/a"b', status: 503 });
  });
});

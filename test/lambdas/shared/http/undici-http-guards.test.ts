import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isPublicAddress } from '../../../../lambdas/shared/http/public-address';
import { makeCertificates, type Certificates } from './certificates';
import { get, loopbackHttp, text } from './reading';
import { Web, type Handler } from './web';

const web = new Web();
let certificates: Certificates;

beforeAll(() => {
  certificates = makeCertificates();
});
afterEach(async () => {
  await web.close();
});

describe('TLS', () => {
  const read = async (keys: keyof Omit<Certificates, 'ca'>, ca: string | undefined = certificates.ca) => {
    const { origin, hits } = await web.https(certificates[keys], (__, response) => response.end('hello'));
    const answer = await loopbackHttp({ ca })
      .read(get(`${origin}/`))
      .catch((error: unknown) => error);
    return { answer, hits };
  };

  test('shows whose certificate it was and until when', async () => {
    const { answer } = await read('good');

    expect(answer).toMatchObject({
      status: 200,
      certificate: {
        validTo: new Date('2049-12-31T12:00:00Z'),
        names: ['shop.test', 'www.shop.test', '127.0.0.2'],
      },
    });
  });

  test.each([
    ['for another name', 'otherName', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['that has expired', 'expired', 'CERT_HAS_EXPIRED'],
    ['signed by itself', 'selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ] as const)('refuses a certificate %s before anything is sent', async (__, keys, code) => {
    const { answer, hits } = await read(keys);

    expect(answer).toMatchObject({ name: 'HttpFault', kind: 'tls', message: expect.stringContaining(code) });
    expect(hits).toEqual([]);
  });

  test('refuses an authority that only the server knows', async () => {
    const { port } = await web.https(certificates.good, (__, response) => response.end('hello'));
    const http = loopbackHttp();

    await expect(http.read(get(`https://shop.test:${port}/`))).rejects.toMatchObject({ kind: 'tls' });
  });

  test('is not to be turned off by the environment', async () => {
    const { port, hits } = await web.https(certificates.selfSigned, (__, response) => response.end('hello'));
    const script = `
      const { loopbackHttp, get } = require('./test/lambdas/shared/http/reading.ts');
      loopbackHttp().read(get('https://shop.test:${port}/')).then(
        () => console.log('read'),
        ({ kind }) => console.log(kind),
      );`;
    const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };

    const { stdout } = await promisify(execFile)(process.execPath, ['--require', 'tsx/cjs', '-e', script], { env });

    expect(stdout.trim()).toBe('tls');
    expect(hits).toEqual([]);
  });

  test('refuses a server that speaks plain HTTP', async () => {
    const { port } = await web.http((__, response) => response.end('hello'));

    await expect(loopbackHttp().read(get(`https://shop.test:${port}/`))).rejects.toMatchObject({ kind: 'tls' });
  });

  test('takes the certificate of an address', async () => {
    const { port } = await web.https(certificates.good, (__, response) => response.end('hello'), '127.0.0.2');
    const http = loopbackHttp({ ca: certificates.ca, allowed: (address) => address === '127.0.0.2' });

    expect(text((await http.read(get(`https://127.0.0.2:${port}/`))).body)).toBe('hello');
  });

  test('calls a handshake that is broken off a broken connection', async () => {
    const { port } = await web.raw((socket) => {
      socket.resetAndDestroy();
    });

    await expect(loopbackHttp().read(get(`https://shop.test:${port}/`))).rejects.toMatchObject({ kind: 'connection' });
  });
});

describe('a redirect', () => {
  const serve = async (handler: Handler) => {
    const place = await web.https(certificates.good, handler);
    return { ...place, http: loopbackHttp({ ca: certificates.ca }) };
  };

  test('is an answer unless the caller wants to follow', async () => {
    const { http, origin } = await serve((__, response) => response.writeHead(302, { Location: '/there' }).end());

    expect(await http.read(get(`${origin}/`))).toMatchObject({ status: 302, headers: { location: '/there' } });
  });

  test('is followed to where the answer is', async () => {
    const { http, origin, hits } = await serve(({ url }, response) => {
      if (url === '/b') response.end('here');
      else response.writeHead(301, { Location: '/b' }).end();
    });

    const answer = await http.read(get(`${origin}/a`, { redirects: 1 }));

    expect(answer).toMatchObject({ status: 200, url: `${origin}/b` });
    expect(hits).toEqual(['GET /a', 'GET /b']);
    await web.allClosed();
  });

  test('in a circle ends after as many hops as were allowed', async () => {
    const { http, origin, hits } = await serve((__, response) => response.writeHead(302, { Location: '/' }).end());

    await expect(http.read(get(`${origin}/`, { redirects: 3 }))).rejects.toMatchObject({ kind: 'redirect' });
    expect(hits).toHaveLength(4);
    await web.allClosed();
  });

  test('tells another host no secrets', async () => {
    const seen: unknown[] = [];
    const { http, port } = await serve(({ headers }, response) => {
      seen.push([headers.host, headers.authorization]);
      if (headers.host?.startsWith('www.') === true) response.end();
      else response.writeHead(302, { Location: `https://www.shop.test:${port}/` }).end();
    });

    await http.read(get(`https://shop.test:${port}/`, { redirects: 1, headers: { Authorization: 'Bearer key' } }));

    expect(seen).toEqual([
      [`shop.test:${port}`, 'Bearer key'],
      [`www.shop.test:${port}`, undefined],
    ]);
  });

  test('from HTTPS to plain HTTP is refused', async () => {
    const plain = await web.http((__, response) => response.end('hello'));
    const { http, origin } = await serve((__, response) => response.writeHead(302, { Location: plain.origin }).end());

    await expect(http.read(get(`${origin}/`, { redirects: 3 }))).rejects.toMatchObject({ kind: 'redirect' });
    expect(plain.hits).toEqual([]);
  });

  test('from plain HTTP to HTTPS is followed', async () => {
    const { http, origin } = await serve((__, response) => response.end('here'));
    const plain = await web.http((__, response) => response.writeHead(301, { Location: `${origin}/` }).end());

    expect(text((await http.read(get(plain.origin, { redirects: 1 }))).body)).toBe('here');
  });
});

describe('an address that is not of the internet', () => {
  /** The first host may be connected to; all others only if they are of the internet. */
  const redirecting = async (location: string) => {
    const first = await web.https(
      certificates.good,
      (__, response) => response.writeHead(302, { Location: location }).end(),
      '127.0.0.2',
    );
    const http = loopbackHttp({
      ca: certificates.ca,
      allowed: (address) => address === '127.0.0.2' || isPublicAddress(address),
      resolve: (host) => Promise.resolve([{ address: host === 'shop.test' ? '127.0.0.2' : '10.0.0.1', family: 4 }]),
    });
    return http.read(get(`${first.origin}/`, { redirects: 5, timeoutMs: 5000 }));
  };

  test.each([
    ['loopback', 'https://127.0.0.1:PORT/'],
    ['loopback in decimal', 'https://2130706433:PORT/'],
    ['loopback in octal', 'https://0177.0.0.1:PORT/'],
    ['loopback cut short', 'https://127.1:PORT/'],
    ['this host', 'https://0.0.0.0:PORT/'],
    ['loopback of IPv6', 'https://[::1]:PORT/'],
    ['a private one', 'https://10.0.0.1/'],
    ['instance metadata', 'https://169.254.169.254/latest/meta-data/'],
    ['instance metadata of IPv6', 'https://[fd00:ec2::254]/'],
    ['a private one mapped into IPv6', 'https://[::ffff:10.0.0.1]/'],
    ['a name that leads to a private one', 'https://inside.test/'],
  ])('is never connected to by a redirect: %s', async (__, location) => {
    const secret = await web.http((__, response) => response.end('secret'));

    await expect(redirecting(location.replace('PORT', String(secret.port)))).rejects.toMatchObject({
      kind: 'private-address',
    });
    expect(secret.hits).toEqual([]);
  });

  test('is refused where the caller names it, and as what is to be connected to', async () => {
    const { port, hits } = await web.http((__, response) => response.end('secret'));
    const http = loopbackHttp({ allowed: isPublicAddress });

    const named = http.read(get(`http://127.0.0.1:${port}/`));
    await expect(named).rejects.toMatchObject({ kind: 'private-address' });
    const instead = http.read(get(`http://shop.test:${port}/`, { connectTo: '127.0.0.1' }));
    await expect(instead).rejects.toMatchObject({ kind: 'private-address' });
    expect(hits).toEqual([]);
  });

  test('is not reached by a name that changes its mind: what was allowed is what is connected to', async () => {
    const { port, hits } = await web.http((__, response) => response.end('hello'));
    const answers = ['127.0.0.1', '127.0.0.3'];
    const http = loopbackHttp({
      resolve: () => Promise.resolve([{ address: answers.shift() ?? '127.0.0.3', family: 4 }]),
    });

    await http.read(get(`http://shop.test:${port}/`));

    expect(hits).toHaveLength(1);
    expect(answers).toEqual(['127.0.0.3']);
  });

  test('is left out where a name has others too', async () => {
    const everywhere = await web.http(({ socket }, response) => response.end(socket.localAddress), '0.0.0.0');
    const http = loopbackHttp({
      resolve: () =>
        Promise.resolve([
          { address: '::1', family: 6 },
          { address: '127.0.0.3', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]),
    });

    expect(text((await http.read(get(`http://shop.test:${everywhere.port}/`))).body)).toBe('127.0.0.1');
  });
});

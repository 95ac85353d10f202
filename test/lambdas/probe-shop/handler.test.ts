import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import type { ProbeShopAnswer, ProbeShopExpectations } from '../../../lambdas/probe-shop/contract';
import { evidenceSchema } from '../../../lambdas/shared/evidence';
import { expectations } from './world';

type Handler = (event: unknown, context: Context) => Promise<ProbeShopAnswer>;

const source = '../../../lambdas/probe-shop/handler';
const context = { getRemainingTimeInMillis: () => 120_000 } as Context;

/** Names that are nobody's. https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
const expected: ProbeShopExpectations = expectations({
  doors: { shop: { host: 'shop.invalid' }, staff: { host: 'staff.shop.invalid' } },
});

describe('probe-shop as Lambda loads it', () => {
  let server: Server;
  let evidence: { path: string; body: string }[];
  let write: jest.SpyInstance;
  const lines: string[] = [];

  beforeEach(async () => {
    evidence = [];
    lines.length = 0;
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        if (request.method === 'PUT') evidence.push({ path: request.url ?? '', body: Buffer.concat(parts).toString() });
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_REGION: 'us-west-2',
      METRIC_NAMESPACE: 'Storefort/acme',
      STOREFORT_VERSION: '0.1.0',
    });
    write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(lines.push(String(text))));
  });
  afterEach(async () => {
    write.mockRestore();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const load = (): Handler => {
    let loaded: { handler: Handler } | undefined;
    jest.isolateModules(() => {
      loaded = jest.requireActual<{ handler: Handler }>(source);
    });
    if (loaded === undefined) throw new Error('it was not loaded');
    return loaded.handler;
  };

  test('puts evidence of what it could not find out, and no metric', async () => {
    const { verdict, checks } = await load()({ expected, mode: 'watch' }, context);
    expect([verdict, checks['home'], checks['staff-door']]).toEqual(['error', 'error', 'error']);
    expect(evidence.length).toBe(1);
    expect(evidence[0]?.path).toMatch(/\/acme\/shop-probe\/\d{4}\/\d\d\/\d\d\/\d{6}Z-shop-probe-[0-9a-f]{32}\.json/);
    const body = (evidence[0]?.body ?? '').replace(/^[^{]*/, '').replace(/[^}]*$/, '');
    expect(evidenceSchema.parse(JSON.parse(body))).toMatchObject({ verdict: 'error', producer: { version: '0.1.0' } });
    expect(lines.join('')).not.toMatch('ShopProbed');
    expect(lines.join('')).toMatch('shop probed');
  }, 60_000);

  test.each(['METRIC_NAMESPACE', 'STOREFORT_VERSION'])('does not start without %s', (name) => {
    Reflect.deleteProperty(process.env, name);
    expect(load).toThrow(name);
  });

  test('refuses an event that is none, and asks nobody', async () => {
    await expect(load()({ expected }, context)).rejects.toThrow('mode');
    expect(evidence).toEqual([]);
  });
});

import type { Context } from 'aws-lambda';
import { type Evidence, evidenceKey, evidenceSchema } from '../../../lambdas/shared/evidence';
import { AwsOverHttp, fault, type Misbehaviour } from './aws-over-http';
import { provenWorld } from './proven-world';
import { expectations } from './expectations';
import { tonight, World } from './world';

const manifestKey = `exports/acme/g2/${tonight}/manifest.json`;

type Handler = (event: unknown, context: Context) => Promise<void>;

/** The handler as Lambda loads it, with AWS's endpoints pointed here. */
async function aHandler(aws: AwsOverHttp): Promise<Handler> {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: await aws.listen(),
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_REGION: 'us-west-2',
    METRIC_NAMESPACE: 'Storefort/acme',
    STOREFORT_VERSION: '0.1.0',
  });
  return jest.requireActual<{ handler: Handler }>('../../../lambdas/verify-backup/handler').handler;
}

const context = (leftMs = 120_000) => ({ getRemainingTimeInMillis: () => leftMs }) as Context;

describe('verify-backup over HTTP', () => {
  const lines: string[] = [];
  let write: jest.SpyInstance;
  const servers: AwsOverHttp[] = [];

  beforeEach(() => {
    lines.length = 0;
    write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(lines.push(String(text))));
  });
  afterEach(async () => {
    write.mockRestore();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function run(world: World, event: unknown, misbehave?: Misbehaviour, leftMs?: number) {
    const aws = new AwsOverHttp(world);
    servers.push(aws);
    if (misbehave) aws.misbehave = misbehave;
    for (const one of world.evidence) aws.evidence.set(evidenceKey(one), Buffer.from(JSON.stringify(one)));
    const handler = await aHandler(aws);
    const outcome = await handler(event, context(leftMs)).then(
      () => 'done',
      (error: unknown) => (error as Error).message,
    );
    const known = new Set(world.evidence.map((one) => evidenceKey(one)));
    const fresh = [...aws.evidence].filter(([key]) => !known.has(key));
    const evidence = fresh.map(([, body]): Evidence => evidenceSchema.parse(JSON.parse(body.toString())));
    return { outcome, evidence, requests: aws.requests };
  }

  const metric = (name: string) =>
    lines.flatMap((line) => (line.includes(`"${name}"`) ? [(JSON.parse(line) as Record<string, unknown>)[name]] : []));

  test('writes evidence of an error in time when AWS does not answer', async () => {
    const silent: Misbehaviour = (request) => request.headers['x-amz-target'] === 'TrentService.DescribeKey';
    const event = { expected: expectations(), manifestKey };
    const { outcome, evidence } = await run(new World(), event, silent, 61_500);
    expect(outcome).toMatch(/key-usable, key-rotation, key-policy/);
    expect(evidence.map(({ verdict }) => verdict)).toEqual(['error']);
  });

  test('proves an export that arrived', async () => {
    const { outcome, evidence } = await run(new World(), { expected: expectations(), manifestKey });
    expect(outcome).toBe('done');
    expect(evidence[0]?.results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(evidence.map(({ verdict, check, producer }) => [verdict, check, producer.version])).toEqual([
      ['pass', 'export-proof', '0.1.0'],
    ]);
    expect(metric('ExportProven')).toEqual([1]);
    expect(metric('ExportRows')).toEqual([1800]);
  });

  test('proves a day, on the second page of every list too', async () => {
    const world = await provenWorld();
    jest.useFakeTimers({
      now: world.now,
      doNotFake: [
        'setTimeout',
        'setImmediate',
        'nextTick',
        'clearTimeout',
        'queueMicrotask',
        'setInterval',
        'clearInterval',
        'clearImmediate',
        'performance',
      ],
    });
    const { outcome, evidence } = await run(world, { expected: expectations() }).finally(() => jest.useRealTimers());
    expect(evidence[0]?.results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(outcome).toBe('done');
    expect(metric('BackupProven')).toEqual([1]);
  });

  test('finds what S3 says is not there, and what is not locked', async () => {
    const world = new World();
    world.bucket.delete(world.keyOf('uploads'));
    world.object('dump').retention = undefined;
    const { outcome, evidence } = await run(world, { expected: expectations(), manifestKey });
    expect(outcome).toBe('done');
    const failed = evidence[0]?.results.filter(({ verdict }) => verdict === 'fail');
    expect(failed?.map(({ id, observed }) => [id, observed])).toEqual([
      ['export-objects', `${world.keyOf('uploads')} is not there`],
      ['export-encrypted', `${world.keyOf('uploads')} has no encryption with no key named`],
      ['export-locked', `${world.keyOf('dump')} is not locked; ${world.keyOf('uploads')} is not locked`],
    ]);
    expect(evidence[0]?.verdict).toBe('fail');
    expect(metric('ExportProven')).toEqual([0]);
  });

  test.each<[string, Misbehaviour]>([
    [
      'cuts the dump off after half',
      (request, response) => {
        if (request.method !== 'GET' || !request.url?.includes('dump.sql.gz?x-id=GetObject')) return false;
        const { body, versionId } = new World().object('dump');
        response.writeHead(200, { 'content-length': body.length, 'x-amz-version-id': versionId });
        response.write(body.subarray(0, body.length / 2), () => request.socket.destroy());
        return true;
      },
    ],
    [
      'answers half a dump as if it were whole',
      (request, response) => {
        if (request.method !== 'GET' || !request.url?.includes('dump.sql.gz?x-id=GetObject')) return false;
        const { body, versionId } = new World().object('dump');
        response.writeHead(200, { 'content-length': body.length / 2, 'x-amz-version-id': versionId });
        response.end(body.subarray(0, body.length / 2));
        return true;
      },
    ],
    [
      'forbids',
      (request, response) => {
        if (request.method !== 'HEAD') return false;
        fault(response, 403, 'AccessDenied');
        return true;
      },
    ],
    [
      'lets nobody see the key’s policy',
      (request, response) => {
        if (request.headers['x-amz-target'] !== 'TrentService.GetKeyPolicy') return false;
        response.writeHead(400, { 'x-amzn-errortype': 'AccessDeniedException' });
        response.end('{"__type":"AccessDeniedException","message":"not authorized"}');
        return true;
      },
    ],
  ])(
    'is an error, not a finding, when AWS %s',
    async (_, misbehave) => {
      const { outcome, evidence } = await run(new World(), { expected: expectations(), manifestKey }, misbehave);
      expect(outcome).toMatch(/^not everything could be found out: /);
      expect(evidence.map(({ verdict }) => verdict)).toEqual(['error']);
      expect(evidence[0]?.results.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
      expect(metric('ExportProven')).toEqual([]);
      expect(metric('VerificationErrors')).toEqual([1]);
    },
    30_000,
  );

  test('is right after all when AWS throttles only once', async () => {
    let times = 0;
    const { outcome, evidence } = await run(new World(), { expected: expectations(), manifestKey }, (_, response) => {
      times += 1;
      if (times % 4 !== 1) return false;
      fault(response, 503, 'SlowDown');
      return true;
    });
    expect(outcome).toBe('done');
    expect(evidence.map(({ verdict }) => verdict)).toEqual(['pass']);
  }, 30_000);

  test.each(['METRIC_NAMESPACE', 'STOREFORT_VERSION'])('does not start without %s', async (name) => {
    const aws = new AwsOverHttp(new World());
    servers.push(aws);
    await aHandler(aws);
    const { [name]: kept } = process.env;
    Reflect.deleteProperty(process.env, name);
    jest.isolateModules(() => {
      expect(() => jest.requireActual<object>('../../../lambdas/verify-backup/handler')).toThrow(name);
    });
    process.env[name] = kept;
  });

  test.each([
    ['nothing', undefined],
    ['an event of S3’s own', { Records: [] }],
    ['half the expectations', { expected: { ...expectations(), vaults: { home: expectations().vaults.home } } }],
    ['expectations nobody knows', { expected: { ...expectations(), more: true } }],
    ['a policy that is text', { expected: { ...expectations(), keyPolicy: '{}' } }],
    ['an empty key', { expected: expectations(), manifestKey: '' }],
    ['no objective', { expected: { ...expectations(), rpoHours: 0 } }],
  ])('refuses %s', async (_, event) => {
    const { outcome, evidence, requests } = await run(new World(), event);
    expect(outcome).not.toBe('done');
    expect(evidence).toEqual([]);
    expect(requests).toEqual([]);
  });
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { AwsFeed } from '../../../lambdas/shared/vulnerabilities/aws-feed';
import type { HttpRequest, HttpStreamer } from '../../../lambdas/shared/http/http-reader';
import { FeedBucket } from '../shared/vulnerabilities/feed-bucket';
import { entry, feedOf, idOf, inChunks, software, wholeFeed } from '../shared/vulnerabilities/sample-feed';

type Handler = (event: unknown, context: Context) => Promise<void>;

const environment = {
  FEED_BUCKET: 'feed',
  FEED_SECRET_ARN: 'arn:aws:secretsmanager:us-west-2:111122223333:secret:feed',
  METRIC_NAMESPACE: 'Storefort/account',
};
const context = { getRemainingTimeInMillis: () => 120_000 } as Context;
const key = 'top-secret-key';

/** The handler as Lambda loads it; what the web says is played, for the provider's address is fixed. */
function load(web: HttpStreamer['stream']): Handler {
  let handler: Handler | undefined;
  jest.isolateModules(() => {
    const { UndiciHttp } = jest.requireActual<{ UndiciHttp: { prototype: HttpStreamer } }>(
      '../../../lambdas/shared/http/undici-http',
    );
    UndiciHttp.prototype.stream = web;
    handler = jest.requireActual<{ handler: Handler }>('../../../lambdas/fetch-vulnerabilities/handler').handler;
  });
  if (handler === undefined) throw new Error('no handler');
  return handler;
}

describe('fetch-vulnerabilities over HTTP', () => {
  const lines: string[] = [];
  let write: jest.SpyInstance;
  let secrets: Server;
  let bucket: FeedBucket;
  const asked: HttpRequest[] = [];
  const before = { ...process.env };

  beforeEach(async () => {
    lines.length = 0;
    asked.length = 0;
    write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(lines.push(String(text))));
    bucket = new FeedBucket();
    const s3 = await bucket.listen();
    secrets = createServer((_, response) => response.end(JSON.stringify({ SecretString: key })));
    await new Promise<void>((resolve) => secrets.listen(0, '127.0.0.1', resolve));
    Object.assign(process.env, environment, {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
      // Buckets are names of hosts otherwise.
      AWS_ENDPOINT_URL_S3: s3,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_REGION: 'us-west-2',
    });
  });
  afterEach(async () => {
    write.mockRestore();
    process.env = { ...before };
    await bucket.close();
    secrets.closeAllConnections();
    await new Promise((resolve) => secrets.close(resolve));
  });

  test('what it keeps is what stores read', async () => {
    const ours = feedOf(entry(5_000, { software: [software()] }));
    const feed = `${wholeFeed().slice(0, -1)},${ours.slice(1)}`;
    const handler = load((request) => {
      asked.push(request);
      return Promise.resolve(inChunks(feed));
    });
    await handler({}, context);
    const store = new AwsFeed(bucket.client(), 'feed', () => new Date());
    const shop = { type: 'plugin', slug: 'woocommerce', version: '1.0' } as const;
    const { found, known } = await store.matching([shop], new AbortController().signal);
    expect([found.map(({ id }) => id), known]).toEqual([[idOf(5_000)], 1_001]);
    expect(asked.map(({ headers, timeoutMs }) => [headers?.authorization, timeoutMs])).toEqual([
      [`Bearer ${key}`, 100_000],
    ]);
    const metric = lines.find((line) => line.includes('"VulnerabilityFeedFetched"'));
    expect(JSON.parse(metric ?? '{}')).toMatchObject({ VulnerabilityFeedFetched: 1 });
    expect(metric).toContain('"Storefort/account"');
    expect(lines.join('')).not.toContain(key);
  }, 30_000);

  test('fails, and puts no metric, when nothing was kept', async () => {
    const handler = load(() => Promise.resolve(inChunks('<html>')));
    await expect(handler({}, context)).rejects.toThrow('the feed is no JSON object of objects');
    expect(bucket.objects.size).toBe(0);
    expect(lines.join('')).not.toContain('VulnerabilityFeedFetched');
  });

  test.each(Object.keys(environment))('does not start without %s', (name) => {
    Reflect.deleteProperty(process.env, name);
    expect(() => load(() => Promise.reject(new Error('not asked')))).toThrow(name);
  });
});

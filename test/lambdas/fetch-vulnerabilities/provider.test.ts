import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { AwsKeptFeed } from '../../../lambdas/fetch-vulnerabilities/aws-kept-feed';
import { fetchVulnerabilities } from '../../../lambdas/fetch-vulnerabilities/fetch-vulnerabilities';
import { UndiciHttp } from '../../../lambdas/shared/http/undici-http';
import type { Measurement } from '../../../lambdas/shared/metrics';
import { Web } from '../shared/http/web';
import { FeedBucket } from '../shared/vulnerabilities/feed-bucket';
import { wholeFeed } from '../shared/vulnerabilities/sample-feed';

const feed = wholeFeed();
const key = 'top-secret-key';
const path = '/api/intelligence/v3/vulnerabilities/production';

/** The provider is a server on loopback, and the bucket another. */
describe('the feed’s provider', () => {
  const web = new Web();
  let bucket: FeedBucket;
  const measured: Measurement[] = [];

  beforeEach(async () => {
    measured.length = 0;
    bucket = new FeedBucket();
    await bucket.listen();
  });
  afterEach(async () => {
    await web.close();
    await bucket.close();
  });

  async function fetchFrom(answer: (request: IncomingMessage, response: ServerResponse) => void, timeoutMs = 20_000) {
    const place = await web.http(answer);
    const http = new UndiciHttp({ allowed: () => true });
    const outcome = await fetchVulnerabilities({
      key: { read: () => Promise.resolve(key) },
      // The address is fixed: only the host is another here.
      web: { stream: (request, signal) => http.stream({ ...request, url: `${place.origin}${path}` }, signal) },
      kept: new AwsKeptFeed(bucket.client(), 'feed'),
      metrics: { put: (one) => void measured.push(one) },
      now: () => new Date('2026-11-25T03:00:00Z'),
      deadline: AbortSignal.timeout(timeoutMs),
      timeoutMs,
      namespace: 'Storefort/account',
    }).then(
      ({ entries }) => `kept ${entries}`,
      (error: unknown) => (error as Error).message,
    );
    return { outcome, asked: place.hits.length };
  }

  test('answers packed, to who has the key', async () => {
    const { outcome } = await fetchFrom((request, response) => {
      const known = request.headers.authorization === `Bearer ${key}` && request.url === path;
      response.writeHead(known ? 200 : 401, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(known ? gzipSync(feed) : '');
    });
    expect(outcome).toBe('kept 1000');
    expect(bucket.objects.size).toBe(2);
    expect(measured.map(({ value }) => value)).toEqual([1]);
  });

  test.each<[string, (response: ServerResponse, request: IncomingMessage) => void, RegExp]>([
    [
      'says that it was asked too often',
      (response) => response.writeHead(429, { 'retry-after': '1800' }).end(),
      /can be had again at 2026-11-25T03:30:00\.000Z$/,
    ],
    ['refuses the key', (response) => response.writeHead(401).end(key), /refuses the key \(401\)/],
    ['is broken', (response) => response.writeHead(500).end(), /answered with status 500$/],
    [
      'sends elsewhere',
      (response, request) => response.writeHead(302, { location: `http://${request.headers.host}/elsewhere` }).end(),
      /answered with status 302$/,
    ],
    ['answers with a page', (response) => response.end('<html>log in</html>'), /no JSON object of objects/],
    ['answers with half of it, as if it were whole', (response) => response.end(feed.slice(0, 9_999)), /feed is cut/],
    [
      'hangs up',
      (response, request) => {
        response.writeHead(200, { 'content-length': feed.length });
        response.write(feed.slice(0, 9_999), () => request.socket.destroy());
      },
      /./,
    ],
    [
      'packs nothing into much',
      (response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync(Buffer.alloc(50_000_000, ' ')));
      },
      /./,
    ],
  ])('keeps nothing of one that %s, and asks once', async (_, answer, message) => {
    const { outcome, asked } = await fetchFrom((request, response) => {
      answer(response, request);
    });
    expect(outcome).toMatch(message);
    expect(outcome).not.toMatch(/^kept|top-secret/);
    expect(asked).toBe(1);
    expect([bucket.objects.size, bucket.unfinished.size, measured.length]).toEqual([0, 0, 0]);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['never answers', () => undefined],
    ['stops in the middle', (response) => response.write(feed.slice(0, 9_999))],
  ])('keeps nothing of one that %s', async (_, answer) => {
    const { outcome } = await fetchFrom((__, response) => {
      answer(response);
    }, 500);
    expect(outcome).not.toMatch(/^kept|top-secret/);
    expect([bucket.objects.size, bucket.unfinished.size, measured.length]).toEqual([0, 0, 0]);
  });
});

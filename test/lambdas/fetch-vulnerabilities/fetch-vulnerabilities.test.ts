import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { fetchVulnerabilities } from '../../../lambdas/fetch-vulnerabilities/fetch-vulnerabilities';
import type { Ports } from '../../../lambdas/fetch-vulnerabilities/ports';
import { HttpFault, type HttpRequest, HttpStatusError } from '../../../lambdas/shared/http/http-reader';
import type { Measurement } from '../../../lambdas/shared/metrics';
import type { FeedManifest } from '../../../lambdas/shared/vulnerabilities/feed-manifest';
import { entry, feedOf, inChunks, named, software, wholeFeed } from '../shared/vulnerabilities/sample-feed';

const secret = 'top-secret-key';
const before: FeedManifest = {
  schemaVersion: 1,
  fetchedAt: '2026-11-24T03:00:00.000Z',
  versionId: 'v0',
  bytes: 1,
  sha256: 'a'.repeat(64),
  plainBytes: 1,
  entries: 1_000,
};

/** Provider, secret and bucket; what is put by halves is not put. */
class World {
  last: FeedManifest | undefined;
  feed?: Buffer;
  manifest?: FeedManifest;
  readonly done: string[] = [];
  readonly asked: HttpRequest[] = [];
  readonly measured: Measurement[] = [];
  readonly deadline = new AbortController();

  constructor(private readonly web: () => AsyncIterable<Uint8Array>) {}

  ports(over: Partial<Ports> = {}): Ports {
    return {
      key: { read: () => Promise.resolve(secret) },
      web: {
        stream: (request, signal) => {
          expect(signal).toBe(this.deadline.signal);
          this.asked.push(request);
          return new Promise((resolve) => {
            resolve(this.web());
          });
        },
      },
      kept: {
        last: () => Promise.resolve(this.last),
        put: async (feed, signal) => {
          expect(signal).toBe(this.deadline.signal);
          const chunks: Uint8Array[] = [];
          for await (const chunk of feed) chunks.push(chunk);
          this.feed = Buffer.concat(chunks);
          this.done.push('feed');
          return 'v7';
        },
        putManifest: (manifest) => {
          this.manifest = manifest;
          this.done.push('manifest');
          return Promise.resolve();
        },
      },
      metrics: {
        put: (measurement) => {
          this.measured.push(measurement);
          this.done.push('metric');
        },
      },
      now: () => new Date('2026-11-25T03:00:00Z'),
      deadline: this.deadline.signal,
      timeoutMs: 500_000,
      namespace: 'Storefort/account',
      ...over,
    };
  }

  /** What is thrown. */
  async fails(over: Partial<Ports> = {}): Promise<string> {
    const error: unknown = await fetchVulnerabilities(this.ports(over)).then(
      () => new Error('nothing was thrown'),
      (thrown: unknown) => thrown,
    );
    return (error as Error).message;
  }

  kept(): boolean {
    return this.feed !== undefined || this.manifest !== undefined || this.measured.length > 0;
  }
}

const serves = (text: string) => new World(() => inChunks(text));
const refuses = (error: Error) =>
  new World(() => {
    throw error;
  });

describe('fetchVulnerabilities', () => {
  test('keeps the feed packed, then its manifest, then says so', async () => {
    const feed = wholeFeed(1_200);
    const world = serves(feed);
    const answer = await fetchVulnerabilities(world.ports());
    const stored = world.feed ?? Buffer.of();
    expect(gunzipSync(stored).toString()).toBe(feed);
    expect(world.manifest).toEqual({
      schemaVersion: 1,
      fetchedAt: '2026-11-25T03:00:00.000Z',
      versionId: 'v7',
      bytes: stored.length,
      sha256: createHash('sha256').update(stored).digest('hex'),
      plainBytes: Buffer.byteLength(feed),
      entries: 1_200,
    });
    expect(answer).toEqual(world.manifest);
    expect(world.done).toEqual(['feed', 'manifest', 'metric']);
    expect(world.measured).toEqual([
      { namespace: 'Storefort/account', name: 'VulnerabilityFeedFetched', unit: 'Count', value: 1 },
    ]);
  });

  test('asks once, over HTTPS, with the key, following nobody elsewhere with it', async () => {
    const world = serves(wholeFeed());
    await fetchVulnerabilities(world.ports());
    expect(world.asked).toEqual([
      {
        url: 'https://www.wordfence.com/api/intelligence/v3/vulnerabilities/production',
        headers: { authorization: `Bearer ${secret}`, accept: 'application/json' },
        timeoutMs: 500_000,
        maxBytes: 600_000_000,
      },
    ]);
  });

  describe('keeps what there is, when', () => {
    const whole = wholeFeed();

    test.each<[string, string, string]>([
      ['the feed is cut', whole.slice(0, -1), 'the feed is cut: it ends after'],
      ['it is empty', '', 'the feed is cut: it ends after 0 bytes'],
      ['it is a web page', '<html>', 'the feed is no JSON object of objects at byte 0'],
      ['it is a complaint', '{"error":"invalid key"}', 'the feed is no JSON object of objects'],
      ['something comes after it', `${whole}{}`, 'the feed is no JSON object of objects'],
      ['an entry is no JSON', whole.replace('false', 'maybe'), 'of the feed is no JSON'],
      ['it has too few entries', wholeFeed(999), 'the feed has 999 entries, fewer than the 1000 it must have'],
      ['it has none', '{}', 'the feed has 0 entries, fewer than the 1000 it must have'],
    ])('%s', async (_, feed, message) => {
      const world = serves(feed);
      expect(await world.fails()).toContain(message);
      expect(world.kept()).toBe(false);
    });

    test('more than half of the entries are gone', async () => {
      const world = serves(whole);
      world.last = { ...before, entries: 2_001 };
      expect(await world.fails()).toBe("the feed has 1000 entries, less than half of the last one's 2001");
      expect(world.kept()).toBe(false);
      world.last = { ...before, entries: 2_000 };
      await fetchVulnerabilities(world.ports());
      expect(world.manifest?.entries).toBe(1_000);
    });

    test('more than one entry in a hundred is of another shape', async () => {
      const odd = (count: number) =>
        feedOf(
          ...Array.from({ length: 1_000 }, (_, n) => entry(n, { software: n < count ? 'of another shape' : named() })),
        );
      const world = serves(odd(11));
      expect(await world.fails()).toBe("11 of the feed's 1000 entries are not of the shape that is known");
      expect(world.kept()).toBe(false);
      await fetchVulnerabilities(serves(odd(10)).ports());
    });

    test.each([
      ['WordPress', named().slice(1)],
      ['WooCommerce', named().slice(0, 1)],
      ['any by the names that are known', [software({ type: 'plugins' }), software({ slug: 'plugin/woocommerce' })]],
    ])('no entry names %s: nothing would ever be found in it', async (_, software) => {
      const world = serves(wholeFeed(1_000, { software }));
      expect(await world.fails()).toMatch(/^the feed names no (core wordpress|plugin woocommerce): its names may have/);
      expect(world.kept()).toBe(false);
    });

    test('the connection breaks off', async () => {
      const world = new World(async function* () {
        yield* inChunks(whole.slice(0, 50_000));
        throw new HttpFault('truncated', 'www.wordfence.com broke off');
      });
      expect(await world.fails()).toBe('www.wordfence.com broke off');
      expect(world.kept()).toBe(false);
    });

    test.each<[Error, string]>([
      [
        new HttpStatusError(429, 'www.wordfence.com', 1_800),
        'the feed was asked for too often (429), and can be had again at 2026-11-25T03:30:00.000Z',
      ],
      [
        new HttpStatusError(429, 'www.wordfence.com'),
        'the feed was asked for too often (429), and does not say when to come back',
      ],
      [
        new HttpStatusError(401, 'www.wordfence.com'),
        "the feed's provider refuses the key (401): put another into its secret",
      ],
      [
        new HttpStatusError(403, 'www.wordfence.com'),
        "the feed's provider refuses the key (403): put another into its secret",
      ],
      [new HttpStatusError(500, 'www.wordfence.com', 60), 'www.wordfence.com answered with status 500'],
      [new HttpStatusError(304, 'www.wordfence.com'), 'www.wordfence.com answered with status 304'],
      [
        new HttpFault('tls', 'www.wordfence.com has no certificate to trust'),
        'www.wordfence.com has no certificate to trust',
      ],
    ])('the provider fails: %s', async (error, message) => {
      const world = refuses(error);
      expect(await world.fails()).toBe(message);
      expect(world.kept()).toBe(false);
      expect(world.asked).toHaveLength(1);
    });

    test('the last manifest cannot be read', async () => {
      const world = serves(whole);
      const { kept } = world.ports();
      const broken = { ...kept, last: () => Promise.reject(new Error('manifest unreadable')) };
      expect(await world.fails({ kept: broken })).toBe('manifest unreadable');
      expect(world.asked).toEqual([]);
    });

    test('there is no key', async () => {
      const world = serves(whole);
      expect(await world.fails({ key: { read: () => Promise.reject(new Error('no key')) } })).toBe('no key');
      expect(world.asked).toEqual([]);
    });

    test('the feed cannot be put', async () => {
      const world = serves(whole);
      const { kept } = world.ports();
      const full = { ...kept, put: () => Promise.reject(new Error('SlowDown')) };
      expect(await world.fails({ kept: full })).toBe('SlowDown');
      expect(world.kept()).toBe(false);
    });

    test('the manifest cannot be put: it counts as not fetched', async () => {
      const world = serves(whole);
      const { kept } = world.ports();
      const full = { ...kept, putManifest: () => Promise.reject(new Error('SlowDown')) };
      expect(await world.fails({ kept: full })).toBe('SlowDown');
      expect(world.measured).toEqual([]);
    });
  });
});

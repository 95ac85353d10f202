import { gzipSync } from 'node:zlib';
import { AwsFeed } from '../../../../lambdas/shared/vulnerabilities/aws-feed';
import type { Component } from '../../../../lambdas/shared/vulnerabilities/vulnerability';
import { fault, FeedBucket, type Misbehaviour } from './feed-bucket';
import { entry, feedOf, idOf, software, wholeFeed } from './sample-feed';

const shop: Component = { type: 'plugin', slug: 'woocommerce', version: '1.2.3' };
const fetchedAt = '2026-11-25T03:00:00.000Z';
const feedKey = 'wordfence/production.json.gz';
const manifestKey = 'wordfence/manifest.json';

/** 1,000 of somebody else's, and one of ours. */
const feed = `${wholeFeed().slice(0, -1)},${feedOf(entry(5_000, { software: [software()] })).slice(1)}`;

const buckets: FeedBucket[] = [];
afterEach(async () => {
  await Promise.all(buckets.splice(0).map((bucket) => bucket.close()));
});

/** A bucket in which a feed was put as `fetch-vulnerabilities` does. */
async function aBucket(over: object = {}, text = feed): Promise<FeedBucket> {
  const bucket = new FeedBucket();
  buckets.push(bucket);
  await bucket.listen();
  bucket.keep(text, { fetchedAt, entries: 1_001, ...over });
  return bucket;
}

function read(bucket: FeedBucket, now = '2026-11-26T03:00:00Z', signal = new AbortController().signal) {
  return new AwsFeed(bucket.client(), 'feed', () => new Date(now)).matching([shop], signal);
}

describe('AwsFeed', () => {
  test('tells what the feed says, of when it is, and how much it knows', async () => {
    const report = await read(await aBucket());
    expect(report).toMatchObject({ source: 'wordfence', asOf: new Date(fetchedAt), known: 1_001 });
    expect(report.found.map(({ id, source, component }) => [id, source, component])).toEqual([
      [idOf(5_000), 'wordfence', shop],
    ]);
  });

  test('reads the version that the manifest names, though a newer one is there', async () => {
    const bucket = await aBucket();
    bucket.put(feedKey, 'put by another run, whose manifest is still to come');
    expect((await read(bucket)).known).toBe(1_001);
  });

  test.each([
    ['2026-11-27T03:00:00Z', undefined],
    ['2026-11-27T03:00:01Z', 'the vulnerability feed is 48 hours old, and may be 48'],
    ['2026-12-05T03:00:00Z', 'the vulnerability feed is 240 hours old, and may be 48'],
    ['2026-11-25T02:55:00Z', undefined],
    ['2026-11-25T02:54:59Z', `the vulnerability feed says it is of ${fetchedAt}, which is to come`],
  ])('at %s: %s', async (now, refusal) => {
    const outcome = await read(await aBucket(), now).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    expect(outcome).toBe(refusal);
  });

  test('does not read a feed that is too old', async () => {
    const bucket = await aBucket();
    await expect(read(bucket, '2027-01-01T00:00:00Z')).rejects.toThrow('hours old');
    expect(bucket.requests).toEqual([`GET /feed/${manifestKey}`]);
  });

  test.each([manifestKey, feedKey])('is an error without %s', async (key) => {
    const bucket = await aBucket();
    bucket.objects.delete(key);
    await expect(read(bucket)).rejects.toThrow(
      new RegExp(`^the vulnerability feed could not be read \\(${key}\\): NoSuch(Key|Version)$`),
    );
  });

  test('is an error, with nothing of what AWS says but its kind, when AWS refuses', async () => {
    const bucket = await aBucket();
    bucket.misbehave = (_, response) => {
      fault(response, 403, 'AccessDenied');
      return true;
    };
    await expect(read(bucket)).rejects.toMatchObject({
      message: `the vulnerability feed could not be read (${manifestKey}): AccessDenied`,
    });
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', 'secret'],
    ['a list', '[]'],
    ['another form', JSON.stringify({ schemaVersion: 2 })],
  ])('refuses a manifest that is %s', async (_, text) => {
    const bucket = await aBucket();
    bucket.put(manifestKey, text);
    const error: unknown = await read(bucket).catch((thrown: unknown) => thrown);
    expect((error as Error).message).toMatch(
      /could not be read \(wordfence\/manifest\.json\): no manifest of a feed: /,
    );
    expect((error as Error).message).not.toContain('secret');
  });

  test.each([
    { fetchedAt: 'yesterday' },
    { versionId: '' },
    { bytes: 0 },
    { sha256: 'A'.repeat(64) },
    { plainBytes: 600_000_001 },
    { bytes: 600_000_001 },
    { entries: 999 },
    { more: true },
  ])('refuses a manifest that says %j', async (over) => {
    await expect(read(await aBucket(over))).rejects.toThrow(`no manifest of a feed`);
  });

  test('refuses a manifest that has no end', async () => {
    const bucket = await aBucket();
    bucket.put(manifestKey, ' '.repeat(16_385));
    await expect(read(bucket)).rejects.toThrow('more than 16384 bytes');
  });

  describe('a feed that is not what its manifest tells of', () => {
    const other = 'the vulnerability feed is not the one that its manifest tells of';

    test.each<[object, string]>([
      [{ sha256: '0'.repeat(64) }, other],
      [{ bytes: 1 }, other],
      [{ plainBytes: Buffer.byteLength(feed) + 1 }, other],
      [{ plainBytes: Buffer.byteLength(feed) - 1 }, 'it unpacks to more than its manifest says'],
      [{ entries: 1_002 }, 'the vulnerability feed has 1001 entries, its manifest says 1002'],
    ])('is refused (%j)', async (over, refusal) => {
      await expect(read(await aBucket(over))).rejects.toThrow(refusal);
    });

    test('is refused when it is cut, packed or unpacked', async () => {
      const cut = await aBucket();
      const { versionId, body } = cut.objects.get(feedKey)?.[0] ?? { versionId: '', body: Buffer.of() };
      cut.objects.set(feedKey, [{ versionId, body: body.subarray(0, -20) }]);
      await expect(read(cut)).rejects.toThrow('unexpected end of file');
      await expect(read(await aBucket({}, feed.slice(0, -1)))).rejects.toThrow('the feed is cut');
    });

    test('is refused when it is not packed', async () => {
      const bucket = await aBucket();
      bucket.objects.set(feedKey, [{ versionId: 'v1', body: Buffer.from(feed) }]);
      await expect(read(bucket)).rejects.toThrow('incorrect header check');
    });

    test('is refused when it unpacks without end', async () => {
      const bucket = await aBucket({}, `${' '.repeat(50_000_000)}${feed}`);
      const manifest = JSON.parse(bucket.text(manifestKey) ?? '') as object;
      bucket.put(manifestKey, JSON.stringify({ ...manifest, plainBytes: 1_000_000 }));
      await expect(read(bucket)).rejects.toThrow('it unpacks to more than its manifest says');
    });
  });

  test.each<[string, Misbehaviour]>([
    [
      'breaks off',
      (request, response) => {
        if (!request.url?.includes('production')) return false;
        response.writeHead(200, { 'content-length': 1_000_000 });
        response.write(gzipSync(feed).subarray(0, 1_000), () => request.socket.destroy());
        return true;
      },
    ],
    [
      'is refused',
      (request, response) => {
        if (!request.url?.includes('production')) return false;
        fault(response, 503, 'SlowDown');
        return true;
      },
    ],
  ])('is an error when the connection %s', async (_, misbehave) => {
    const bucket = await aBucket();
    bucket.misbehave = misbehave;
    await expect(read(bucket)).rejects.toThrow(`the vulnerability feed could not be read (${feedKey}): `);
  });

  test('does not begin when there is no time left', async () => {
    const bucket = await aBucket();
    await expect(read(bucket, undefined, AbortSignal.abort())).rejects.toThrow('AbortError');
    expect(bucket.requests).toEqual([]);
  });

  test.each([
    ['the manifest is not answered', manifestKey, false],
    ['the manifest stops in the middle', manifestKey, true],
    ['the feed is not answered', feedKey, false],
    ['the feed stops in the middle', feedKey, true],
  ])('gives up at the end of its time when %s', async (_, key, begins) => {
    const bucket = await aBucket();
    const late = new AbortController();
    bucket.misbehave = (request, response) => {
      if (!request.url?.includes(key)) return false;
      if (begins) response.writeHead(200, { 'content-length': 1_000_000 }).write(gzipSync(feed).subarray(0, 1_000));
      // What was written is on its way then.
      setTimeout(() => {
        late.abort();
      }, 50);
      return true;
    };
    await expect(read(bucket, undefined, late.signal)).rejects.toThrow(`(${key}): AbortError`);
  });
});

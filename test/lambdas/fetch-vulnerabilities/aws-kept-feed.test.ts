import { randomBytes } from 'node:crypto';
import { AwsKeptFeed } from '../../../lambdas/fetch-vulnerabilities/aws-kept-feed';
import type { FeedManifest } from '../../../lambdas/shared/vulnerabilities/feed-manifest';
import { fault, FeedBucket } from '../shared/vulnerabilities/feed-bucket';
import { inChunks } from '../shared/vulnerabilities/sample-feed';

const feedKey = 'wordfence/production.json.gz';
const manifestKey = 'wordfence/manifest.json';
const manifest: FeedManifest = {
  schemaVersion: 1,
  fetchedAt: '2026-11-25T03:00:00.000Z',
  versionId: 'v1',
  bytes: 10,
  sha256: 'a'.repeat(64),
  plainBytes: 100,
  entries: 1_000,
};
const never = new AbortController().signal;

describe('AwsKeptFeed', () => {
  let bucket: FeedBucket;
  let kept: AwsKeptFeed;

  beforeEach(async () => {
    bucket = new FeedBucket();
    await bucket.listen();
    kept = new AwsKeptFeed(bucket.client(), 'feed');
  });
  afterEach(() => bucket.close());

  describe('last', () => {
    test('is the manifest that was put', async () => {
      await kept.putManifest(manifest);
      expect(await kept.last()).toEqual(manifest);
    });

    test('is none where none was put yet', async () => {
      expect(await kept.last()).toBeUndefined();
    });

    test.each(['', 'no JSON', '{}', JSON.stringify({ ...manifest, entries: 0 })])(
      'is none where it is no manifest (%j): the next must not fail of it',
      async (text) => {
        bucket.put(manifestKey, text);
        expect(await kept.last()).toBeUndefined();
      },
    );

    test('is unknown when AWS refuses', async () => {
      bucket.misbehave = (_, response) => {
        fault(response, 403, 'AccessDenied');
        return true;
      };
      await expect(kept.last()).rejects.toMatchObject({
        message: `${manifestKey} could not be read`,
        cause: expect.objectContaining({ name: 'AccessDenied' }),
      });
    });
  });

  describe('put', () => {
    test.each([1_000, 5_242_880, 12_000_000])('puts %d bytes as they are, and tells the version', async (size) => {
      const body = randomBytes(size);
      const versionId = await kept.put(inChunks(body, 65_536), never);
      const stored = bucket.objects.get(feedKey);
      expect(stored?.map((each) => each.versionId)).toEqual([versionId]);
      expect(stored?.[0]?.body.equals(body)).toBe(true);
      expect(bucket.unfinished.size).toBe(0);
    });

    test.each([1_000, 12_000_000])('leaves nothing of a feed that breaks off after %d bytes', async (size) => {
      async function* broken() {
        yield* inChunks(randomBytes(size), 65_536);
        throw new Error('the feed is cut');
      }
      await expect(kept.put(broken(), never)).rejects.toThrow('the feed is cut');
      expect(bucket.objects.size).toBe(0);
      expect(bucket.unfinished.size).toBe(0);
    });

    test('leaves nothing when the time is over', async () => {
      const late = new AbortController();
      async function* slow() {
        yield* inChunks(randomBytes(12_000_000), 65_536);
        late.abort();
        yield* inChunks(randomBytes(12_000_000), 65_536);
      }
      await expect(kept.put(slow(), late.signal)).rejects.toThrow(/abort/i);
      expect(bucket.objects.size).toBe(0);
      expect(bucket.unfinished.size).toBe(0);
      await expect(kept.put(inChunks('x'), late.signal)).rejects.toThrow(/abort/i);
      expect(bucket.objects.size).toBe(0);
    });

    test('is an error when S3 refuses', async () => {
      bucket.misbehave = (_, response) => {
        fault(response, 503, 'SlowDown');
        return true;
      };
      await expect(kept.put(inChunks('x'), never)).rejects.toMatchObject({ name: 'SlowDown' });
    });

    test('is an error where the bucket keeps no versions', async () => {
      bucket.versioned = false;
      await expect(kept.put(inChunks('x'), never)).rejects.toThrow(
        'S3 names no version of the feed: its bucket must be versioned',
      );
    });
  });

  test('a manifest that could not be put is an error', async () => {
    bucket.misbehave = (_, response) => {
      fault(response, 403, 'AccessDenied');
      return true;
    };
    await expect(kept.putManifest(manifest)).rejects.toMatchObject({
      message: `${manifestKey} could not be put`,
      cause: expect.objectContaining({ name: 'AccessDenied' }),
    });
  });
});

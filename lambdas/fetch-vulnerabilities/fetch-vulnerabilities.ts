import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { HttpStatusError } from '../shared/http/http-reader';
import { type FeedManifest, mostFeedBytes } from '../shared/vulnerabilities/feed-manifest';
import { CheckedFeed } from './checked-feed';
import { fetchVulnerabilitiesMetrics } from './contract';
import type { Ports } from './ports';

/** The feed of what is fully analysed. It may be asked for about twice an hour, so it is never asked for twice in one run. */
export const feedUrl = 'https://www.wordfence.com/api/intelligence/v3/vulnerabilities/production';

/**
 * Fetches the feed, keeps it packed when it is whole, and says last which version holds. What was kept before stays until then.
 * @returns what was kept
 * @throws Error when nothing new was kept
 */
export async function fetchVulnerabilities(ports: Ports): Promise<FeedManifest> {
  const fetchedAt = ports.now().toISOString();
  const before = (await ports.kept.last())?.entries ?? 0;
  const feed = new CheckedFeed(await open(ports), before);
  const hash = createHash('sha256');
  let bytes = 0;
  async function* packed() {
    for await (const chunk of gzipped(feed.passed())) {
      bytes += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  }
  const versionId = await ports.kept.put(packed(), ports.deadline);
  const manifest: FeedManifest = {
    schemaVersion: 1,
    fetchedAt,
    versionId,
    bytes,
    sha256: hash.digest('hex'),
    plainBytes: feed.bytes,
    entries: feed.entries,
  };
  await ports.kept.putManifest(manifest);
  const { fetched: name } = fetchVulnerabilitiesMetrics;
  ports.metrics.put({ namespace: ports.namespace, name, unit: 'Count', value: 1 });
  return manifest;
}

async function open({ key, web, now, deadline, timeoutMs }: Ports): Promise<AsyncIterable<Uint8Array>> {
  const authorization = `Bearer ${await key.read()}`;
  try {
    return await web.stream(
      { url: feedUrl, headers: { authorization, accept: 'application/json' }, timeoutMs, maxBytes: mostFeedBytes },
      deadline,
    );
  } catch (error) {
    if (error instanceof HttpStatusError) throw new Error(refusal(error, now()), { cause: error });
    throw error;
  }
}

function refusal({ status, message, retryAfterSeconds }: HttpStatusError, now: Date): string {
  if (status === 401 || status === 403)
    return `the feed's provider refuses the key (${status}): put another into its secret`;
  if (status !== 429) return message;
  if (retryAfterSeconds === undefined)
    return 'the feed was asked for too often (429), and does not say when to come back';
  const when = new Date(now.getTime() + retryAfterSeconds * 1000).toISOString();
  return `the feed was asked for too often (429), and can be had again at ${when}`;
}

function gzipped(source: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> {
  // Errors travel, and whichever end breaks off first ends the other. They arrive where the end is read.
  return pipeline(Readable.from(source), createGzip(), () => undefined);
}

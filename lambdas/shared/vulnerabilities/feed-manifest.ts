import { z } from 'zod';

const count = z.int().min(1);

/** Of the feed unpacked, in bytes: the feed has some 160 MB. */
export const mostFeedBytes = 600_000_000;

/** Fewer entries than this the feed never had since it is published. */
export const fewestEntries = 1_000;

/** What says which object is the account's copy of the feed; put after it. */
export const feedManifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** When the fetching began. */
  fetchedAt: z.iso.datetime(),
  /** Of the object, as S3 names it. */
  versionId: z.string().min(1).max(1024),
  /** Of the object as stored, gzip. */
  bytes: count.max(mostFeedBytes),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the feed unpacked. */
  plainBytes: count.max(mostFeedBytes),
  entries: count.min(fewestEntries),
});

export type FeedManifest = z.output<typeof feedManifestSchema>;

/** @throws Error which says where it is no manifest, and quotes nothing */
export function parseFeedManifest(text: string): FeedManifest {
  const parsed = feedManifestSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new Error(`no manifest of a feed: ${parsed.error.issues[0]?.path.join('.') || 'no JSON object'}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

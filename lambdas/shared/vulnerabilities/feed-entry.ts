import { z } from 'zod';

/** `*` is open. An end that is left empty is taken as open too: that finds more, never less. */
const end = z
  .string()
  .max(200)
  .transform((text) => (text === '' ? '*' : text));

const range = z
  .object({ from_version: end, from_inclusive: z.boolean(), to_version: end, to_inclusive: z.boolean() })
  .transform((given) => ({
    from: given.from_version,
    fromInclusive: given.from_inclusive,
    to: given.to_version,
    toInclusive: given.to_inclusive,
  }));

/** By a name for people; PHP writes an empty map as a list. */
const ranges = z.union([z.record(z.string(), range).transform((named) => Object.values(named)), z.array(range)]);

const software = z.object({
  /** `core`, `plugin` or `theme`. */
  type: z.string().max(50),
  slug: z.string().max(300),
  affected_versions: ranges,
  patched_versions: z.array(z.string().max(200)).nullish(),
});

/**
 * An entry of Wordfence Intelligence v3, as far as it is read; other fields are left.
 * https://www.wordfence.com/help/wordfence-intelligence/v2-accessing-and-consuming-the-vulnerability-data-feed/ (v3 kept its shape)
 */
export const feedEntrySchema = z.object({
  id: z.string().max(64),
  title: z.string().max(5_000),
  software: z.array(software).min(1),
  /** Not exploitable by itself: Wordfence's own scanner leaves it out too. */
  informational: z.boolean().nullish(),
  cvss: z.object({ score: z.number().min(0).max(10) }).nullish(),
  cve: z.string().max(100).nullish(),
  /** UTC, as `2024-01-31 00:00:00`. */
  published: z.string().max(100).nullish(),
});

export type FeedEntry = z.output<typeof feedEntrySchema>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @returns undefined when it is JSON, but not of the shape @throws Error when it is no JSON */
export function readEntry(id: string, json: Uint8Array): FeedEntry | undefined {
  const parsed = feedEntrySchema.safeParse(jsonOf(id, json));
  // An entry under another's id would hide that other.
  return parsed.success && parsed.data.id === id ? parsed.data : undefined;
}

function jsonOf(id: string, json: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(json));
  } catch {
    // The parser's message quotes the feed.
    throw new Error(`entry ${id} of the feed is no JSON`);
  }
}

import { readEntry } from './feed-entry';
import { FeedSlicer } from './feed-slicer';
import { matchEntry } from './match-entry';
import { mayMention } from './mentions';
import type { Component, KnownVulnerability } from './vulnerability';

/** What a whole feed says of some components. */
export interface FeedMatches {
  readonly found: readonly KnownVulnerability[];
  /** How many entries the feed has. */
  readonly entries: number;
}

/**
 * Reads a feed to its end, holding one entry at a time, and parses only what may name one of the components.
 * @param feed Wordfence Intelligence v3, unpacked
 * @throws Error when it is cut or no such feed, or when an entry of a component that is asked about is not of the shape
 */
export async function matchFeed(
  feed: AsyncIterable<Uint8Array>,
  components: readonly Component[],
  source: string,
): Promise<FeedMatches> {
  const slugs = new Set(components.map(({ slug }) => slug.toLowerCase()));
  const found: KnownVulnerability[] = [];
  const slicer = new FeedSlicer((id, json) => {
    if (!mayMention(json, slugs)) return;
    const entry = readEntry(id, json);
    if (entry === undefined) throw new Error(`entry ${id} of the feed is not of the shape that is known`);
    for (const component of components) {
      const vulnerability = matchEntry(entry, component, source);
      if (vulnerability !== undefined) found.push(vulnerability);
    }
  });
  for await (const chunk of feed) slicer.add(chunk);
  return { found, entries: slicer.end() };
}

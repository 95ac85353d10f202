import type { HttpStreamer } from '../shared/http/http-reader';
import type { Metrics } from '../shared/metrics';
import type { FeedManifest } from '../shared/vulnerabilities/feed-manifest';

/** Where a person put the key of the feed's API. */
export interface FeedKey {
  /** @throws Error when there is none; its message shows nothing of what there is */
  read(): Promise<string>;
}

/** The account's copy. */
export interface KeptFeed {
  /** @returns undefined when there is none yet, or one that is no manifest @throws Error when that cannot be found out */
  last(): Promise<FeedManifest | undefined>;
  /**
   * Puts the feed as a whole or not at all.
   * @returns the version it got @throws Error when it could not be put; whatever the feed throws as it is
   */
  put(feed: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string>;
  putManifest(manifest: FeedManifest): Promise<void>;
}

export interface Ports {
  readonly key: FeedKey;
  readonly web: HttpStreamer;
  readonly kept: KeptFeed;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Aborted when the time is over. */
  readonly deadline: AbortSignal;
  /** What is left of it, in milliseconds. */
  readonly timeoutMs: number;
  readonly namespace: string;
}

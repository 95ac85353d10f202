import { readEntry } from '../shared/vulnerabilities/feed-entry';
import { fewestEntries } from '../shared/vulnerabilities/feed-manifest';
import { FeedSlicer } from '../shared/vulnerabilities/feed-slicer';

/** Entries in a hundred that may be of another shape: one odd entry is an error only for a store that runs what it is about. */
const mostOddPercent = 1;

/** Both have dozens: in a feed that names things by other types or slugs than is known nothing would ever be found. */
const alwaysNamed = ['core wordpress', 'plugin woocommerce'];

/** A feed on its way: its bytes pass unchanged, and it breaks off where it turns out to be no whole feed. */
export class CheckedFeed {
  /** Unpacked. */
  bytes = 0;
  entries = 0;
  private odd = 0;
  private readonly unnamed = new Set(alwaysNamed);

  /** @param before how many entries the last feed had; half of them gone is no feed but a fault */
  constructor(
    private readonly source: AsyncIterable<Uint8Array>,
    private readonly before: number,
  ) {}

  /** @throws Error when it is cut, no such feed, or too small */
  async *passed(): AsyncGenerator<Uint8Array> {
    const slicer = new FeedSlicer((id, json) => {
      const entry = readEntry(id, json);
      if (entry === undefined) this.odd += 1;
      entry?.software.forEach(({ type, slug }) => this.unnamed.delete(`${type} ${slug}`));
    });
    for await (const chunk of this.source) {
      slicer.add(chunk);
      this.bytes += chunk.length;
      yield chunk;
    }
    this.entries = slicer.end();
    this.judge();
  }

  private judge(): void {
    const { entries, odd, before } = this;
    if (entries < fewestEntries) {
      throw new Error(`the feed has ${entries} entries, fewer than the ${fewestEntries} it must have`);
    }
    if (entries * 2 < before)
      throw new Error(`the feed has ${entries} entries, less than half of the last one's ${before}`);
    if (odd * 100 > entries * mostOddPercent) {
      throw new Error(`${odd} of the feed's ${entries} entries are not of the shape that is known`);
    }
    const [unnamed] = this.unnamed;
    if (unnamed !== undefined) throw new Error(`the feed names no ${unnamed}: its names may have changed`);
  }
}

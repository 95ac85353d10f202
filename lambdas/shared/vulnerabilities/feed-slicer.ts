/** What must come next, outside members. */
type Awaited = 'feed' | 'first id' | 'id' | 'next id' | 'colon' | 'entry' | 'in entry' | 'comma' | 'end';

const [quote, backslash, openObject, closeObject, openList, closeList] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d];
const whitespace = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Outside entries there is little to read: which byte leads where. */
const next: Readonly<Record<Awaited, Readonly<Record<number, Awaited>>>> = {
  feed: { [openObject]: 'first id' },
  'first id': { [quote]: 'id', [closeObject]: 'end' },
  'next id': { [quote]: 'id' },
  id: {},
  colon: { [0x3a]: 'entry' },
  entry: { [openObject]: 'in entry' },
  'in entry': {},
  comma: { [0x2c]: 'next id', [closeObject]: 'end' },
  end: {},
};

/** An entry that names a library and all the plugins it is part of has some 500 KiB. */
const mostEntryBytes = 8 * 1024 * 1024;
/** The feed has some 42,000. */
const mostEntries = 200_000;
/** Brackets within brackets; their kinds are kept in the bits of one number. */
const mostDepth = 30;
/** UUIDs. Without escapes, so that no id has two spellings. */
const idForm = /^[A-Za-z0-9_-]{1,64}$/;

const isBracket = new Uint8Array(256);
for (const bracket of [openObject, closeObject, openList, closeList]) isBracket[bracket] = 1;

/**
 * Cuts a feed, one JSON object of some hundred MB whose members are objects, into these members as its bytes come in, without
 * parsing them: texts are passed, brackets counted. What it holds is one member. Whether a member is JSON its reader finds out.
 */
export class FeedSlicer {
  private awaited: Awaited = 'feed';
  private read = 0;
  private id = '';
  private readonly ids = new Set<string>();
  /** Of the entry that is not whole yet. */
  private pieces: Buffer[] = [];
  private pieceBytes = 0;
  private inText = false;
  /** The chunk ended with a backslash. */
  private escaped = false;
  private depth = 0;
  private lists = 0;

  /** @param take is given each entry's JSON, which is only good until it returns */
  constructor(private readonly take: (id: string, json: Buffer) => void) {}

  /** @throws Error when this is no such feed */
  add(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length;) at = this.step(chunk, at);
    this.read += chunk.length;
  }

  /** @returns how many entries there were @throws Error when the feed is cut */
  end(): number {
    if (this.awaited !== 'end') throw new Error(`the feed is cut: it ends after ${this.read} bytes`);
    return this.ids.size;
  }

  private step(chunk: Uint8Array, at: number): number {
    if (this.awaited === 'in entry') return this.passEntry(chunk, at);
    if (this.awaited === 'id') return this.passId(chunk, at);
    const byte = chunk[at] ?? 0;
    if (whitespace.has(byte)) return at + 1;
    const then = next[this.awaited][byte];
    if (then === undefined) throw new Error(`the feed is no JSON object of objects at byte ${this.read + at}`);
    this.awaited = then;
    // The bracket is part of the entry.
    return then === 'in entry' ? at : at + 1;
  }

  private passId(chunk: Uint8Array, from: number): number {
    const found = chunk.indexOf(quote, from);
    const to = found < 0 ? chunk.length : found;
    this.id += Buffer.from(chunk.subarray(from, Math.min(to, from + 100))).toString('latin1');
    if (this.id.length > 64) throw new Error(`the feed has an id of more than 64 characters`);
    if (found < 0) return chunk.length;
    if (!idForm.test(this.id)) throw new Error(`the feed has an id that is none before byte ${this.read + to}`);
    if (this.ids.has(this.id)) throw new Error(`the feed has two entries ${this.id}`);
    if (this.ids.size >= mostEntries) throw new Error(`the feed has more than ${mostEntries} entries`);
    this.ids.add(this.id);
    this.awaited = 'colon';
    return found + 1;
  }

  private passEntry(chunk: Uint8Array, from: number): number {
    const { length } = chunk;
    let at = from;
    while (at < length) {
      if (this.inText) {
        at = this.passText(chunk, at);
        continue;
      }
      const byte = chunk[at] ?? 0;
      at += 1;
      if (byte === quote) this.inText = true;
      else if (isBracket[byte] === 1 && this.closes(byte)) return this.finish(chunk, from, at);
    }
    this.keep(chunk, from, length);
    return length;
  }

  /** Up to the quote that ends the text. What follows a backslash is passed: of `\u0022` the digits are text like any other. */
  private passText(chunk: Uint8Array, from: number): number {
    const { length } = chunk;
    let at = this.escaped ? from + 1 : from;
    this.escaped = false;
    while (at < length) {
      const byte = chunk[at];
      if (byte === quote) {
        this.inText = false;
        return at + 1;
      }
      at += byte === backslash ? 2 : 1;
    }
    this.escaped = at > length;
    return length;
  }

  /** @returns whether the entry ends with it */
  private closes(bracket: number): boolean {
    if (bracket === openObject || bracket === openList) {
      if (this.depth >= mostDepth)
        throw new Error(`entry ${this.id} of the feed is nested more than ${mostDepth} deep`);
      this.depth += 1;
      this.lists = (this.lists << 1) | Number(bracket === openList);
      return false;
    }
    if ((this.lists & 1) !== Number(bracket === closeList)) {
      throw new Error(`entry ${this.id} of the feed has a bracket of the wrong kind`);
    }
    this.depth -= 1;
    this.lists >>>= 1;
    return this.depth === 0;
  }

  private keep(chunk: Uint8Array, from: number, to: number): void {
    this.pieceBytes += to - from;
    if (this.pieceBytes > mostEntryBytes) {
      throw new Error(`entry ${this.id} of the feed has more than ${mostEntryBytes} bytes`);
    }
    // A copy: the source may use its chunk again.
    this.pieces.push(Buffer.from(chunk.subarray(from, to)));
  }

  private finish(chunk: Uint8Array, from: number, to: number): number {
    if (this.pieces.length === 0 && to - from <= mostEntryBytes) {
      this.take(this.id, Buffer.from(chunk.buffer, chunk.byteOffset + from, to - from));
    } else {
      this.keep(chunk, from, to);
      this.take(this.id, Buffer.concat(this.pieces));
    }
    this.pieces = [];
    this.pieceBytes = 0;
    this.id = '';
    this.awaited = 'comma';
    return to;
  }
}

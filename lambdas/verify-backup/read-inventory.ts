import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** What an inventory of uploads holds, as read. */
export interface InventoryFacts {
  /** Of the object as stored; undefined when it could not be read to its end. */
  readonly sha256?: string;
  readonly files: number;
  readonly fileBytes: number;
  /** What is wrong with its form: first fault only. */
  readonly fault?: string;
}

/** Size, tab, seconds since 1970, tab, path. */
const line = /^(\d{1,16})\t-?\d{1,12}(?:\.\d+)?\t./;

/** A path has at most 4,096 bytes. */
const longestLine = 8_192;

/** Reads an inventory to its end. @throws Error when the source fails; a bad inventory is told in the facts */
export async function readInventory(source: AsyncIterable<Uint8Array>): Promise<InventoryFacts> {
  const hash = createHash('sha256');
  const state = { sourceFailed: false };
  async function* hashed() {
    try {
      for await (const chunk of source) {
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      state.sourceFailed = true;
      throw error;
    }
  }
  const lines = new Lines();
  const stored = Readable.from(hashed());
  const plain = createGunzip();
  // Errors do not travel along a pipe.
  stored.once('error', (error) => plain.destroy(error));
  try {
    for await (const chunk of stored.pipe(plain)) lines.add((chunk as Buffer).toString('latin1'));
  } catch (error) {
    stored.destroy();
    if (state.sourceFailed) throw error;
    return { ...lines.facts(), fault: `no whole gzip (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` };
  }
  return { ...lines.facts(), sha256: hash.digest('hex') };
}

/** Counts lines as their bytes come in: only the beginning of a line is kept. */
class Lines {
  private files = 0;
  private fileBytes = 0;
  private fault?: string;
  private rest = '';

  add(text: string): void {
    const [first = '', ...others] = text.split('\n');
    const all = [this.rest + first, ...others];
    this.rest = (all.pop() ?? '').slice(0, longestLine);
    for (const whole of all) this.count(whole);
  }

  facts(): Pick<InventoryFacts, 'files' | 'fileBytes' | 'fault'> {
    const fault = this.fault ?? (this.rest === '' ? undefined : 'the last line has no end');
    return { files: this.files, fileBytes: this.fileBytes, ...(fault === undefined ? {} : { fault }) };
  }

  private count(text: string): void {
    const [, bytes] = line.exec(text) ?? [];
    if (bytes === undefined) this.fault ??= `line ${this.files + 1} is not size, time and path`;
    this.files += 1;
    this.fileBytes += Number(bytes ?? 0);
  }
}

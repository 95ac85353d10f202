import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { PassThrough } from 'node:stream';

/**
 * Reads a file once for two readers, so that both have seen the same bytes. They go at the pace of the slower; one that ends early
 * does not hold up the other.
 * @param read called with the bytes read so far
 */
export async function readOnce<A, B>(
  file: string,
  first: (stored: AsyncIterable<Uint8Array>) => Promise<A>,
  second: (stored: AsyncIterable<Uint8Array>) => Promise<B>,
  read: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<[A, B]> {
  const source = createReadStream(file, { highWaterMark: 1 << 20, signal });
  const sinks = [new PassThrough({ highWaterMark: 1 << 20 }), new PassThrough({ highWaterMark: 1 << 20 })] as const;
  const [one, other] = sinks;
  const readers = [first(one).finally(() => one.destroy()), second(other).finally(() => other.destroy())] as const;
  const pump = async () => {
    let bytes = 0;
    for await (const part of source as AsyncIterable<Buffer>) {
      bytes += part.length;
      await Promise.all(sinks.map((sink) => write(sink, part)));
      read(bytes);
    }
    for (const sink of sinks) sink.end();
  };
  try {
    const [a, b] = await Promise.all([...readers, pump()]);
    return [a, b];
  } catch (error) {
    for (const sink of sinks) sink.destroy(error as Error);
    await Promise.allSettled(readers);
    throw error;
  } finally {
    source.destroy();
  }
}

async function write(sink: PassThrough, part: Buffer): Promise<void> {
  if (sink.destroyed || sink.write(part)) return;
  const gone = new AbortController();
  try {
    await Promise.race(['drain', 'close'].map((event) => once(sink, event, { signal: gone.signal })));
  } catch {
    // Destroyed with an error: its reader has it.
  } finally {
    gone.abort();
  }
}

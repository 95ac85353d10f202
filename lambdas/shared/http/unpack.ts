import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { errorCode } from './error-code';
import { HttpFault } from './http-reader';

/** What this can unpack, for `Accept-Encoding`. */
export const acceptedEncodings = 'gzip, br';

/** More than text is ever packed; a bomb is packed a thousandfold and more. */
const tightest = 100;
/** What packing may add to what cannot be packed. */
const packingOverheadBytes = 65_536;

const unpackers = new Map<string, () => Transform>([
  ['gzip', () => createGunzip()],
  ['br', () => createBrotliDecompress()],
  ['deflate', () => createInflate()],
]);

export interface Packed {
  readonly body: AsyncIterable<Uint8Array>;
  /** As `Content-Encoding` says. */
  readonly encoding: string;
  /** Of the body as unpacked. */
  readonly maxBytes: number;
  readonly host: string;
}

/**
 * The body as it was before it was packed; holds no more than a chunk of it.
 * @throws HttpFault from its iteration, when there is more than `maxBytes`, it is packed too tightly or in a way that is not known,
 * or it ends before its end
 */
export async function* unpack({ body, encoding, maxBytes, host }: Packed): AsyncGenerator<Uint8Array> {
  const counted = { packed: 0 };
  let unpacked = 0;
  const tooLarge = () => new HttpFault('too-large', `${host} answers with more than ${maxBytes} bytes`);

  async function* count(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      counted.packed += chunk.length;
      if (counted.packed > maxBytes + packingOverheadBytes) throw tooLarge();
      yield chunk;
    }
  }

  for await (const chunk of decoded(count(), counted, encoding, host)) {
    unpacked += chunk.length;
    if (unpacked > maxBytes) throw tooLarge();
    if (unpacked > tightest * counted.packed)
      throw new HttpFault('packed-too-tightly', `${host} packs its answer more than ${tightest} times`);
    yield chunk;
  }
}

async function* decoded(
  packed: AsyncGenerator<Uint8Array>,
  counted: { readonly packed: number },
  encoding: string,
  host: string,
): AsyncGenerator<Uint8Array> {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') {
    yield* packed;
    return;
  }
  const unpacker = unpackers.get(name)?.();
  if (unpacker === undefined)
    throw new HttpFault('encoding', `${host} packs its answer in a way that was not asked for`);
  pipeline(Readable.from(packed, { objectMode: false }), unpacker, () => undefined);
  try {
    for await (const chunk of unpacker) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof HttpFault) throw error;
    // What zlib says of input that ends too early; an answer without a body may bear the name of a packing all the same.
    if (errorCode(error) !== 'Z_BUF_ERROR')
      throw new HttpFault('encoding', `${host} answers with what cannot be unpacked`);
    if (counted.packed > 0) throw new HttpFault('truncated', `${host} broke its answer off`);
  }
}

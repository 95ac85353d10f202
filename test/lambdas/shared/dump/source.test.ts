import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { BrokenCompression } from '../../../../lambdas/shared/dump/decompress';
import { scanDump } from '../../../../lambdas/shared/dump/scan-dump';
import { mariaDbSample } from './samples';
import { pieces } from './scan';

describe('a source', () => {
  test('that fails makes it throw the same error', async () => {
    const error = new Error('the disk is gone');
    async function* failing() {
      yield* pieces(gzipSync(mariaDbSample));
      await Promise.resolve();
      throw error;
    }
    await expect(scanDump(failing())).rejects.toBe(error);
  });

  test.each([new BrokenCompression('truncated-compression'), new Error('zstd ended')])(
    'that fails is not taken for a broken archive, when the decompressor says %s',
    async (said) => {
      const error = new Error('the disk is gone');
      async function* failing() {
        yield Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
        await Promise.resolve();
        throw error;
      }
      async function* decompressZstd(source: AsyncIterable<Uint8Array>) {
        try {
          for await (const piece of source) yield piece;
        } catch {
          throw said;
        }
      }
      await expect(scanDump(failing(), { decompressZstd })).rejects.toBe(error);
    },
  );

  test('is not read on after the signal', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    let given = 0;
    async function* long() {
      for (let n = 0; n < 100; n += 1) {
        await Promise.resolve();
        given += 1;
        if (given === 3) controller.abort(reason);
        yield Buffer.from('-- more\n');
      }
    }
    await expect(scanDump(long(), { signal: controller.signal })).rejects.toBe(reason);
    expect(given).toBe(3);
  });

  test('is told of while it is read', async () => {
    const stored = gzipSync(mariaDbSample);
    const seen: { readBytes: number; plainBytes: number }[] = [];
    await scanDump(pieces(stored, 100), { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({ readBytes: stored.length, plainBytes: mariaDbSample.length });
    expect(seen.length).toBeGreaterThan(1);
  });
});

test('Zstandard is read by what is given for it', async () => {
  const stored = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.from(mariaDbSample)]);
  // A stand-in that knows the mark only.
  async function* decompressZstd(source: AsyncIterable<Uint8Array>) {
    let skipped = 0;
    for await (const piece of source) {
      yield piece.subarray(Math.max(0, 4 - skipped));
      skipped += piece.length;
    }
  }
  const facts = await scanDump(pieces(stored, 100), { decompressZstd });
  expect(facts).toMatchObject({ compression: 'zstd', complete: true, storedBytes: stored.length });
});

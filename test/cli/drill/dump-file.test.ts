import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { compressionOfFile, decompressed, headOf } from '../../../cli/drill/dump-file';
import { unpackZstd } from '../../../cli/unpack-zstd';

const text = Array.from({ length: 30_000 }, (_, n) => `INSERT INTO \`t\` VALUES (${n});\n`).join('');
let folder: string;
const at = (name: string) => path.join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'storefort-dump-file-'));
  writeFileSync(at('plain'), text);
  writeFileSync(at('gzip'), gzipSync(text));
  // What a shop's night writes is one member; what pigz and cat write may be more.
  writeFileSync(at('gzip-members'), Buffer.concat([gzipSync(text.slice(0, 1000)), gzipSync(text.slice(1000))]));
  writeFileSync(at('zstd'), text);
  spawnSync('zstd', ['--quiet', '--rm', at('zstd')]);
  for (const kind of ['gzip', 'zstd.zst']) {
    const whole = readFileSync(at(kind));
    writeFileSync(at(`${kind}.cut`), whole);
    truncateSync(at(`${kind}.cut`), whole.length - 100);
  }
  writeFileSync(at('empty'), '');
  writeFileSync(at('three'), 'abc');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function* pieces(name: string): AsyncGenerator<Uint8Array> {
  const bytes = readFileSync(at(name));
  for (let from = 0; from < bytes.length; from += 10_000)
    yield await Promise.resolve(bytes.subarray(from, from + 10_000));
}
const read = async (plain: AsyncIterable<Uint8Array>) => {
  const parts: Uint8Array[] = [];
  let problem: unknown;
  try {
    for await (const part of plain) parts.push(part);
  } catch (error) {
    problem = error;
  }
  return { text: Buffer.concat(parts).toString(), problem };
};

test.each([
  ['plain', 'none'],
  ['gzip', 'gzip'],
  ['zstd.zst', 'zstd'],
  ['empty', 'none'],
  ['three', 'none'],
])('knows %s by its first bytes', async (name, compression) => {
  expect(await compressionOfFile(at(name))).toBe(compression);
});

test.each([
  ['plain', 'none'],
  ['gzip', 'gzip'],
  ['gzip-members', 'gzip'],
  ['zstd.zst', 'zstd'],
] as const)('reads %s whole', async (name, compression) => {
  expect(await read(decompressed(pieces(name), compression))).toEqual({ text, problem: undefined });
  expect(await headOf(at(name), compression, 100)).toBe(text.slice(0, 100));
});

test.each([
  ['gzip.cut', 'gzip'],
  ['zstd.zst.cut', 'zstd'],
] as const)('gives what there is of %s, then fails', async (name, compression) => {
  const { text: found, problem } = await read(decompressed(pieces(name), compression));
  expect(text.startsWith(found)).toBe(true);
  expect(problem).toMatchObject({ name: 'BrokenCompression', code: 'truncated-compression' });
  expect(await headOf(at(name), compression, 100)).toBe(
    compression === 'gzip' ? text.slice(0, 100) : text.slice(0, Math.min(100, found.length)),
  );
});

test('tells Zstandard that is damaged from one that is cut', async () => {
  const bytes = readFileSync(at('zstd.zst'));
  bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff;
  writeFileSync(at('damaged'), bytes);
  const { problem } = await read(unpackZstd(pieces('damaged')));
  expect(problem).toMatchObject({ name: 'BrokenCompression', code: 'corrupt-compression' });
});

test('fails as its source fails, not as a broken archive', async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield readFileSync(at('zstd.zst')).subarray(0, 50);
    await Promise.resolve();
    throw new Error('the disk is gone');
  }
  expect((await read(unpackZstd(failing()))).problem).toEqual(new Error('the disk is gone'));
});

test('ends the program when nobody reads on', async () => {
  for await (const part of unpackZstd(pieces('zstd.zst'))) {
    expect(part.length).toBeGreaterThan(0);
    break;
  }
});

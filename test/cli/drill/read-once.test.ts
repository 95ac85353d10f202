import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readOnce } from '../../../cli/drill/read-once';

const content = Buffer.alloc(9_000_001, 'what is in the file, ');
let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'storefort-read-once-'));
  file = path.join(folder, 'dump.sql');
  writeFileSync(file, content);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const whole = hash(content);
const hashOf = async (stored: AsyncIterable<Uint8Array>, pauseMs = 0): Promise<string> => {
  const sum = createHash('sha256');
  for await (const part of stored) {
    sum.update(part);
    if (pauseMs > 0) await sleep(pauseMs);
  }
  return sum.digest('hex');
};
const ignore = () => undefined;

test('gives both readers every byte, and tells how far it is', async () => {
  const seen: number[] = [];
  const result = await readOnce(
    file,
    hashOf,
    (stored) => hashOf(stored, 5),
    (bytes) => seen.push(bytes),
  );
  expect(result).toEqual([whole, whole]);
  expect(seen.at(-1)).toBe(content.length);
  expect(seen.length).toBeGreaterThan(5);
});

test('goes at the pace of the slower', async () => {
  let firstBytes = 0;
  let ahead = 0;
  let secondBytes = 0;
  await readOnce(
    file,
    async (stored) => {
      for await (const part of stored) firstBytes += part.length;
    },
    async (stored) => {
      for await (const part of stored) {
        secondBytes += part.length;
        await sleep(2);
        ahead = Math.max(ahead, firstBytes - secondBytes);
      }
    },
    ignore,
  );
  expect(secondBytes).toBe(content.length);
  expect(ahead).toBeLessThan(4 << 20);
});

test.each(['first', 'second'])('goes on for the other when the %s ends early', async (which) => {
  const early = async (stored: AsyncIterable<Uint8Array>) => {
    for await (const part of stored) return `left after ${part.length > 0 ? 'some' : 'none'}`;
    return 'nothing came';
  };
  const readers = which === 'first' ? ([early, hashOf] as const) : ([hashOf, early] as const);
  const result = await readOnce<string, string>(file, readers[0], readers[1], ignore);
  expect([...result].sort()).toEqual([whole, 'left after some'].sort());
});

test('goes on when a reader does not read at all', async () => {
  expect(await readOnce(file, hashOf, () => Promise.resolve('refused'), ignore)).toEqual([whole, 'refused']);
});

test('fails as a reader fails, and ends the other', async () => {
  const failing = async (stored: AsyncIterable<Uint8Array>): Promise<string> => {
    for await (const part of stored) throw new Error(`failed after ${part.length > 0 ? 'some' : 'none'}`);
    return '';
  };
  let otherEnded = false;
  const other = async (stored: AsyncIterable<Uint8Array>) => {
    try {
      return await hashOf(stored, 5);
    } finally {
      otherEnded = true;
    }
  };
  await expect(readOnce(file, failing, other, ignore)).rejects.toThrow('failed after some');
  expect(otherEnded).toBe(true);
});

test('fails when the file cannot be read', async () => {
  await expect(readOnce(path.join(folder, 'none.sql'), hashOf, hashOf, ignore)).rejects.toThrow('ENOENT');
});

test('ends when it is called off', async () => {
  const stop = new AbortController();
  const slow = (stored: AsyncIterable<Uint8Array>) => hashOf(stored, 50);
  const reading = readOnce(file, slow, slow, ignore, stop.signal);
  setTimeout(() => {
    stop.abort(new Error('called off'));
  }, 60);
  await expect(reading).rejects.toThrow(/abort/i);
});

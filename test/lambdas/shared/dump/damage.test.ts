import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gunzipSync, gzipSync } from 'node:zlib';
import { verdictOf } from '../../../../lambdas/shared/check-result';
import type { DumpFacts } from '../../../../lambdas/shared/dump/dump-facts';
import { judgeDump } from '../../../../lambdas/shared/dump/judge-dump';
import { dumpOf, mariaDbSample, mySqlSample } from './samples';
import { manifestOf, shopSample } from './shop-sample';
import { scan, scanText } from './scan';

/** Only what the dump itself tells: whether it is whole and well built. */
function isSound(facts: Omit<DumpFacts, 'storedBytes' | 'storedSha256' | 'compression'>): boolean {
  const results = judgeDump({ ...facts, storedBytes: 0, storedSha256: '', compression: 'none' });
  return results
    .filter(({ id }) => ['dump-not-empty', 'dump-complete', 'dump-structure'].includes(id))
    .every(({ verdict }) => verdict === 'pass');
}

describe('cut at any byte', () => {
  test.each([
    ['mariadb-dump', mariaDbSample],
    ['mysqldump', mySqlSample],
  ])('a dump of %s is not complete', (_, sample) => {
    expect(isSound(scanText(sample))).toBe(true);
    const dump = Buffer.from(sample);
    for (let length = 0; length < dump.length; length += 1) {
      const facts = scanText(dump.subarray(0, length), 4096);
      expect([length, facts.complete]).toEqual([length, false]);
      expect(isSound(facts)).toBe(false);
    }
  });

  test('a compressed dump is not complete', async () => {
    const stored = gzipSync(mariaDbSample);
    for (let length = 0; length < stored.length; length += 1) {
      const facts = await scan(stored.subarray(0, length));
      expect([length, facts.complete, isSound(facts)]).toEqual([length, false, false]);
    }
  });

  test('a dump that lost its beginning does not pass', () => {
    for (let from = 1; from < mySqlSample.length; from += 1) {
      expect([from, isSound(scanText(mySqlSample.slice(from), 4096))]).toEqual([from, false]);
    }
  });

  test('rows that are gone from the end of a table are missed with the manifest', async () => {
    const shop = shopSample();
    const cut = shop.replace(/,\n\(3,'third'[^\n]*\);/, ';');
    expect(cut).not.toBe(shop);
    const failed = judgeDump(await scan(cut), manifestOf(await scan(shop))).filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ id }) => id)).toEqual(['dump-checksum', 'dump-bytes', 'dump-rows']);
  });
});

describe('one bit turned', () => {
  const turn = (bytes: Uint8Array, bit: number) => {
    const turned = Buffer.from(bytes);
    turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return turned;
  };

  test('anywhere fails with the manifest', async () => {
    const stored = gzipSync(shopSample());
    const manifest = manifestOf(await scan(stored));
    expect(verdictOf(judgeDump(await scan(stored), manifest))).toBe('pass');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: stored.length * 8 - 1 }), async (bit) => {
        expect(verdictOf(judgeDump(await scan(turn(stored, bit)), manifest))).toBe('fail');
      }),
      { numRuns: 1000 },
    );
  });

  test('in a compressed dump fails without one, but where gzip itself sees no difference', async () => {
    const stored = gzipSync(mariaDbSample);
    let same = 0;
    for (let bit = 0; bit < stored.length * 8; bit += 1) {
      const turned = turn(stored, bit);
      if (isTheSameToGzip(turned)) same += 1;
      else expect([bit, isSound(await scan(turned))]).toEqual([bit, false]);
    }
    // The header's time, system and flags of no consequence, and the bits that fill the last byte.
    expect(same).toBeLessThan(1 + 48 + 8);
  }, 60_000);

  function isTheSameToGzip(stored: Buffer): boolean {
    try {
      return gunzipSync(stored).equals(Buffer.from(mariaDbSample));
    } catch {
      return false;
    }
  }

  test('in what holds a plain dump together fails without one', () => {
    const dump = dumpOf(['a', 'b'], ["1,'x'", '2,NULL', '3,0xAB', "4,'y''z'"]);
    const bytes = Buffer.from(dump);
    const places = [
      // Words and names around the rows, their brackets, quotes and separators, the first and the last line.
      ...placesOf(dump, 'CREATE TABLE `wp_t` ('),
      ...placesOf(dump, 'INSERT INTO `wp_t` VALUES'),
      ...placesOf(dump, "(1,'"),
      ...placesOf(dump, "'),\n(2,NULL),\n(3,0x"),
      ...placesOf(dump, '),\n(4,'),
      ...placesOf(dump, "');"),
      ...placesOf(dump, '-- Dump completed'),
      ...placesOf(dump, '-- MariaDB dump'),
    ];
    for (const at of places) {
      for (let bit = 0; bit < 8; bit += 1) {
        const turned = turn(bytes, at * 8 + bit);
        if (meansTheSame(dump, at, turned)) continue;
        const shown = `${JSON.stringify(dump.slice(at - 8, at + 8))} bit ${bit}`;
        expect([shown, isSound(scanText(turned, 4096))]).toEqual([shown, false]);
      }
    }
  });

  function placesOf(text: string, part: string): number[] {
    const from = text.lastIndexOf(part);
    expect(from).toBeGreaterThan(0);
    return Array.from({ length: part.length }, (_, index) => from + index);
  }

  /** SQL's own words in another case, another kind of space between them; another digit is another value, which only a checksum tells. */
  function meansTheSame(dump: string, at: number, turned: Buffer): boolean {
    const [before, after] = [dump.charAt(at), String.fromCharCode(turned[at] ?? 0)];
    const start = dump.lastIndexOf('\n', at - 1) + 1;
    const names = dump.slice(start, at).split('`').length - 1;
    const isWord = /^(CREATE|INSERT)/.test(dump.slice(start)) && names % 2 === 0;
    if (/[\n]/.test(before) && /\s/.test(after)) return true;
    if (isWord && before.toLowerCase() === after.toLowerCase()) return true;
    return /\d/.test(before) && /\d/.test(after);
  }
});

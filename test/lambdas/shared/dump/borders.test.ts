import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { scanDump } from '../../../../lambdas/shared/dump/scan-dump';
import { cardNumber, cardNumberInHex, dumpOf, mariaDbSample, mySqlSample } from './samples';
import { pieces, scan, scanText } from './scan';

const spaced = cardNumber.replace(/(.{4})(.{4})(.{4})/, '$1 $2 $3 ');
const longHex = `0x${'00'.repeat(100)}${cardNumberInHex.slice(2)}${'ab'.repeat(60)}${cardNumberInHex.slice(2)}`;
const longest = '6212 3456 7890 1234 569';
const withNumbers = dumpOf(
  ['meta_id', 'meta_key', 'meta_value'],
  [
    `1,'_note','${cardNumber}'`,
    `2,'_transaction_id','${cardNumber}'`,
    `3,'_${'k'.repeat(60)}','x ${spaced} ''y'' \\\\ ${spaced}'`,
    `4,'_sku','it''s ${cardNumber}'`,
    `5,NULL,${cardNumberInHex}`,
    `6,'_blob',${longHex}`,
    `7,'_long','${'y'.repeat(150)} ${spaced} ${'z'.repeat(100)}'`,
    `8,'_\\'odd','${cardNumber}'`,
    // As long as one gets: an escape, 19 digits in five groups.
    `9,'_json','{"n":"\\\\u0020${longest}"}'`,
    // The last four of these groups are a number, too, but of those that belong to the first one.
    `10,'_groups','4532 4015 1128 3037 0001'`,
  ],
);

test.each([
  ['mariadb-dump', mariaDbSample],
  ['mysqldump', mySqlSample],
  ['card numbers', withNumbers],
])('blocks of any size give the same facts: %s', (_, dump) => {
  const whole = scanText(dump);
  expect(whole.complete).toBe(true);
  for (let blockBytes = 1; blockBytes < 200; blockBytes += 1) expect(scanText(dump, blockBytes)).toEqual(whole);
});

test('the first block may end at any byte', () => {
  const whole = scanText(withNumbers);
  for (let blockBytes = 200; blockBytes <= withNumbers.length; blockBytes += 1) {
    expect(scanText(withNumbers, blockBytes)).toEqual(whole);
  }
});

test('every number of them is found, where it is', () => {
  const masked = '453201******0366';
  const isTestNumber = false;
  const place = { table: 'wp_t', column: 'meta_value', masked, isTestNumber };
  const long = `_${'k'.repeat(60)}`;
  expect(scanText(withNumbers)).toMatchObject({ cardNumberCount: 10, problems: [] });
  expect(scanText(withNumbers).cardNumbers).toEqual([
    { ...place, row: 1, metaKey: '_note' },
    { ...place, row: 3, metaKey: long },
    { ...place, row: 3, metaKey: long },
    { ...place, row: 5 },
    { ...place, row: 6, metaKey: '_blob' },
    { ...place, row: 6, metaKey: '_blob' },
    { ...place, row: 7, metaKey: '_long' },
    { ...place, row: 8 },
    { ...place, row: 9, metaKey: '_json', masked: '621234*********4569' },
    { ...place, row: 10, metaKey: '_groups', masked: '453240******3037' },
  ]);
});

test.each([
  ['cut off', (dump: string) => dump.slice(0, dump.indexOf(cardNumber) + 17)],
  ['that is broken', (dump: string) => dump.replace(`${cardNumber}'`, `${cardNumber}'x`)],
])('a number in a row %s counts', (_, change) => {
  const dump = change(dumpOf(['a', 'b'], [`1,'${cardNumber}'`, "2,'x'"]));
  expect(scanText(dump).cardNumbers).toMatchObject([{ table: 'wp_t', row: 1, column: 'b' }]);
});

test('of one row a hundred count, and twenty are listed', () => {
  const facts = scanText(dumpOf(['a'], [`'${`${cardNumber};`.repeat(500)}'`, `'${cardNumber}'`]));
  expect([facts.cardNumberCount, facts.cardNumbers.length]).toEqual([101, 20]);
});

test('pieces of any sizes give the same facts, plain and compressed', async () => {
  for (const stored of [Buffer.from(withNumbers), gzipSync(withNumbers)]) {
    const whole = await scan(stored);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: stored.length }), async (size) => {
        expect(await scanDump(pieces(stored, size))).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  }
});

test('any rows give the same facts in blocks of any size, and as many rows as there are', () => {
  const value = fc.oneof(
    fc.integer().map(String),
    fc.constantFrom(
      'NULL',
      "''",
      cardNumberInHex,
      `'${cardNumber}'`,
      `'${spaced}'`,
      "'\\\\'",
      "''''",
      "'\\''",
      "_binary '\\0'",
    ),
    fc.string({ unit: 'binary', maxLength: 20 }).map(quoted),
  );
  const row = fc.tuple(value, value).map((values) => values.join(','));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 90 }), (rows, blockBytes) => {
      const dump = dumpOf(['meta_key', 'b'], rows);
      const whole = scanText(dump);
      expect(whole).toMatchObject({ complete: true, problems: [], tables: [{ rows: rows.length }] });
      expect(scanText(dump, blockBytes)).toEqual(whole);
    }),
    { numRuns: 400 },
  );
});

/** As the dump programs write a text. */
function quoted(text: string): string {
  return `'${text
    .replace(/[\\'"]/g, '\\$&')
    .replaceAll('\0', '\\0')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\u001a', '\\Z')}'`;
}

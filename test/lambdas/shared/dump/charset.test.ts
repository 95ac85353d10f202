import { describe, expect, test } from '@jest/globals';
import { cardNumber, dumpOf, mariaDbEnd, mariaDbHeader } from './samples';
import { codes, scanText } from './scan';

describe('text in another character set than the dump says', () => {
  const latin1 = (text: string) => Buffer.from(text, 'latin1');
  const text = dumpOf(['a', 'b'], ["1,'caf\u00e9'", "2,'plain'"]);
  test('is a problem, with its place', () => {
    expect(codes(scanText(text))).toEqual([]);
    expect(scanText(latin1(text)).problems).toEqual([
      {
        code: 'not-utf8',
        message: 'there is text in table wp_t that is not in the character set the dump names',
        atByte: text.indexOf('\u00e9'),
      },
    ]);
  });
  test('is none where a column holds bytes, or the dump says so', () => {
    expect(codes(scanText(latin1(text.replace('`b` longtext', '`b` longblob'))))).toEqual([]);
    expect(codes(scanText(latin1(text.replace('NAMES utf8mb4', 'NAMES latin1'))))).toEqual([]);
  });
  test('is found after a table of bytes', () => {
    const bytes = text.replace('`b` longtext', '`b` longblob').replaceAll('wp_t', 'wp_bytes').replace(mariaDbEnd, '');
    const both = latin1(bytes + text.replace(mariaDbHeader, '').replace("'plain'", `'${'x'.repeat(300)}\u00e9'`));
    expect(scanText(both).problems).toMatchObject([{ code: 'not-utf8', message: expect.stringContaining('wp_t ') }]);
  });
  test('does not move the card numbers around it', () => {
    const rows = [`1,'${cardNumber}'`, "2,'caf\u00e9'", `3,'${cardNumber}'`];
    const { cardNumbers, problems } = scanText(latin1(dumpOf(['a', 'b'], rows)));
    expect(cardNumbers.map(({ row, column }) => [row, column])).toEqual([
      [1, 'b'],
      [3, 'b'],
    ]);
    expect(problems).toHaveLength(1);
  });
  test('is a problem outside of rows, too', () => {
    const comment = latin1(text.replace('caf\u00e9', '').replace('ENGINE', "COMMENT='\u00e9' ENGINE"));
    expect(codes(scanText(comment))).toEqual(['not-utf8']);
  });
  test('four bytes of a character may be in any two blocks', () => {
    const emoji = dumpOf(['a'], [`'${'\u{1f600}\u00e9\u20ac'.repeat(20)}'`]);
    for (let block = 1; block < 40; block += 1) expect(codes(scanText(emoji, block))).toEqual([]);
    for (const cut of [1, 2, 3]) {
      const bytes = Buffer.from(emoji);
      const at = bytes.indexOf('\u{1f600}');
      const broken = Buffer.concat([bytes.subarray(0, at + cut), bytes.subarray(at + 4)]);
      for (let block = 1; block < 40; block += 1) expect(codes(scanText(broken, block))).toEqual(['not-utf8']);
    }
  });
});

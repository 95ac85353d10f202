import { expect, test } from '@jest/globals';
import { HexNumbers } from '../../../../lambdas/shared/dump/hex-numbers';
import { cardNumber } from './samples';

function found(...literals: string[]): string[] {
  const numbers: string[] = [];
  const hex = new HexNumbers((digits) => numbers.push(digits));
  for (const literal of literals) {
    const bytes = Buffer.from(`${literal},`);
    hex.begin();
    expect(hex.scan(bytes, 0, bytes.length)).toBe(literal.length);
    hex.end();
  }
  return numbers;
}
const hexOf = (text: string) => Buffer.from(text, 'latin1').toString('hex');

test('a number is found once wherever it stands in a literal longer than a block', () => {
  // The five groups hold a second number, which begins in the first one and must not count.
  const groups = '4532 4015 1128 3037 0001';
  expect(found(hexOf(groups))).toEqual(['4532401511283037']);
  for (let before = 32_700; before < 32_800; before += 1) {
    expect([before, found(hexOf(`${'.'.repeat(before)}${groups};${'.'.repeat(50)}`))]).toEqual([
      before,
      ['4532401511283037'],
    ]);
  }
});

test('two blocks that are full of numbers lose none', () => {
  expect(found(hexOf(`${cardNumber};`.repeat(6000)))).toHaveLength(6000);
});

test('half a byte does not move what the next literal says', () => {
  expect(found('abc', hexOf(cardNumber))).toEqual([cardNumber]);
});

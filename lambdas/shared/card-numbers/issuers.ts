/**
 * Which lengths the numbers of an issuer have, by their first digits: the ranges the networks publish, as far as they are issued
 * today. Wider ranges (ISO/IEC 7812 lets Diners run to 19 digits) would take Amazon's order ids for cards.
 */
const ranges: readonly { readonly from: number; readonly to: number; readonly lengths: readonly number[] }[] = [
  // Visa. 13 digits are hardly issued any more, but old lists hold them.
  { from: 4000, to: 4999, lengths: [13, 16, 19] },
  // Mastercard
  { from: 5100, to: 5599, lengths: [16] },
  { from: 2221, to: 2720, lengths: [16] },
  // American Express
  { from: 3400, to: 3499, lengths: [15] },
  { from: 3700, to: 3799, lengths: [15] },
  // Diners Club
  { from: 3000, to: 3059, lengths: [14, 16] },
  { from: 3095, to: 3095, lengths: [14, 16] },
  { from: 3600, to: 3699, lengths: [14, 16] },
  { from: 3800, to: 3999, lengths: [14, 16] },
  // Discover
  { from: 6011, to: 6011, lengths: [16, 17, 18, 19] },
  { from: 6440, to: 6599, lengths: [16, 17, 18, 19] },
  // JCB
  { from: 3528, to: 3589, lengths: [16, 17, 18, 19] },
  // UnionPay
  { from: 6200, to: 6299, lengths: [16, 17, 18, 19] },
  // Maestro
  ...[5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763].map((prefix) => ({
    from: prefix,
    to: prefix,
    lengths: [13, 14, 15, 16, 17, 18, 19],
  })),
  // Dankort
  { from: 5019, to: 5019, lengths: [16] },
  // Mir
  { from: 2200, to: 2204, lengths: [16, 17, 18, 19] },
  // RuPay
  { from: 5085, to: 5089, lengths: [16] },
  { from: 6069, to: 6085, lengths: [16] },
  // Troy
  { from: 9792, to: 9792, lengths: [16] },
];

/** Bit n: numbers that begin with these four digits have n digits. */
const lengthsByPrefix = new Uint32Array(10_000);
for (const { from, to, lengths } of ranges) {
  for (let prefix = from; prefix <= to; prefix += 1) {
    for (const length of lengths) lengthsByPrefix[prefix] = (lengthsByPrefix[prefix] ?? 0) | (1 << length);
  }
}

/** Whether an issuer has numbers of this length that begin so. @param prefix the first four digits as a number */
export function isIssued(prefix: number, length: number): boolean {
  return (((lengthsByPrefix[prefix] ?? 0) >>> length) & 1) === 1;
}

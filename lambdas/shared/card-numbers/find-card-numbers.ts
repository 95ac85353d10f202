import { searchCardNumbers } from './search';
import { isPublishedTestNumber } from './test-numbers';

/** Where a card number stands, and as much of it as may be told (PCI DSS 3.4.1): the first six and the last four digits. */
export interface CardNumber {
  /** Of its first digit, in bytes, or in the units of a string. */
  readonly index: number;
  /** With its separators. */
  readonly length: number;
  /** Such as `411111******1111`. */
  readonly masked: string;
  /** Whether it is published for tests: still not to be in a shop. */
  readonly isTestNumber: boolean;
}

/**
 * All card numbers of a text: 13 to 19 digits, in one piece or in groups with a space or a dash between them, with an issuer's
 * first digits and length, and the right check digit, that are no part of a longer word or number. Serialized PHP, JSON, addresses
 * and SQL's escapes need no decoding before.
 */
export function findCardNumbers(text: Uint8Array | string): CardNumber[] {
  const bytes = typeof text === 'string' ? asciiOf(text) : text;
  const numbers: CardNumber[] = [];
  searchCardNumbers(bytes, 0, bytes.length, bytes.length, (start, end, digits) => {
    numbers.push({ index: start, length: end - start, ...describeCardNumber(digits) });
  });
  return numbers;
}

/** What may be told of a number. @param digits without separators */
export function describeCardNumber(digits: string): Pick<CardNumber, 'masked' | 'isTestNumber'> {
  const masked = digits.slice(0, 6) + '*'.repeat(digits.length - 10) + digits.slice(-4);
  return { masked, isTestNumber: isPublishedTestNumber(digits) };
}

/** One byte a unit, so that places stay the same; what is not ASCII only has to be no digit and no letter. */
function asciiOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = Math.min(text.charCodeAt(at), 0xff);
  return bytes;
}

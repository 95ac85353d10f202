import { isDigit, isWord } from './digits';

const backslash = 0x5c;
const isHex = Uint8Array.from({ length: 256 }, (_, byte) => (/[\da-f]/i.test(String.fromCharCode(byte)) ? 1 : 0));
/** 34 characters in groups of four. */
const longestIban = 42;
// \0 \n \r \t \b \f \v \Z: what SQL, JSON and PHP write for one character.
const escapeLetters = new Set('0nrtbfvZ'.split('').map((letter) => letter.charCodeAt(0)));

/** `%20` of an address and `\u00a0` of JSON: how many hexadecimal digits follow the mark. */
const escapes = [
  { mark: '%', digits: 2 },
  { mark: '\\u', digits: 4 },
].map(({ mark, digits }) => ({ mark: Buffer.from(mark), digits }));

/** How many digits at the start of a group belong to an escape that began before it; `\0` is SQL's. */
export function digitsOfAnEscape(bytes: Uint8Array, start: number): number {
  if (bytes[start - 1] === backslash) return bytes[start] === 0x30 ? 1 : 0;
  for (const { mark, digits } of escapes) {
    const begun = digitsSince(bytes, start, mark, digits);
    if (begun >= 0) return digits - begun;
  }
  return 0;
}

/** @returns how many hexadecimal digits there are between a mark and a place, up to `most`; -1 when there is no mark so near */
function digitsSince(bytes: Uint8Array, start: number, mark: Uint8Array, most: number): number {
  for (let count = 0; count <= most; count += 1) {
    const end = start - count;
    if (mark.every((byte, index) => bytes[end - mark.length + index] === byte)) return count;
    if (isHex[bytes[end - 1] ?? 0] !== 1) break;
  }
  return -1;
}

/** Whether what stands before a number makes it a part of something longer: an identifier, or the fraction of a decimal. */
export function continuesOnTheLeft(bytes: Uint8Array, start: number): boolean {
  const before = bytes[start - 1] ?? 0;
  if (before === 0x2e) return isDigit[bytes[start - 2] ?? 0] === 1;
  if (isWord[before] === 0) return false;
  if (bytes[start - 2] === backslash && escapeLetters.has(before)) return false;
  return !escapes.some(({ mark, digits }) => digitsSince(bytes, start, mark, digits) === digits);
}

/** Whether a word goes on after a number. */
export function continuesOnTheRight(bytes: Uint8Array, end: number, limit: number): boolean {
  return end < limit && isWord[bytes[end] ?? 0] === 1;
}

/** `+49 151 …`: E.164 has 15 digits at most. */
export function isTelephone(bytes: Uint8Array, start: number, digits: number): boolean {
  return digits <= 15 && bytes[start - 1] === 0x2b;
}

const iban = /(?:^|\W)[A-Z]{2}\d{2} (?:[A-Z\d]{4} )*$/;

/** Whether the groups of four before this one lead back to a country and its check digits, as an IBAN is printed: `DE12 5001 …`. */
export function followsAnIban(bytes: Uint8Array, start: number): boolean {
  return iban.test(Buffer.from(bytes.subarray(Math.max(0, start - longestIban), start)).toString('latin1'));
}

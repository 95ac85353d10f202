import { fewestDigits, isArticleNumber, isDigit, mostDigits, passesLuhn } from './digits';
import { isIssued } from './issuers';
import { continuesOnTheLeft, continuesOnTheRight, digitsOfAnEscape, followsAnIban, isTelephone } from './surroundings';

// Looked up here once: where modules are CommonJS, as under tsx, an import is a getter's call, which would be one a byte.
const digit = isDigit;
const fewest = fewestDigits;
const stride = fewest - 1;
/** Digits and what may stand between them. */
const ofRun = Uint8Array.from(isDigit, (is, byte) => (is === 1 || byte === 0x20 || byte === 0x2d ? 1 : 0));

/** Called with what is a card number by its digits and surroundings. */
export type Found = (start: number, end: number, digits: string) => void;

/** An escape before a number, the number, and what follows it: what must be in the buffer after a place before it is known whether a number begins there. */
export const lookahead = 2 * mostDigits + 8;
/** What must be in the buffer before a place to know its surroundings: eight groups of an IBAN. */
export const lookbehind = 48;

const dash = 0x2d;
const space = 0x20;
const fewestInGroup = 3;
const mostInGroup = 6;
const mostInLastGroup = 8;

/**
 * Finds the card numbers that begin in `[from, to)`. Looks at every twelfth byte and its neighbour only: of the 13 bytes or more
 * that a number takes no two in a row lack a digit.
 * @param limit end of what may be looked at
 */
export function searchCardNumbers(bytes: Uint8Array, from: number, to: number, limit: number, found: Found): void {
  // A number that begins at `to - 1` shows at most `stride` further on.
  const last = Math.min(to + stride, limit);
  let at = from + stride;
  while (at < last) {
    if ((digit[bytes[at] as number] as number) === 0 && (digit[bytes[at - 1] as number] as number) === 0) {
      at += stride;
      continue;
    }
    let start = at - 1;
    while (start >= from && ofRun[bytes[start] as number] === 1) start -= 1;
    let end = at;
    while (end < limit && ofRun[bytes[end] as number] === 1) end += 1;
    if (end - start > fewest && hasDigits(bytes, start + 1, end)) {
      searchRun(bytes, start + 1, Math.min(end, to), limit, found);
    }
    at = end + stride;
  }
}

/** Whether there are enough of them: `2026-11-25 01` is as long as a number. */
function hasDigits(bytes: Uint8Array, start: number, end: number): boolean {
  let count = 0;
  for (let at = start; at < end; at += 1) count += digit[bytes[at] as number] as number;
  return count >= fewest;
}

function joins(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return (byte === space || byte === dash) && digit[bytes[at - 1] ?? 0] === 1 && digit[bytes[at + 1] ?? 0] === 1;
}

function searchRun(bytes: Uint8Array, from: number, to: number, limit: number, found: Found): void {
  let at = from;
  while (at < to) {
    if (digit[bytes[at] as number] !== 1 || digit[bytes[at - 1] ?? 0] === 1) {
      at += 1;
      continue;
    }
    const start = at + digitsOfAnEscape(bytes, at);
    const end = endOfNumber(bytes, start, limit, found);
    at = Math.max(end, at + 1);
  }
}

/** Of the number that is being read. */
const digits = new Uint8Array(mostDigits);

/** Reads groups of digits from a place on, until they are a number. @returns where the search goes on */
function endOfNumber(bytes: Uint8Array, start: number, limit: number, found: Found): number {
  if (continuesOnTheLeft(bytes, start)) return start;
  let count = 0;
  let separator = 0;
  for (let group = start; ; group += 1) {
    const read = readDigits(bytes, group, limit, count);
    if (read < 0) return start;
    const end = group + read - count;
    count = read;
    if (
      count >= fewest &&
      isCardNumber(bytes, { start, end, limit, count, lastGroup: separator === 0 ? 0 : end - group })
    ) {
      found(start, end, String.fromCharCode(...digits.subarray(0, count).map((value) => value + 0x30)));
      return end;
    }
    const next = separatorAt(bytes, group, end);
    if (next === 0 || (separator !== 0 && next !== separator)) return start;
    separator = next;
    group = end;
  }
}

/** Adds the digits that stand at a place. @returns how many there are now; -1 when they are too many for any number */
function readDigits(bytes: Uint8Array, from: number, limit: number, already: number): number {
  let count = already;
  for (let at = from; at < limit && digit[bytes[at] as number] === 1; at += 1, count += 1) {
    if (count === mostDigits) return -1;
    digits[count] = (bytes[at] as number) - 0x30;
  }
  return count;
}

/** @returns what joins a group of digits to the next one; 0 when nothing does, or when nobody groups a card number so */
function separatorAt(bytes: Uint8Array, group: number, end: number): number {
  const length = end - group;
  return length >= fewestInGroup && length <= mostInGroup && joins(bytes, end) ? (bytes[end] as number) : 0;
}

interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly limit: number;
  readonly count: number;
  /** How many of the digits are in the last of several groups; 0 when there is only one. */
  readonly lastGroup: number;
}

function isCardNumber(bytes: Uint8Array, { start, end, limit, count, lastGroup }: Candidate): boolean {
  const prefix = Number(String.fromCharCode(...digits.subarray(0, 4).map((value) => value + 0x30)));
  if (!isIssued(prefix, count) || !passesLuhn(digits, count)) return false;
  if (continuesOnTheRight(bytes, end, limit) || isTelephone(bytes, start, count)) return false;
  if (lastGroup === 0) return !isArticleNumber(digits, count);
  return lastGroup <= mostInLastGroup && !followsAnIban(bytes, start);
}

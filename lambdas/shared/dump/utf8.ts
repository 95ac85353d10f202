import { isUtf8 } from 'node:buffer';

const piece = 1024;

/**
 * Looks for bytes that are no UTF-8 among the characters that begin in `[from, to)`.
 * @param limit end of what may be looked at
 * @returns where the first of them is; -1 when there is none
 */
export function firstInvalidUtf8(bytes: Uint8Array, from: number, to: number, limit: number): number {
  let start = Math.min(endOfCharacter(bytes, from), limit);
  const end = Math.min(endOfCharacter(bytes, to), limit);
  if (start >= end || isUtf8(bytes.subarray(start, end))) return -1;
  for (let next = start; next < end; start = next) {
    next = Math.min(endOfCharacter(bytes, start + piece), end);
    if (!isUtf8(bytes.subarray(start, next))) break;
  }
  for (let next = start; next < end; start = next) {
    next = Math.min(endOfCharacter(bytes, start + 1), end);
    if (!isUtf8(bytes.subarray(start, next))) break;
  }
  return start;
}

/** Where the character ends that begins before a place and reaches beyond it, by its first byte; else the place. */
function endOfCharacter(bytes: Uint8Array, place: number): number {
  for (let start = place - 1; start >= place - 3; start -= 1) {
    const byte = bytes[start] ?? 0;
    if (byte >= 0xc0) return Math.max(place, start + lengthOf(byte));
    if (byte < 0x80) break;
  }
  return place;
}

/** In bytes, of a character that begins with this one. */
function lengthOf(first: number): number {
  if (first >= 0xf0) return 4;
  return first >= 0xe0 ? 3 : 2;
}

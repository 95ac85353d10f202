/** What a word is worth: the first that it begins with; a number is worth as much as `#`, and any other word less than all. */
const words: readonly (readonly [string, number])[] = [
  ['dev', 0],
  ['alpha', 1],
  ['a', 1],
  ['beta', 2],
  ['b', 2],
  ['RC', 3],
  ['rc', 3],
  ['#', 4],
  ['pl', 5],
  ['p', 5],
];

/** Stands for a number that meets a word. */
const someNumber = '#N#';

/** Largest number that PHP reads: whatever is longer counts as this. */
const largest = 2n ** 63n - 1n;

type Order = -1 | 0 | 1;

/**
 * Compares two versions as PHP's `version_compare` does, its oddities included, since ranges are written for it. Held against PHP
 * itself by a test. https://github.com/php/php-src/blob/master/ext/standard/versioning.c
 * @returns -1 when the first is older, 1 when it is newer
 */
export function phpVersionCompare(one: string, other: string): Order {
  return compare(cString(one), cString(other));
}

function compare(one: string, other: string): Order {
  if (one === '' || other === '') return sign(Number(one !== '') - Number(other !== ''));
  const left = new Parts(one);
  const right = new Parts(other);
  while (left.more && left.rest !== '' && right.more && right.rest !== '') {
    const order = compareParts(left.next(), right.next());
    if (order !== 0) return order;
  }
  if (left.more) return compareRest(left.rest);
  return right.more ? sign(-compareRest(right.rest)) : 0;
}

/** What one version has more than the other: a number makes it newer, a word as that word says; nothing after a dot makes it older. */
function compareRest(rest: string): Order {
  return isDigit(rest.charAt(0)) ? 1 : compare(rest, someNumber);
}

/** Walks along the dots. `more` stays true after the last dot, even when nothing follows: PHP's pointer is still set then. */
class Parts {
  more = true;
  rest: string;

  constructor(version: string) {
    this.rest = version.startsWith('#') ? version : canonical(version);
  }

  next(): string {
    const dot = this.rest.indexOf('.');
    const part = dot < 0 ? this.rest : this.rest.slice(0, dot);
    this.more = dot >= 0;
    if (this.more) this.rest = this.rest.slice(dot + 1);
    return part;
  }
}

function compareParts(one: string, other: string): Order {
  const left = /^\d+/.exec(one)?.[0];
  const right = /^\d+/.exec(other)?.[0];
  if (left !== undefined && right !== undefined) {
    const [low, high] = [numberOf(left), numberOf(right)];
    return low === high ? 0 : low < high ? -1 : 1;
  }
  return sign(worth(left === undefined ? one : someNumber) - worth(right === undefined ? other : someNumber));
}

function numberOf(digits: string): bigint {
  const value = BigInt(digits);
  return value > largest ? largest : value;
}

function worth(word: string): number {
  return words.find(([form]) => word.startsWith(form))?.[1] ?? -1;
}

/** A dot between numbers and words, and for each run of anything else. */
function canonical(version: string): string {
  let made = version.charAt(0);
  for (let n = 1; n < version.length; n += 1) {
    const [last, byte] = [version.charAt(n - 1), version.charAt(n)];
    const turns = turnsBetween(last, byte);
    const kept = turns || isAlphanumeric(byte);
    if ((turns || !kept) && !made.endsWith('.')) made += '.';
    if (kept) made += byte;
  }
  return made;
}

/** Whether a word ends and a number begins, or the reverse; a dot and `-_+` are neither. */
function turnsBetween(last: string, byte: string): boolean {
  if (isSeparator(byte)) return false;
  if (isDigit(byte)) return !isDigit(last) && last !== '.';
  return isDigit(last) && byte !== '.';
}

function isSeparator(byte: string): boolean {
  return byte === '-' || byte === '_' || byte === '+';
}

function isDigit(byte: string): boolean {
  return byte >= '0' && byte <= '9';
}

function isAlphanumeric(byte: string): boolean {
  return isDigit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

function sign(value: number): Order {
  return value < 0 ? -1 : value > 0 ? 1 : 0;
}

/** The bytes that C sees, one character each: it stops at a NUL. */
function cString(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const end = bytes.indexOf('\0');
  return end < 0 ? bytes : bytes.slice(0, end);
}

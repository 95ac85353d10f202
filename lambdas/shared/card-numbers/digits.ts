/** Shortest and longest card number, in digits. */
export const fewestDigits = 13;
export const mostDigits = 19;

export const isDigit = new Uint8Array(256);
for (let byte = 0x30; byte <= 0x39; byte += 1) isDigit[byte] = 1;

/** Digits, and what binds them into one word with a letter: ASCII letters and the underscore. */
export const isWord = new Uint8Array(256);
for (let byte = 0; byte < 128; byte += 1) isWord[byte] = /\w/.test(String.fromCharCode(byte)) ? 1 : 0;

/** ISO/IEC 7812-1: the check digit of every card number. @param digits values 0 to 9 */
export function passesLuhn(digits: Uint8Array, count: number): boolean {
  let sum = 0;
  for (let place = 0; place < count; place += 1) {
    const digit = digits[count - 1 - place] ?? 0;
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether 13 digits are an article number: GTIN-13 (EAN) weighs every second digit by three. */
export function isArticleNumber(digits: Uint8Array, count: number): boolean {
  if (count !== 13) return false;
  let sum = 0;
  for (let place = 0; place < 13; place += 1) sum += (digits[place] ?? 0) * (place % 2 === 1 ? 3 : 1);
  return sum % 10 === 0;
}

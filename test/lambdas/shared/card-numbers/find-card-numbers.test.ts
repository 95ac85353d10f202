import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findCardNumbers } from '../../../../lambdas/shared/card-numbers/find-card-numbers';

/** Completes a number so that it passes Luhn's check. */
function luhn(start: string): string {
  const sum = start
    .split('')
    .reverse()
    .reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return start + String((10 - (sum % 10)) % 10);
}

const visa = luhn('453201511283036');
const found = (text: string) => findCardNumbers(text).map(({ index, length }) => text.slice(index, index + length));

describe('what is a card number', () => {
  test.each([
    ['Visa', visa],
    ['Visa of 13 digits', '4222222222222'],
    ['Visa of 19 digits', luhn('453201511283036612')],
    ['Mastercard', luhn('530412345678901')],
    ['Mastercard of 2017', luhn('250012345678901')],
    ['American Express 34', luhn('34001234567890')],
    ['American Express 37', luhn('37991234567890')],
    ['Diners Club 300', luhn('3001234567890')],
    ['Diners Club 3095', luhn('3095123456789')],
    ['Diners Club 36', luhn('3612345678901')],
    ['Diners Club 38', luhn('3812345678901')],
    ['Discover 6011', luhn('601112345678901')],
    ['Discover 65', luhn('651234567890123')],
    ['JCB', luhn('352812345678901')],
    ['UnionPay of 19 digits', luhn('621234567890123456')],
    ['Maestro of 18 digits', luhn('67591234567890123')],
    ['Dankort', luhn('501912345678901')],
    ['Mir', luhn('220412345678901')],
    ['RuPay', luhn('508512345678901')],
    ['Troy', luhn('979212345678901')],
  ])('%s', (_, number) => {
    expect(found(`x ${number} y`)).toEqual([number]);
  });

  const dashed = (text: string, ...lengths: number[]) => {
    let at = 0;
    return lengths.map((length) => text.slice(at, (at += length))).join('-');
  };
  const amex = luhn('37991234567890');
  const grouped = dashed(visa, 4, 4, 4, 4);
  test.each([
    ['in spaced groups', `card ${grouped.replaceAll('-', ' ')}, thanks`, grouped.replaceAll('-', ' ')],
    ['in dashed groups', `card:${grouped}.`, grouped],
    ['American Express in 4-6-5', dashed(amex, 4, 6, 5), dashed(amex, 4, 6, 5)],
    ['followed by its expiry date', `${visa} 12 26`, visa],
    ['grouped, followed by expiry and code', `${grouped} 12-26-123`, grouped],
    ['after another number', `3 ${visa}`, visa],
    ['after a longer number', `1234567 ${grouped.replaceAll('-', ' ')}`, grouped.replaceAll('-', ' ')],
    ['with the next one after it', `${visa} ${amex}`, visa, amex],
    ['at the end of a sentence', `It is ${visa}.`, visa],
    ['after a full stop', `No.${visa}`, visa],
    ['as JSON number', `{"n":${visa}}`, visa],
    ['as JSON text', `{"n":"${visa}"}`, visa],
    ['in JSON after a line break', `{"n":"pay\\n${visa}\\r"}`, visa],
    ['in JSON within SQL', `'{\\"n\\":\\"pay\\\\t${visa}\\"}'`, visa],
    ['after an escaped NUL of SQL', `'\\0${visa}\\0'`, visa],
    ['after an escaped character of JSON', `"\\u00a0${visa}"`, visa],
    ['after an escaped space of JSON', `"\\u0020${visa}"`, visa],
    ['in an address', `?pan=${visa}&x=1`, visa],
    ['in an address after an escaped space', `q=my%20${visa}`, visa],
    ['in an address after an escaped line', `q=my%0A${visa}`, visa],
    ['as serialized text of PHP', `a:1:{s:4:"card";s:16:"${visa}";}`, visa],
    ['as serialized integer of PHP', `a:1:{i:0;i:${visa};}`, visa],
    ['after a letter that is not ASCII', `№${visa}é`, visa],
    ['negative', `-${visa}`, visa],
    ['after a plus, with more digits than a telephone has', `+${visa}`, visa],
    ['in HTML', `<td>${visa}</td>`, visa],
    ['after an IBAN’s country that is none', `de12 ${grouped.replaceAll('-', ' ')}`, grouped.replaceAll('-', ' ')],
  ])('%s', (_, text, ...numbers) => {
    expect(found(text)).toEqual(numbers);
    expect(findCardNumbers(Buffer.from(text)).length).toBe(numbers.length);
  });

  test('tells six and four digits, where it is, and whether it is published for tests', () => {
    expect(findCardNumbers('é 4111 1111 1111 1111')).toEqual([
      { index: 2, length: 19, masked: '411111******1111', isTestNumber: true },
    ]);
    expect(findCardNumbers(visa)).toEqual([{ index: 0, length: 16, masked: '453201******0366', isTestNumber: false }]);
    expect(findCardNumbers('4222222222222')[0]?.masked).toBe('422222***2222');
  });
});

describe('what is none', () => {
  const ean = '4006381333931';
  test.each([
    ['a wrong check digit', visa.replace(/6$/, '7')],
    ['an issuer there is not', luhn('123456789012345')],
    ['a length that the issuer does not have', luhn('45320151128303')],
    ['12 digits', luhn('45320151128')],
    ['20 digits', luhn('4532015112830366123')],
    ['48 digits', visa + '0'.repeat(32)],
    ['part of a longer number', `9${visa}`],
    ['beginning of a longer number', `${visa}9999`],
    ['part of an identifier', `pi_${visa}`],
    ['beginning of an identifier', `${visa}_x`],
    ['letters before it', `TX${visa}`],
    ['letters after it', `${visa}XYZ`],
    ['a hash', 'd41d8cd98f4532015112830366ecf8427e'],
    ['the fraction of a decimal', `0.${visa}`],
    ['a hexadecimal literal', `0x${visa}`],
    ['an article number (EAN-13) that passes Luhn', luhnEan()],
    ['an article number', ean],
    ['a telephone number', `+${luhn('491512345678')}`],
    ['a telephone number in groups', `+${luhn('491512345678').replace(/(.{5})(.{4})/, '$1 $2 ')}`],
    ['an IBAN in groups', `DE12 ${visa.replace(/(.{4})/g, '$1 ')}90`],
    ['later groups of an IBAN', `AT61 1904 3002 ${visa.replace(/(.{4})/g, '$1 ')}`],
    ['an IBAN', `DE12${visa}90`],
    ['a date and a time', '2026-11-25 13:00:00'],
    ['two dates', '2026-11-25 2026-11-26'],
    ['milliseconds since 1970', luhn('179555480000')],
    ['an Amazon order', amazonOrder()],
    ['an IMEI', luhn('35693803564380')],
    ['a SIM card’s number', luhn('891004234814455936')],
    ['an ISBN with dashes', '978-3-16-148410-0'],
    ['a UUID of digits', '45320151-1283-0366-4532-015112830366'],
    ['groups with different separators', visa.replace(/(.{4})(.{4})(.{4})/, '$1 $2-$3 ')],
    ['groups of two', visa.replace(/(..)/g, '$1 ')],
    ['groups two spaces apart', visa.replace(/(.{4})/g, '$1  ')],
    ['digits over lines', visa.replace(/(.{8})/, '$1\n')],
    ['DHL', 'JJD000390007827411111'],
    ['USPS', '9400111899223100000001'],
    ['Cyrillic letters', 'бббббббббббббббб'],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  function luhnEan(): string {
    for (let n = 400_638_133_000; ; n += 1) {
      const number = luhn(String(n));
      const sum = number
        .split('')
        .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 1 ? 3 : 1), 0);
      if (sum % 10 === 0) return number;
    }
  }

  /** Seventeen digits, 3-7-7, that pass Luhn and begin as a Diners Club card does. */
  function amazonOrder(): string {
    return luhn('3051234567123456').replace(/^(.{3})(.{7})/, '$1-$2-');
  }
});

test('groups that belong to one number begin no other', () => {
  const first = luhn('453240151128303');
  const second = luhn(`${first.slice(4)}000`);
  const groups = (first + second.slice(-4)).replace(/(.{4})(?=.)/g, '$1 ');
  expect(found(groups)).toEqual([groups.slice(0, 19)]);
  expect(found(groups.slice(5))).toEqual([groups.slice(5)]);
});

test('a number is found wherever it stands in any text without digits', () => {
  const around = fc
    .string({ unit: fc.constantFrom(...'ab ,.;:"\'\\()\n%-'.split('')) })
    .filter((text) => !/[\w%]$|^\w/.test(text));
  const forms = fc.constantFrom(
    visa,
    visa.replace(/(.{4})(.{4})(.{4})/, '$1 $2 $3 '),
    visa.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3-'),
  );
  fc.assert(
    fc.property(around, forms, around, (before, number, after) => {
      expect(found(`${before} ${number};${after}`)).toEqual([number]);
    }),
    { numRuns: 500 },
  );
});

test('finds what a plain look at every place finds', () => {
  // Numbers of 16 digits in a text of digits and separators: the strides must miss none.
  const text = fc.array(fc.constantFrom('1', '45', ' ', '-', 'x', ',', visa, ` ${visa}`, `;${visa},`), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(text, (parts) => {
      const whole = parts.join('');
      const plain = [...whole.matchAll(new RegExp(`(?<![\\w.])${visa}(?!\\w)`, 'g'))].map((match) => match.index);
      const starts = findCardNumbers(whole)
        .filter(({ length }) => length === 16)
        .map(({ index }) => index);
      expect(starts.filter((start) => whole.startsWith(visa, start))).toEqual(plain);
    }),
    { numRuns: 2000 },
  );
});

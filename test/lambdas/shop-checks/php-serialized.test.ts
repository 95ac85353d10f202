import fc from 'fast-check';
import { type PhpValue, unserialize } from '../../../lambdas/shared/shop-checks/php-serialized';
import { serialized } from '../../support/shop-generator/serialized';

function plain(value: PhpValue | undefined): unknown {
  return value instanceof Map
    ? Object.fromEntries([...(value as ReadonlyMap<string, PhpValue>)].map(([key, of]) => [key, plain(of)]))
    : value;
}

describe('what PHP serialized', () => {
  test.each([
    ['N;', null],
    ['b:1;', true],
    ['b:0;', false],
    ['i:-7;', -7],
    ['d:0.5;', 0.5],
    ['s:5:"Café";', 'Café'],
    ['s:6:"a";b:1";', 'a";b:1'],
    ['a:2:{i:0;s:1:"x";s:1:"k";a:0:{}}', { 0: 'x', k: {} }],
    ['O:8:"stdClass":1:{s:1:"n";i:1;}', { n: 1 }],
    ['a:2:{i:0;a:0:{}i:1;R:2;}', { 0: {}, 1: 2 }],
  ])('is read: %s', (text, value) => {
    expect(plain(unserialize(text))).toEqual(value);
  });

  test.each([
    '',
    'x:1;',
    'i:1',
    'i:1;i:2;',
    's:4:"Café";',
    's:3:"ab";',
    's:-1:"";',
    's:1.5:"a";',
    's:99999999999:"a";',
    'a:1:{i:0;}',
    'a:1:{i:0;i:1;',
    'a:1:{a:0:{}i:1;}',
    'a:999999999:{',
    'a:1:{b:1;i:1;}',
    'C:3:"Foo":0:{}',
    'a:1:{i:0;'.repeat(60) + 'N;' + '}'.repeat(60),
  ])('is refused where it is none: %s', (text) => {
    expect(unserialize(text)).toBeUndefined();
  });

  test('is read back whatever it holds, and never when it is cut off', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'grapheme' }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
          tie('value'),
          { maxKeys: 4 },
        ),
      ),
    })).value as fc.Arbitrary<Parameters<typeof serialized>[0]>;

    fc.assert(
      fc.property(value, fc.nat(), (of, cut) => {
        const bytes = Buffer.from(serialized(of));
        expect(JSON.stringify(plain(unserialize(bytes.toString())))).toBe(JSON.stringify(of));
        expect(unserialize(bytes.subarray(0, cut % bytes.length).toString())).toBeUndefined();
      }),
    );
  });
});

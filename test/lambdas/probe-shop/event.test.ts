import { parseEvent } from '../../../lambdas/probe-shop/event';
import { expectations } from './world';

const expected = expectations({ doors: { shop: { host: 'shop.invalid' }, staff: { host: 'staff.shop.invalid' } } });
const { doors } = expected;

describe('the event of probe-shop', () => {
  test.each(['watch', 'daily', 'window'])('is taken as it is: %s', (mode) => {
    const event = { expected, mode };
    expect(parseEvent(event)).toEqual(event);
    const other = {
      mode,
      expected: {
        ...expected,
        homeText: 'Jo & Ann’s hats',
        testOrder: undefined,
        doors: { ...doors, shop: { host: 'a.example', connectTo: 'd1.cloudfront.net' } },
      },
    };
    expect(parseEvent(other)).toEqual(other);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['no mode', { expected }],
    ['a mode nobody knows', { expected, mode: 'hourly' }],
    ['more than it knows', { expected, mode: 'watch', more: true }],
    ['expectations nobody knows', { expected: { ...expected, more: true }, mode: 'watch' }],
    ['half the doors', { expected: { ...expected, doors: { shop: doors.shop } }, mode: 'watch' }],
    [
      'a door with a path',
      { expected: { ...expected, doors: { ...doors, shop: { host: 'shop.invalid/x' } } }, mode: 'watch' },
    ],
    [
      'a door with an account',
      { expected: { ...expected, doors: { ...doors, shop: { host: 'a@shop.invalid' } } }, mode: 'watch' },
    ],
    [
      'a door with a port',
      { expected: { ...expected, doors: { ...doors, shop: { host: 'shop.invalid:8080' } } }, mode: 'watch' },
    ],
    [
      'a door that is an address',
      { expected: { ...expected, doors: { ...doors, shop: { host: '169.254.169.254' } } }, mode: 'watch' },
    ],
    [
      'a door without a domain',
      { expected: { ...expected, doors: { ...doors, shop: { host: 'localhost' } } }, mode: 'watch' },
    ],
    [
      'an address to connect to',
      {
        expected: { ...expected, doors: { ...doors, shop: { host: 'shop.invalid', connectTo: '10.0.0.1' } } },
        mode: 'watch',
      },
    ],
    ['product nought', { expected: { ...expected, testOrder: { productId: 0, gateway: 'bacs' } }, mode: 'watch' }],
    ['half a product', { expected: { ...expected, testOrder: { productId: 1.5, gateway: 'bacs' } }, mode: 'watch' }],
    [
      'a gateway that is none',
      { expected: { ...expected, testOrder: { productId: 1, gateway: 'a b' } }, mode: 'watch' },
    ],
    ['a text too short', { expected: { ...expected, homeText: 'ab' }, mode: 'watch' }],
    ['a text too long', { expected: { ...expected, homeText: 'x'.repeat(201) }, mode: 'watch' }],
    ['a text of blanks', { expected: { ...expected, homeText: '   ' }, mode: 'watch' }],
    ['a text of two lines', { expected: { ...expected, homeText: 'two\nlines' }, mode: 'watch' }],
    ['a text that steers', { expected: { ...expected, homeText: 'x\u001b[31m' }, mode: 'watch' }],
    ['a text that is not seen', { expected: { ...expected, homeText: '\u200b\u200b\u200b' }, mode: 'watch' }],
    ['a text with tags', { expected: { ...expected, homeText: '<h1>Hats</h1>' }, mode: 'watch' }],
    ['no document', { expected: { ...expected, mailDocument: '' }, mode: 'watch' }],
    ['evidence without a region', { expected: { ...expected, evidence: { bucket: 'b' } }, mode: 'watch' }],
  ])('refuses %s', (_, event) => {
    expect(() => parseEvent(event)).toThrow();
  });
});

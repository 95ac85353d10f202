import fc from 'fast-check';
import { FeedSlicer } from '../../../../lambdas/shared/vulnerabilities/feed-slicer';

/** What it cuts, the bytes coming in at most so many at a time. */
function slices(feed: string | Buffer, size = 1 << 20): [string, string][] {
  const taken: [string, string][] = [];
  const slicer = new FeedSlicer((id, json) => taken.push([id, json.toString('utf8')]));
  const bytes = Buffer.from(feed);
  for (let at = 0; at < bytes.length; at += size) slicer.add(bytes.subarray(at, at + size));
  expect(slicer.end()).toBe(taken.length);
  return taken;
}

describe('FeedSlicer', () => {
  test('gives each member as it is written', () => {
    const feed = ' {\n\t"a-1" : {"x": [1, {"y": "}"}]} ,\r\n"B_2":{}}\n ';
    expect(slices(feed)).toEqual([
      ['a-1', '{"x": [1, {"y": "}"}]}'],
      ['B_2', '{}'],
    ]);
  });

  test('of an object without members gives none', () => {
    expect(slices('{}')).toEqual([]);
  });

  test.each([
    ['a quote', String.raw`{"t":"\""}`],
    ['a quote spelled out', String.raw`{"t":"\u0022}"}`],
    ['a backslash at the end', String.raw`{"t":"\\"}`],
    ['a backslash before a quote', String.raw`{"t":"\\\"}"}`],
    ['slashes', String.raw`{"t":"https:\/\/example.com\/{"}`],
    ['brackets in texts and names', '{"{[":"]}","]":["[","}"]}'],
    ['letters of several bytes', '{"t":"für 日本 🛒"}'],
  ])('passes %s, wherever chunks begin', (_, member) => {
    const feed = `{"one":${member},"two":{"after":true}}`;
    for (let size = 1; size <= Buffer.byteLength(feed); size += 1) {
      expect(slices(feed, size)).toEqual([
        ['one', member],
        ['two', '{"after":true}'],
      ]);
    }
  });

  test('gives what JSON.parse gives, of any object in any chunks', () => {
    const members = fc.dictionary(fc.stringMatching(/^[a-z0-9-]{1,20}$/), fc.dictionary(fc.string(), fc.jsonValue()));
    fc.assert(
      fc.property(members, fc.integer({ min: 1, max: 50 }), fc.boolean(), (feed, size, spaced) => {
        const text = JSON.stringify(feed, null, spaced ? 2 : 0);
        const given = Object.fromEntries(slices(text, size).map(([id, json]) => [id, JSON.parse(json) as unknown]));
        expect(given).toEqual(JSON.parse(text));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test('does not hold on to the chunks it was given', () => {
    const taken: string[] = [];
    const slicer = new FeedSlicer((_, json) => taken.push(json.toString()));
    const chunk = Buffer.from('{"a":{"x":');
    slicer.add(chunk);
    chunk.fill('!');
    slicer.add(Buffer.from('"y"}}'));
    expect(taken).toEqual(['{"x":"y"}']);
  });

  describe('refuses', () => {
    const whole = '{"one":{"t":["a"]},"two":{}}';

    test('a feed that is cut anywhere', () => {
      for (let end = 0; end < whole.length; end += 1) {
        expect(() => slices(whole.slice(0, end))).toThrow(`the feed is cut: it ends after ${end} bytes`);
      }
    });

    test.each([
      ['a list', '[{"a":{}}]', 0],
      ['a text', '"feed"', 0],
      ['a web page', '<html>', 0],
      ['a mark of the byte order', '\uFEFF{}', 0],
      ['something after the end', '{"a":{}} x', 9],
      ['a second feed', '{"a":{}}{"b":{}}', 8],
      ['a member that is a list', '{"a":[]}', 5],
      ['a member that is null', '{"a":null}', 5],
      ['a member that is a text', '{"a":"b"}', 5],
      ['an id without quotes', '{a:{}}', 1],
      ['no colon', '{"a" {}}', 5],
      ['no comma', '{"a":{}"b":{}}', 7],
      ['a comma too many', '{"a":{},}', 8],
      ['a comma before all', '{,"a":{}}', 1],
      ['a bracket too many', '{"a":{}}}', 8],
    ])('%s', (_, feed, at) => {
      expect(() => slices(feed)).toThrow(`the feed is no JSON object of objects at byte ${at}`);
      expect(() => slices(feed, 1)).toThrow(`the feed is no JSON object of objects at byte ${at}`);
    });

    test.each(['{"a":{"x":[}}', '{"a":{"x":{]}}', '{"a":{]}'])('brackets of two kinds (%s)', (feed) => {
      expect(() => slices(feed)).toThrow('entry a of the feed has a bracket of the wrong kind');
    });

    test('an id twice', () => {
      expect(() => slices('{"a":{},"b":{},"a":{}}')).toThrow('the feed has two entries a');
    });

    test.each(['', 'a b', String.raw`\u0061`, '__é', '../x'])('an id that is none (%j)', (id) => {
      expect(() => slices(`{"${id}":{}}`)).toThrow(/the feed has an id that is none before byte \d/);
    });

    test('an id that is too long, whole or in pieces', () => {
      const id = 'a'.repeat(65);
      expect(() => slices(`{"${id}":{}}`)).toThrow('the feed has an id of more than 64 characters');
      expect(() => slices(`{"${id}`, 5)).toThrow('the feed has an id of more than 64 characters');
      expect(slices(`{"${id.slice(1)}":{}}`)).toHaveLength(1);
    });

    test('more entries than there can be', () => {
      let taken = 0;
      const slicer = new FeedSlicer(() => (taken += 1));
      slicer.add(Buffer.from(`{${Array.from({ length: 200_000 }, (_, n) => `"${n}":{}`).join()}`));
      expect(taken).toBe(200_000);
      expect(() => {
        slicer.add(Buffer.from(',"more":{}'));
      }).toThrow('the feed has more than 200000 entries');
    });

    test('what is nested too deep', () => {
      const nested = (depth: number) => `{"a":{"x":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
      expect(slices(nested(29))).toHaveLength(1);
      expect(() => slices(nested(30))).toThrow('entry a of the feed is nested more than 30 deep');
    });

    test('an entry that is too long, before it is held', () => {
      const text = 'x'.repeat(8 * 1024 * 1024);
      const message = 'entry a of the feed has more than 8388608 bytes';
      expect(() => slices(`{"a":{"t":"${text}"}}`, 1 << 26)).toThrow(message);
      expect(() => slices(`{"a":{"t":"${text}`, 1 << 16)).toThrow(message);
      const most = `{"t":"${text.slice(8)}"}`;
      expect(slices(`{"a":${most},"b":${most}}`, 1 << 16).map(([id, json]) => [id, json === most])).toEqual([
        ['a', true],
        ['b', true],
      ]);
    });
  });
});

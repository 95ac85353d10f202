import { matchFeed } from '../../../../lambdas/shared/vulnerabilities/match-feed';
import type { Component } from '../../../../lambdas/shared/vulnerabilities/vulnerability';
import { entry, feedOf, idOf, inChunks, software } from './sample-feed';

const shop: Component = { type: 'plugin', slug: 'woocommerce', version: '1.2.3' };

const range = { from_version: '*', from_inclusive: true, to_version: '1', to_inclusive: true };

const match = (feed: string | Uint8Array, ...components: Component[]) =>
  matchFeed(inChunks(feed), components, 'a-feed');

/** The ids of what concerns a component. */
async function idsFor(component: Component, ...entries: { readonly id: string }[]): Promise<string[]> {
  return (await match(feedOf(...entries), component)).found.map(({ id }) => id);
}

/** Whether a version is affected by a range. */
async function affects(version: string, range: object): Promise<boolean> {
  const given = { from_version: '*', from_inclusive: true, to_version: '*', to_inclusive: true, ...range };
  const affected = entry(1, { software: [software({ affected_versions: { named: given } })] });
  return (await match(feedOf(affected), { ...shop, version })).found.length === 1;
}

describe('matchFeed', () => {
  test('tells what concerns a component, and how many entries there are', async () => {
    const other = entry(2, { software: [software({ slug: 'akismet' })] });
    expect(await match(feedOf(entry(1), other), shop)).toEqual({
      entries: 2,
      found: [
        {
          id: idOf(1),
          component: shop,
          title: 'A plugin <= 1.2.3 - Something bad',
          cve: 'CVE-2024-1234',
          severity: 'critical',
          score: 9.8,
          published: new Date('2024-05-01T12:30:00Z'),
          patchedVersions: ['1.2.4'],
          source: 'a-feed',
        },
      ],
    });
  });

  test('asks for every component, of several versions too', async () => {
    const core: Component = { type: 'core', slug: 'wordpress', version: '6.8' };
    const older = { ...shop, version: '1.0' };
    const ofCore = entry(2, { software: [software({ type: 'core', slug: 'wordpress', affected_versions: [] })] });
    const { found } = await match(feedOf(entry(1), ofCore), shop, older, core);
    expect(found.map(({ id, component }) => [id, component])).toEqual([
      [idOf(1), shop],
      [idOf(1), older],
      [idOf(2), core],
    ]);
  });

  test('knows a plugin from a theme of the same slug', async () => {
    expect(await idsFor({ ...shop, type: 'theme' }, entry(1))).toEqual([]);
    expect(await idsFor({ ...shop, type: 'core' }, entry(1))).toEqual([]);
  });

  test('finds a slug in whatever case folder and feed have it', async () => {
    const layered = entry(1, { software: [software({ slug: 'LayerSlider' })] });
    expect(await idsFor({ ...shop, slug: 'layerslider' }, layered)).toEqual([idOf(1)]);
    expect(await idsFor({ ...shop, slug: 'LAYERSLIDER' }, layered)).toEqual([idOf(1)]);
  });

  test('finds a slug that is spelled by escapes', async () => {
    const feed = feedOf(entry(1)).replace('"slug":"woocommerce"', String.raw`"sl\u0075g":"woo\u0063ommerce"`);
    expect((await match(feed, shop)).found).toHaveLength(1);
  });

  test('tells an entry once that names a component twice, with all that mends it', async () => {
    const twice = entry(1, {
      software: [
        software(),
        software({ patched_versions: ['1.2.4', '2.0'] }),
        software({ slug: 'other', patched_versions: ['9'] }),
      ],
    });
    const { found } = await match(feedOf(twice), shop);
    expect(found.map(({ patchedVersions }) => patchedVersions)).toEqual([['1.2.4', '2.0']]);
  });

  test('leaves what is only informational', async () => {
    expect(await idsFor(shop, entry(1, { informational: true }), entry(2, { informational: null }))).toEqual([idOf(2)]);
  });

  describe('ranges', () => {
    test.each<[string, object, boolean]>([
      ['1.2.3', { to_version: '1.2.3' }, true],
      ['1.2.3', { to_version: '1.2.3', to_inclusive: false }, false],
      ['1.2.2', { to_version: '1.2.3', to_inclusive: false }, true],
      ['1.2.4', { to_version: '1.2.3' }, false],
      ['1.2.10', { to_version: '1.2.9' }, false],
      ['1.2.3-rc1', { to_version: '1.2.3', to_inclusive: false }, true],
      ['2.0', { from_version: '2.0' }, true],
      ['2.0', { from_version: '2.0', from_inclusive: false }, false],
      ['2.0.1', { from_version: '2.0', from_inclusive: false }, true],
      ['1.9', { from_version: '2.0' }, false],
      ['2.5', { from_version: '2.0', to_version: '3.0' }, true],
      ['3.1', { from_version: '2.0', to_version: '3.0' }, false],
      ['1.0', { from_version: '2.0', to_version: '3.0' }, false],
      ['whatever', {}, true],
      ['whatever', { from_inclusive: false, to_inclusive: false }, true],
      ['7', { from_version: '', to_version: '' }, true],
      // A version that nobody knows may be any.
      ['', { from_version: '2.0', to_version: '3.0' }, true],
      ['trunk', { from_version: '2.0', to_version: '3.0' }, true],
      ['beta-4', { from_version: '2.0', to_version: '3.0' }, true],
      ['２.１', { from_version: '2.0', to_version: '3.0' }, true],
      // Authors write it before the number; to PHP it would be older than any number.
      ['v2.5', { from_version: '2.0', to_version: '3.0' }, true],
      ['V 2.5', { from_version: '2.0', to_version: '3.0' }, true],
      ['version 2.5', { from_version: '2.0', to_version: '3.0' }, true],
      ['Ver. 3.1', { from_version: '2.0', to_version: '3.0' }, false],
      ['v1.9', { from_version: '*', to_version: '1.8' }, false],
      ['.5', { from_version: '0.4', to_version: '0.6' }, true],
    ])('%j in %j: %j', async (version, range, affected) => {
      expect(await affects(version, range)).toBe(affected);
    });

    test('any of several', async () => {
      const range = (from: string, to: string) => ({
        from_version: from,
        from_inclusive: true,
        to_version: to,
        to_inclusive: true,
      });
      const affected_versions = { a: range('1.0', '1.1'), b: range('2.0', '2.1') };
      const several = entry(1, { software: [software({ affected_versions })] });
      expect(await idsFor({ ...shop, version: '2.0.5' }, several)).toEqual([idOf(1)]);
      expect(await idsFor({ ...shop, version: '1.5' }, several)).toEqual([]);
    });

    test.each([[[]], [{}]])('an entry that tells none is of every version (%j)', async (affected_versions) => {
      expect(await idsFor(shop, entry(1, { software: [software({ affected_versions })] }))).toEqual([idOf(1)]);
    });
  });

  test.each<[unknown, string, number | undefined]>([
    [10, 'critical', 10],
    [9, 'critical', 9],
    [8.9, 'high', 8.9],
    [7, 'high', 7],
    [6.9, 'medium', 6.9],
    [4, 'medium', 4],
    [3.9, 'low', 3.9],
    [0.1, 'low', 0.1],
    [0, 'unrated', 0],
  ])('a score of %d is %s', async (score, severity, told) => {
    const { found } = await match(feedOf(entry(1, { cvss: { score } })), shop);
    expect(found.map((one) => [one.severity, one.score])).toEqual([[severity, told]]);
  });

  test.each([null, undefined])('without a rating it is unrated (%j)', async (cvss) => {
    const { found } = await match(feedOf(entry(1, { cvss })), shop);
    expect(found.map((one) => [one.severity, 'score' in one])).toEqual([['unrated', false]]);
  });

  test.each<[unknown, string | undefined]>([
    ['2024-05-01 12:30:00', '2024-05-01T12:30:00.000Z'],
    ['2024-05-01T12:30:00Z', '2024-05-01T12:30:00.000Z'],
    ['2024-05-01T12:30:00.000000Z', '2024-05-01T12:30:00.000Z'],
    ['2024-05-01T12:30:00+00:00', '2024-05-01T12:30:00.000Z'],
    ['2024-05-01', '2024-05-01T00:00:00.000Z'],
    ['2024-13-01 00:00:00', undefined],
    ['2024-05-01T12:30:00+02:00', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('published %j is %j', async (published, told) => {
    const { found } = await match(feedOf(entry(1, { published })), shop);
    expect(found.map((one) => one.published?.toISOString())).toEqual([told]);
  });

  test.each([null, undefined, '', 'CVE-24-1', 'CVE-2024-1234 <script>'])(
    'names no CVE that is none (%j)',
    async (cve) => {
      const { found } = await match(feedOf(entry(1, { cve })), shop);
      expect(found.map((one) => 'cve' in one)).toEqual([false]);
    },
  );

  test('cuts a title short', async () => {
    const { found } = await match(feedOf(entry(1, { title: 'x'.repeat(4_000) })), shop);
    expect(found[0]?.title).toHaveLength(300);
  });

  test.each([null, undefined])('may know nothing that mends it (%j)', async (patched_versions) => {
    const { found } = await match(feedOf(entry(1, { software: [software({ patched_versions })] })), shop);
    expect(found.map(({ patchedVersions }) => patchedVersions)).toEqual([[]]);
  });

  describe('is never half an answer: refuses', () => {
    test.each<[string, object]>([
      ['no software', { software: [], more: { slug: 'woocommerce' } }],
      ['software without a type', { software: [software({ type: undefined })] }],
      ['a range without an end', { software: [software({ affected_versions: { a: { from_version: '*' } } })] }],
      ['a range of numbers', { software: [software({ affected_versions: { a: { from_version: 1 } } })] }],
      ['ranges that are a text', { software: [software({ affected_versions: '*' })] }],
      [
        'a range that may include or not',
        { software: [software({ affected_versions: { a: { ...range, to_inclusive: 'yes' } } })] },
      ],
      ['a score that is none', { cvss: { score: 11 } }],
      ['a score below none', { cvss: { score: -1 } }],
      ['a score as text', { cvss: { score: '9.8' } }],
      ['no title', { title: undefined }],
      ['another entry’s id', { id: idOf(7) }],
      ['no id', { id: undefined }],
      ['informational as text', { informational: 'no' }],
    ])('%s', async (_, over) => {
      const feed = `{"${idOf(1)}":${JSON.stringify(entry(1, over))}}`;
      await expect(match(feed, shop)).rejects.toThrow(`entry ${idOf(1)} of the feed is not of the shape that is known`);
    });

    test('an entry of its own that is no JSON, without showing it', async () => {
      const feed = feedOf(entry(1)).replace('"informational":false', '"informational":secret');
      const error: unknown = await match(feed, shop).catch((thrown: unknown) => thrown);
      expect((error as Error).message).toBe(`entry ${idOf(1)} of the feed is no JSON`);
      expect((error as Error).cause).toBeUndefined();
    });

    test('an entry of its own that is no UTF-8', async () => {
      const feed = Buffer.from(feedOf(entry(1)));
      feed[feed.indexOf('Something')] = 0xff;
      await expect(match(feed, shop)).rejects.toThrow('is no JSON');
    });

    test('a feed that is cut', async () => {
      await expect(match(feedOf(entry(1), entry(2)).slice(0, -1), shop)).rejects.toThrow('the feed is cut');
    });

    test('a feed whose source breaks off', async () => {
      async function* broken() {
        yield* inChunks(feedOf(entry(1)).slice(0, 100));
        throw new Error('connection lost');
      }
      await expect(matchFeed(broken(), [shop], 'a-feed')).rejects.toThrow('connection lost');
    });
  });

  test('passes what is odd about what nobody here runs', async () => {
    const odd = entry(2, { software: [software({ slug: 'other', affected_versions: 'odd' })] });
    expect(await match(feedOf(entry(1), odd), shop)).toMatchObject({ entries: 2, found: [{ id: idOf(1) }] });
  });
});

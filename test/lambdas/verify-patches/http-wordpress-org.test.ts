import { HttpWordPressOrg } from '../../../lambdas/verify-patches/http-wordpress-org';
import { loopbackHttp } from '../shared/http/reading';
import { Web, type Handler } from '../shared/http/web';

const web = new Web();
afterEach(async () => {
  await web.close();
});

/** A wordpress.org where each address answers as told, and all others with 404. */
async function wordpressOrg(answers: Readonly<Record<string, unknown>>, status = 200) {
  const handler: Handler = ({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://wordpress.test');
    const slug = searchParams.get('request[slug]');
    const key = slug === null ? pathname : `${searchParams.get('action') ?? ''} ${slug}`;
    const answer = answers[key];
    response.writeHead(answer === undefined ? 404 : status, { 'Content-Type': 'application/json' });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? { error: 'Plugin not found.' }));
  };
  const { origin, hits } = await web.http(handler);
  return { org: new HttpWordPressOrg(loopbackHttp(), { api: origin, downloads: origin }), hits };
}

describe('core', () => {
  const releases = {
    '0.71': 'insecure',
    '6.7.1': 'insecure',
    '6.7.2': '',
    '6.8': 'insecure',
    '6.8.2': 'insecure',
    '6.8.10': 'outdated',
    '6.8.9': 'outdated',
    '6.9': 'latest',
  };
  const core = async (version: string, answer: unknown = releases) =>
    (await wordpressOrg({ '/core/stable-check/1.0/': answer })).org.core(version);

  test.each([
    ['6.9', { newest: '6.9', newestOfBranch: '6.9', status: 'latest' }],
    ['6.8.9', { newest: '6.9', newestOfBranch: '6.8.10', status: 'outdated' }],
    ['6.8', { newest: '6.9', newestOfBranch: '6.8.10', status: 'insecure' }],
    ['6.7.2', { newest: '6.9', newestOfBranch: '6.7.2', status: 'outdated' }],
  ])('%s is told apart from what is newest', async (version, expected) => {
    await expect(core(version)).resolves.toEqual(expected);
  });

  test.each(['6.8.3', '7.0-beta1', 'toString', '__proto__', ''])('of version %p nothing is known', async (version) => {
    await expect(core(version)).rejects.toThrow('does not know the release');
  });

  test.each([
    ['no newest release', { '6.8': 'outdated' }],
    ['two newest releases', { '6.8': 'latest', '6.9': 'latest' }],
    ['another word', { '6.8': 'fine', '6.9': 'latest' }],
    ['no list', ['6.8']],
    ['nothing', null],
  ])('an answer with %s is refused', async (__, answer) => {
    await expect(core('6.8', answer)).rejects.toThrow(Error);
  });
});

describe('a plugin', () => {
  const plugin = async (answer: unknown, status = 200) =>
    (await wordpressOrg({ 'plugin_information akismet': answer }, status)).org.plugin('akismet');
  const listed = {
    name: 'Akismet',
    slug: 'akismet',
    version: '5.3',
    last_updated: '2026-03-04 6:24pm GMT',
    sections: {},
  };

  test('that is listed has a newest version and a time of its last update', async () => {
    await expect(plugin(listed)).resolves.toEqual({
      state: 'listed',
      newest: '5.3',
      lastUpdated: new Date('2026-03-04T18:24:00Z'),
    });
  });

  test.each([
    ['12:05am', '00:05'],
    ['12:05pm', '12:05'],
    ['1:00am', '01:00'],
    ['11:59pm', '23:59'],
  ])('updated at %s was updated at %s', async (words, digits) => {
    await expect(plugin({ ...listed, last_updated: `2026-03-04 ${words} GMT` })).resolves.toMatchObject({
      lastUpdated: new Date(`2026-03-04T${digits}:00Z`),
    });
  });

  test.each(['yesterday', '2026-03-04', '2026-03-04 6:24pm', '2026-13-04 6:24pm GMT', ''])(
    'updated at %p is an error',
    async (last_updated) => {
      await expect(plugin({ ...listed, last_updated })).rejects.toThrow('a time that cannot be read');
    },
  );

  const closed = { error: 'closed', name: 'Akismet', slug: 'akismet', closed: true, closed_date: '2025-09-03' };

  test.each([200, 404])('that is closed says since when and why, with status %d', async (status) => {
    await expect(plugin({ ...closed, reason_text: 'Security Issue' }, status)).resolves.toEqual({
      state: 'closed',
      since: new Date('2025-09-03T00:00:00Z'),
      reason: 'Security Issue',
    });
  });

  test.each([
    ['keeps its reason to itself', { reason_text: false }],
    ['has no reason', { reason_text: null }],
    ['says nothing of one', {}],
  ])('that is closed may be one that %s', async (__, more) => {
    await expect(plugin({ ...closed, ...more })).resolves.toEqual({
      state: 'closed',
      since: new Date('2025-09-03T00:00:00Z'),
    });
  });

  test.each(['once', 'in 2025', '', false])('that is closed since %p is closed', async (closed_date) => {
    await expect(plugin({ ...closed, closed_date })).resolves.toEqual({ state: 'closed' });
  });

  test.each([200, 404])('that nobody knows is unknown, with status %d', async (status) => {
    await expect(plugin({ error: 'Plugin not found.' }, status)).resolves.toEqual({ state: 'unknown' });
  });

  test('with a slug that cannot be one is unknown without a question', async () => {
    const { org, hits } = await wordpressOrg({});

    await expect(org.plugin('../../themes/info')).resolves.toEqual({ state: 'unknown' });
    expect(hits).toEqual([]);
  });

  test('is asked for by its slug and nothing else', async () => {
    const { org, hits } = await wordpressOrg({ 'plugin_information a_b.c+d e': { ...listed, slug: 'A_b.c+d e' } });

    await expect(org.plugin('a_b.c+d e')).resolves.toMatchObject({ state: 'listed' });
    expect(hits).toEqual([expect.stringContaining('request%5Bslug%5D=a_b.c%2Bd+e&')]);
  });

  test.each([
    ['another plugin', { ...listed, slug: 'hello-dolly' }, 200],
    ['a plugin that is and is not', listed, 404],
    ['a refusal of another kind', { error: 'Too many requests.' }, 200],
    ['no version', { ...listed, version: '' }, 200],
    ['a version without end', { ...listed, version: '1'.repeat(101) }, 200],
    ['false', false, 200],
    ['a page', '<html>welcome</html>', 200],
    ['half of its answer', JSON.stringify(listed).slice(0, -5), 200],
    ['a page of status 404', '<html>not found</html>', 404],
    ['an error of its server', listed, 403],
  ])('is an error when wordpress.org gives %s', async (__, answer, status) => {
    await expect(plugin(answer, status)).rejects.toThrow(Error);
  });

  test('that cannot be asked for is an error', async () => {
    const { origin } = await web.http(({ socket }) => socket.destroy());
    const org = new HttpWordPressOrg(loopbackHttp(), { api: origin, downloads: origin });

    await expect(org.plugin('akismet')).rejects.toMatchObject({ kind: 'connection' });
  });
});

describe('a theme', () => {
  const theme = async (answer: unknown, status = 200) =>
    (await wordpressOrg({ 'theme_information twentyten': answer }, status)).org.theme('twentyten');
  const listed = {
    slug: 'twentyten',
    version: '4.3',
    last_updated: '2026-03-04',
    last_updated_time: '2026-03-04 18:24:00',
  };

  test('that is listed has a newest version and a time of its last update', async () => {
    await expect(theme(listed)).resolves.toEqual({
      state: 'listed',
      newest: '4.3',
      lastUpdated: new Date('2026-03-04T18:24:00Z'),
    });
  });

  test('may tell the day only', async () => {
    await expect(theme({ ...listed, last_updated_time: undefined })).resolves.toMatchObject({
      lastUpdated: new Date('2026-03-04T00:00:00Z'),
    });
  });

  test.each(['2026-03-04 6:24pm GMT', '2026-03-04 25:00:00', '04.03.2026'])('of %p is an error', async (time) => {
    await expect(theme({ ...listed, last_updated_time: time })).rejects.toThrow('a time that cannot be read');
  });

  test('that nobody knows is unknown', async () => {
    await expect(theme({ error: 'Theme not found' }, 404)).resolves.toEqual({ state: 'unknown' });
  });

  test('that is closed is closed', async () => {
    await expect(theme({ error: 'closed' })).resolves.toEqual({ state: 'closed' });
  });

  test('that is another is an error', async () => {
    await expect(theme({ ...listed, slug: 'twentyeleven' })).rejects.toThrow('of another theme');
  });
});

describe('checksums', () => {
  const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
  const other = '0cc175b9c0f1b6a831c399e269772661';

  test('of core are asked for by version and language', async () => {
    const { org, hits } = await wordpressOrg({ '/core/checksums/1.0/': { checksums: { 'wp-load.php': md5 } } });

    await expect(org.coreChecksums('6.8.3', 'de_DE')).resolves.toEqual({ 'wp-load.php': [md5] });
    expect(hits).toEqual(['GET /core/checksums/1.0/?version=6.8.3&locale=de_DE']);
  });

  test('of core may not exist', async () => {
    const { org } = await wordpressOrg({ '/core/checksums/1.0/': { checksums: false } });

    await expect(org.coreChecksums('6.8.3', 'xx')).resolves.toBeUndefined();
  });

  test.each([
    ['no checksums', {}],
    ['a checksum that is none', { checksums: { 'wp-load.php': 'abc' } }],
    ['checksums by version', { checksums: { '6.8.3': { 'wp-load.php': md5 } } }],
    ['true', { checksums: true }],
  ])('of core are an error when they are %s', async (__, answer) => {
    const { org } = await wordpressOrg({ '/core/checksums/1.0/': answer });

    await expect(org.coreChecksums('6.8.3', 'en_US')).rejects.toThrow('in another shape');
  });

  test('of core that are nowhere are an error: they are always somewhere', async () => {
    await expect((await wordpressOrg({})).org.coreChecksums('6.8.3', 'en_US')).rejects.toMatchObject({ status: 404 });
  });

  test('of a plugin may be several for a file', async () => {
    const files = { 'a.php': { md5, sha256: 'x' }, 'readme.txt': { md5: [md5, other], sha256: ['x', 'y'] } };
    const { org } = await wordpressOrg({ '/plugin-checksums/akismet/5.3.json': { plugin: 'akismet', files } });

    await expect(org.pluginChecksums('akismet', '5.3')).resolves.toEqual({
      'a.php': [md5],
      'readme.txt': [md5, other],
    });
  });

  test('of a plugin that is not from wordpress.org do not exist', async () => {
    await expect((await wordpressOrg({})).org.pluginChecksums('bought', '1.0')).resolves.toBeUndefined();
  });

  test.each([
    ['../akismet', '5.3'],
    ['..', '5.3'],
    ['akismet', '../../other/1.0'],
    ['akismet', '..'],
    ['akismet', ''],
    ['', '1.0'],
  ])('of %p in version %p do not exist, and are not asked for', async (slug, version) => {
    const { org, hits } = await wordpressOrg({});

    await expect(org.pluginChecksums(slug, version)).resolves.toBeUndefined();
    expect(hits).toEqual([]);
  });

  test.each([
    ['of another shape', { files: { 'a.php': { md5: 'abc' } } }, 200],
    ['of no file at all', { files: { 'a.php': { md5: [] } } }, 200],
    ['without files', {}, 200],
    ['forbidden', { files: {} }, 403],
  ])('of a plugin are an error when they are %s', async (__, answer, status) => {
    const { org } = await wordpressOrg({ '/plugin-checksums/akismet/5.3.json': answer }, status);

    await expect(org.pluginChecksums('akismet', '5.3')).rejects.toThrow(Error);
  });
});

test('asks wordpress.org itself, by slugs, which are in lower case whatever a folder is called', async () => {
  const asked: string[] = [];
  const org = new HttpWordPressOrg({
    read: ({ url }) => {
      asked.push(url);
      return Promise.reject(new Error('offline'));
    },
  });

  await Promise.allSettled([org.core('6.9'), org.pluginChecksums('Akismet', '5.3'), org.plugin('Akismet')]);

  expect(asked).toEqual([
    'https://api.wordpress.org/core/stable-check/1.0/',
    'https://downloads.wordpress.org/plugin-checksums/akismet/5.3.json',
    expect.stringMatching(/^https:\/\/api\.wordpress\.org\/plugins\/info\/.*slug%5D=akismet&/),
  ]);
});

import type { KnownVulnerability } from '../../../lambdas/shared/vulnerabilities/vulnerability';
import { oddOnes, prove, resultOf, seenBy } from './findings';
import { aVulnerability, daysAgo, hoursAgo, World } from './world';

function aWorldWith(...found: KnownVulnerability[]): World {
  const world = new World();
  world.source(0).found.push(...found);
  return world;
}

describe('known vulnerabilities', () => {
  test.each<[string, Partial<KnownVulnerability>, string]>([
    ['a critical one of 7 days', { severity: 'critical', published: daysAgo(7) }, 'pass'],
    ['a critical one of more', { severity: 'critical', published: hoursAgo(7 * 24 + 1) }, 'fail'],
    ['a high one of 30 days', { severity: 'high', published: daysAgo(30) }, 'pass'],
    ['a high one of more', { severity: 'high', published: hoursAgo(30 * 24 + 1) }, 'fail'],
    ['a medium one of more', { severity: 'medium', published: daysAgo(31) }, 'fail'],
    ['a low one of more', { severity: 'low', published: daysAgo(31) }, 'fail'],
    ['a low one of 30 days', { severity: 'low', published: daysAgo(30) }, 'pass'],
    ['one that nobody rated, of 7 days', { severity: 'unrated', published: daysAgo(7) }, 'pass'],
    ['one that nobody rated, of more', { severity: 'unrated', published: daysAgo(8) }, 'fail'],
    ['one without a patch', { severity: 'critical', published: daysAgo(8), patchedVersions: [] }, 'fail'],
    ['one that nobody says since when it is known', { severity: 'low', published: undefined }, 'fail'],
  ])('%s', async (_, change, verdict) => {
    expect((await seenBy(aWorldWith(aVulnerability(change)), 'vulnerabilities'))[0]).toBe(verdict);
  });

  test('the deadline of critical ones is the store file’s', async () => {
    const world = aWorldWith(aVulnerability({ published: daysAgo(3) }));
    world.expected.criticalDays = 2;
    expect((await seenBy(world, 'vulnerabilities'))[0]).toBe('fail');
  });

  test('a day to come gives nobody more time: it is due at once', async () => {
    const world = aWorldWith(aVulnerability({ published: new Date('2027-11-25T10:00:00Z') }));
    const [verdict, observed] = await seenBy(world, 'vulnerabilities');
    expect([verdict, observed]).toEqual(['fail', expect.stringContaining('due at once')]);
  });

  test('names what is due, and what is still within its time with its date, soonest first', async () => {
    const evidence = await prove(
      aWorldWith(
        aVulnerability({ id: 'later', cve: undefined, severity: 'high', published: daysAgo(1) }),
        aVulnerability({ id: 'sooner', cve: undefined, published: daysAgo(1) }),
        aVulnerability({ cve: 'CVE-2026-2222', published: daysAgo(20), patchedVersions: [], title: 'x'.repeat(999) }),
      ),
    );
    const { observed } = resultOf(evidence, 'vulnerabilities');
    expect(observed).toBe(
      `woocommerce 9.4.1: critical CVE-2026-2222, due 2026-11-12, no patch yet (${'x'.repeat(80)}); ` +
        'within their time: woocommerce 9.4.1: critical sooner, due 2026-12-01, patched in 9.4.2 (SQL injection); ' +
        'woocommerce 9.4.1: high later, due 2026-12-24, patched in 9.4.2 (SQL injection); ' +
        'wordfence of 2026-11-25, which knows 30000',
    );
    expect(evidence.measures).toMatchObject({ knownVulnerabilities: 3, overdueVulnerabilities: 1 });
  });

  test('says of one without a date that it is due at once', async () => {
    const [, observed] = await seenBy(aWorldWith(aVulnerability({ published: undefined })), 'vulnerabilities');
    expect(observed).toContain('due at once, nobody says since when it is known');
  });

  test('asks about all that runs anywhere, each version once', async () => {
    const world = new World();
    world.inventory('i-2').shop.themes.push({ slug: 'old', name: 'Old', version: '1', active: false, files: {} });
    await prove(world);
    expect(world.source(0).asked).toEqual([
      [
        { type: 'core', slug: 'wordpress', version: '6.8.3' },
        { type: 'plugin', slug: 'woocommerce', version: '9.4.1' },
        { type: 'plugin', slug: 'till-pro', version: '2.0' },
        { type: 'theme', slug: 'storefront', version: '4.6' },
        { type: 'theme', slug: 'old', version: '1' },
      ],
    ]);
    expect(world.source(1).asked).toEqual(world.source(0).asked);
  });
});

describe('sources', () => {
  test.each([
    ['older than 48 hours', hoursAgo(48.1), 'wordfence is older than 48 hours'],
    ['of a time to come', hoursAgo(-1), 'wordfence says it is of a time to come'],
    ['without a date', new Date(NaN), 'wordfence says it is of a time to come'],
  ])('one that is %s proves nothing', async (_, asOf, fault) => {
    const world = new World();
    world.source(0).asOf = asOf;
    expect(await seenBy(world, 'vulnerabilities')).toEqual(['error', `unknown: ${fault}`]);
  });

  test('one of 48 hours, or of a clock that is a little ahead, does', async () => {
    const world = new World();
    world.source(0).asOf = hoursAgo(48);
    world.source(1).asOf = hoursAgo(-0.2);
    expect(oddOnes(await prove(world))).toEqual({});
  });

  test('a feed that knows nothing proves nothing', async () => {
    const world = new World();
    world.source(0).known = 0;
    expect(await seenBy(world, 'vulnerabilities')).toEqual(['error', 'unknown: wordfence knows nothing']);
  });

  test('a source that is asked by name may know nothing of them', async () => {
    const world = new World();
    world.source(1).known = 0;
    expect(oddOnes(await prove(world))).toEqual({});
  });

  test('what only the second knows is a finding', async () => {
    const world = new World();
    world.source(1).found.push(aVulnerability({ published: daysAgo(8) }));
    expect((await seenBy(world, 'vulnerabilities-second-source'))[0]).toBe('fail');
  });

  test('the second is not run where the store file names none', async () => {
    const world = new World();
    world.expected.secondSource = 'none';
    world.sources.pop();
    const seen = await seenBy(world, 'vulnerabilities-second-source');
    expect(seen).toEqual(['not-run', 'not run, because the store file names none']);
  });

  test('one that should be there and is not is an error', async () => {
    const world = new World();
    world.sources.pop();
    const seen = await seenBy(world, 'vulnerabilities-second-source');
    expect(seen).toEqual(['error', 'unknown: there is no such source']);
  });
});

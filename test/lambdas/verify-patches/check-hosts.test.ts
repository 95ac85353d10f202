import { oddOnes, prove, resultOf, seenBy } from './findings';
import { daysAgo, World } from './world';

/** One host on an image of that age, while the newest has another. */
function withImages(world: World, newestDays: number, oldDays: number): void {
  world.newest.createdAt = daysAgo(newestDays);
  world.images.set('ami-old', { imageId: 'ami-old', createdAt: daysAgo(oldDays), name: 'old' });
  for (const host of world.hosts.slice(1)) host.imageId = 'ami-old';
}

describe('the age of images', () => {
  test('passes on the newest image however old that is', async () => {
    const world = new World();
    world.newest.createdAt = daysAgo(300);
    expect(await seenBy(world, 'image-age')).toEqual([
      'pass',
      'on each of 2; newest: al2023-ami-2023.9.20261110 of 2026-01-29',
    ]);
  });

  test.each([
    ['30 days older than the newest', 20, 50, 'pass'],
    ['31 days older than the newest', 1, 32, 'fail'],
    ['replaced 30 days ago', 30, 31, 'pass'],
    ['replaced 31 days ago', 31, 32, 'fail'],
    ['newer than what AWS calls the newest', 20, 5, 'pass'],
  ])('without old evidence: an image %s', async (_, newest, old, verdict) => {
    const world = new World();
    withImages(world, newest, old);
    expect((await seenBy(world, 'image-age'))[0]).toBe(verdict);
  });

  const newestOf = (days: number) => ({ newestImage: 'ami-then', newestImageCreatedAt: daysAgo(days).toISOString() });

  test.each([
    ['the day after AWS paused for 99 days', 1, 100, 31, newestOf(100), 'pass'],
    ['behind what was newest 31 days ago', 1, 40, 31, newestOf(39), 'fail'],
    ['little older than the newest, and behind what was newest 31 days ago', 10, 40, 31, newestOf(32), 'fail'],
    ['newer than what was newest 31 days ago', 1, 40, 31, newestOf(41), 'pass'],
    ['behind what was newest 29 days ago', 20, 50, 29, newestOf(29.5), 'pass'],
    ['replaced 31 days ago, though evidence is older', 31, 60, 80, newestOf(90), 'fail'],
    ['replaced 30 days ago, and newest 31 days ago', 30, 60, 31, newestOf(60), 'pass'],
  ])('with evidence of then: an image %s', async (_, newest, old, days, subject, verdict) => {
    const world = new World();
    withImages(world, newest, old);
    world.remember(days, subject);
    expect((await seenBy(world, 'image-age'))[0]).toBe(verdict);
  });

  test('a moment decides whether what was newest then is newer', async () => {
    const world = new World();
    withImages(world, 1, 40);
    world.remember(31, { newestImageCreatedAt: new Date(daysAgo(40).getTime() + 1).toISOString() });
    expect(await seenBy(world, 'image-age')).toEqual([
      'fail',
      expect.stringMatching(
        /^i-2 runs an image 39 days older .* out for 1 days; one of 2026-10-16 was out 30 days ago already; newest: /,
      ),
    ]);
  });

  test('does not mind old evidence on the newest image', async () => {
    const world = new World();
    world.remember(31, newestOf(5));
    expect((await seenBy(world, 'image-age'))[0]).toBe('pass');
  });

  test.each([
    ['says nothing of when', { newestImage: 'ami-then' }],
    ['says what is no instant', { newestImage: 'ami-then', newestImageCreatedAt: '2026-10-99' }],
  ])('where evidence %s, the distance to the newest decides', async (_, subject) => {
    for (const [old, verdict] of [
      [31, 'pass'],
      [32, 'fail'],
    ] as const) {
      const world = new World();
      withImages(world, 1, old);
      world.remember(31, subject);
      expect((await seenBy(world, 'image-age'))[0]).toBe(verdict);
    }
  });

  test('remembers the newest, and when it was created', async () => {
    expect((await prove(new World())).subject).toMatchObject({
      newestImage: 'ami-new',
      newestImageCreatedAt: '2026-11-15T10:00:00.000Z',
    });
  });

  test('is not forgotten by a run that could not ask', async () => {
    const world = new World();
    world.failing.set('fleet.newestImage', new Error('down'));
    const { subject } = await prove(world);
    expect(subject).toMatchObject({ 'not found out images': 'yes' });
    expect(subject).not.toHaveProperty('newestImage');
    expect((await prove(new World())).subject).not.toHaveProperty('not found out images');
    const later = new World();
    withImages(later, 1, 25);
    later.remember(32, newestOf(24));
    later.remember(31, { 'not found out images': 'yes' });
    expect((await seenBy(later, 'image-age'))[0]).toBe('fail');
  });

  test.each([
    ['is unknown', 30, 'error', 'unknown: since when an image newer than that of i-2 is out; newest: '],
    ['fails on what the newest says alone', 31, 'fail', 'i-2 runs an image 9 days older than the newest'],
  ])('%s when evidence cannot be read', async (_, newest, verdict, observed) => {
    const world = new World();
    withImages(world, newest, 40);
    world.failing.set('evidence.newest', new Error('denied'));
    expect(await seenBy(world, 'image-age')).toEqual([verdict, expect.stringContaining(observed)]);
  });

  test('names the host, and how far behind it is', async () => {
    const world = new World();
    withImages(world, 3, 48);
    const [, observed] = await seenBy(world, 'image-age');
    expect(observed).toContain('i-2 runs an image 45 days older than the newest, which is out for 3 days');
    expect(observed).not.toContain('i-1');
  });

  test('an image that is gone cannot be put back', async () => {
    const world = new World();
    for (const host of world.hosts.slice(1)) host.imageId = 'ami-gone';
    const [verdict, observed] = await seenBy(world, 'image-age');
    expect([verdict, observed]).toEqual(['fail', expect.stringContaining('i-2 runs an image that is gone')]);
  });

  test('does not mind hosts that are on their way in or out', async () => {
    const world = new World();
    world.hosts.push({ instanceId: 'i-3', imageId: 'ami-gone', launchedAt: daysAgo(90), inService: false });
    const evidence = await prove(world);
    expect(oddOnes(evidence)).toEqual({});
    expect(evidence.measures.hosts).toBe(2);
    expect(world.asked).not.toContain('inventories.take i-3');
  });
});

describe('releases of Amazon Linux', () => {
  test.each([
    ['a newer one of 30 days ago', ['2023.9.20261027'], 'pass'],
    ['one of 30 days ago, and older ones after it in the list', ['2023.9.20261120', '2023.9.20261001'], 'fail'],
    ['a newer one of 33 days ago', ['2023.9.20261023'], 'fail'],
    ['a newer one as an image names it', ['2023.9.20261001.0'], 'fail'],
    ['an answer that is no release', ['2023.9.20261120', 'Error: no network'], 'error'],
    ['a date that is none', ['2023.9.20261399'], 'error'],
  ])('%s', async (_, newerReleases, verdict) => {
    const world = new World();
    world.everywhere(({ system }) => {
      system.newerReleases = newerReleases;
    });
    expect((await seenBy(world, 'amazon-linux-release'))[0]).toBe(verdict);
  });

  test('says since when one is out', async () => {
    const world = new World();
    world.everywhere(({ system }) => {
      system.newerReleases = ['2023.9.20261001', '2023.9.20261110'];
    });
    const [, observed] = await seenBy(world, 'amazon-linux-release');
    expect(observed).toContain('i-1 runs 2023.9.20261110; a newer release is out since 2026-10-01');
    expect(observed).toContain('i-2 runs');
  });

  test('a host that could not ask proves nothing', async () => {
    const world = new World();
    delete world.inventory('i-2').system.newerReleases;
    expect(await seenBy(world, 'amazon-linux-release')).toEqual([
      'error',
      'unknown: i-2 does not say which releases are newer',
    ]);
  });
});

describe('the kernel', () => {
  test('fails while an older one than the installed runs', async () => {
    const world = new World();
    world.everywhere(({ system }) => {
      system.runningKernel = '6.1.1';
    });
    expect(await seenBy(world, 'running-kernel')).toEqual([
      'fail',
      'i-1 runs 6.1.1, installed is 6.12.58; i-2 runs 6.1.1, installed is 6.12.58',
    ]);
  });

  test('fails when a reboot is needed', async () => {
    const world = new World();
    world.inventory('i-2').system.rebootNeeded = true;
    expect(await seenBy(world, 'running-kernel')).toEqual(['fail', 'i-2 needs a reboot']);
  });

  test('is unknown when the host names none', async () => {
    const world = new World();
    world.everywhere(({ system }) => Object.assign(system, { runningKernel: '', installedKernel: '' }));
    expect((await seenBy(world, 'running-kernel'))[0]).toBe('error');
  });

  test('is unknown when the host does not say whether it needs a reboot', async () => {
    const world = new World();
    delete world.inventory('i-2').system.rebootNeeded;
    const seen = await seenBy(world, 'running-kernel');
    expect(seen).toEqual(['error', 'unknown: i-2 does not say whether it needs a reboot']);
  });
});

describe('patch states', () => {
  const withState = (change: object) => {
    const world = new World();
    for (const host of world.hosts.slice(1)) {
      host.patchState = { missing: 0, failed: 0, scannedAt: daysAgo(1), ...change };
    }
    return seenBy(world, 'patch-states');
  };

  test.each([
    ['a missing patch', { missing: 1 }, 'fail', 'i-2: 1 missing, 0 failed'],
    ['a failed patch', { failed: 2 }, 'fail', 'i-2: 0 missing, 2 failed'],
    ['a missing patch of an old scan', { missing: 1, scannedAt: daysAgo(99) }, 'fail', 'i-2: 1 missing, 0 failed'],
    [
      'a scan of 8 days ago',
      { scannedAt: daysAgo(8) },
      'not-run',
      /^not run, because .* no recent scan of 1 of 2 hosts$/,
    ],
    ['a scan of tomorrow', { scannedAt: daysAgo(-1) }, 'not-run', /no recent scan/],
    ['a scan of 7 days ago', { scannedAt: daysAgo(7) }, 'pass', '0 missing, 0 failed on each of 2'],
  ])('%s', async (_, change, verdict, observed) => {
    expect(await withState(change)).toEqual([verdict, expect.stringMatching(observed)]);
  });

  test('what Patch Manager does not know is not run, and never proves anything', async () => {
    const world = new World();
    for (const host of world.hosts) delete host.patchState;
    const evidence = await prove(world);
    expect(resultOf(evidence, 'patch-states').verdict).toBe('not-run');
    expect(evidence.verdict).toBe('pass');
  });
});

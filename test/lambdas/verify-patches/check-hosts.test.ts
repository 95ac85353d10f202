import { oddOnes, prove, resultOf, seenBy } from './findings';
import { daysAgo, World } from './world';

/** Every host on an image of that age, while the newest has another. */
function withImages(world: World, newestDays: number, oldDays: number): void {
  world.newest.createdAt = daysAgo(newestDays);
  world.images.set('ami-old', { imageId: 'ami-old', createdAt: daysAgo(oldDays), name: 'old' });
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
  ])('an image %s', async (_, newest, old, verdict) => {
    const world = new World();
    withImages(world, newest, old);
    for (const host of world.hosts.slice(1)) host.imageId = 'ami-old';
    expect((await seenBy(world, 'image-age'))[0]).toBe(verdict);
  });

  test('names the host, and how far behind it is', async () => {
    const world = new World();
    withImages(world, 3, 48);
    for (const host of world.hosts.slice(1)) host.imageId = 'ami-old';
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

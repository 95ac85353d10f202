import { oddOnes, prove, resultOf, seenBy } from './findings';
import type { anInventory } from './world';
import { hoursAgo, md5, now, World } from './world';

describe('the inventory', () => {
  test('of another host is no answer', async () => {
    const world = new World();
    world.inventory('i-2').instanceId = 'i-9';
    expect(await seenBy(world, 'inventory')).toEqual(['fail', 'i-2 answered for i-9']);
  });

  test.each([
    ['of an hour ago', hoursAgo(1), 'fail'],
    ['of an hour to come', hoursAgo(-1), 'fail'],
    ['of a clock that is 14 minutes behind', new Date(now.getTime() - 14 * 60_000), 'pass'],
    ['of a clock that is 14 minutes ahead', new Date(now.getTime() + 14 * 60_000), 'pass'],
  ])('%s', async (_, takenAt, verdict) => {
    const world = new World();
    world.inventory('i-2').takenAt = takenAt.toISOString();
    expect((await seenBy(world, 'inventory'))[0]).toBe(verdict);
  });

  test('of a host without a release is a finding', async () => {
    const world = new World();
    Reflect.deleteProperty(world.inventory('i-2'), 'shop');
    const evidence = await prove(world);
    expect(resultOf(evidence, 'inventory')).toMatchObject({ verdict: 'fail', observed: 'i-2 runs no release' });
    expect(oddOnes(evidence)).toEqual({ inventory: 'fail', 'fleet-alike': 'fail' });
    expect(resultOf(evidence, 'fleet-alike').observed).toBe('i-2 has other release than i-1');
  });

  test('where no host has a release nothing of WordPress is proven', async () => {
    const world = new World();
    world.everywhere((inventory) => Reflect.deleteProperty(inventory, 'shop'));
    const evidence = await prove(world);
    expect(evidence.verdict).toBe('fail');
    expect(oddOnes(evidence)).toMatchObject({
      inventory: 'fail',
      'plugins-declared': 'not-run',
      languages: 'not-run',
      'core-checksums': 'not-run',
      'plugin-checksums': 'not-run',
      'core-version': 'not-run',
      'plugin-versions': 'not-run',
      vulnerabilities: 'not-run',
      'vulnerabilities-second-source': 'not-run',
    });
  });
});

describe('a fleet that is alike', () => {
  type Change = (inventory: ReturnType<typeof anInventory>) => unknown;
  const after = (change: Change) => {
    const world = new World();
    change(world.inventory('i-2'));
    return prove(world).then((evidence) => resultOf(evidence, 'fleet-alike'));
  };

  test.each<[string, Change]>([
    ['system', ({ system }) => (system.release = '2023.9.20261101')],
    ['kernel', ({ system }) => (system.runningKernel = '6.12.57')],
    ['packages', ({ system }) => (system.packages = [{ name: 'nginx', version: '1.26.0' }])],
    ['release', ({ shop }) => (shop.release = 'cd34')],
    ['WordPress', ({ shop }) => (shop.core.version = '6.8.2')],
    ['WordPress', ({ shop }) => (shop.core.locale = 'de_DE')],
    [
      'plugins',
      ({ shop }) => {
        shop.plugins.forEach((plugin) => (plugin.active = false));
      },
    ],
    [
      'plugins',
      ({ shop }) => {
        shop.plugins.forEach((plugin) => (plugin.version = '1.0'));
      },
    ],
    [
      'plugins',
      ({ shop }) => {
        shop.mustUsePlugins.forEach((plugin) => (plugin.version = '0'));
      },
    ],
    [
      'themes',
      ({ shop }) => {
        shop.themes.forEach((theme) => (theme.version = '4.5'));
      },
    ],
    [
      'themes',
      ({ shop }) => {
        shop.themes.forEach((theme) => (theme.active = false));
      },
    ],
    ['languages', ({ shop }) => shop.languages.push('fr_FR')],
    ['files', ({ shop }) => (shop.core.files = { ...shop.core.files, 'wp-config.php': md5('evil') })],
    [
      'files',
      ({ shop }) => {
        shop.plugins.forEach((one) => (one.files = { ...one.files, 'readme.txt': md5('x') }));
      },
    ],
    [
      'files',
      ({ shop }) => {
        shop.mustUsePlugins.forEach((one) => (one.files = { 'storefort.php': md5('evil') }));
      },
    ],
    [
      'files',
      ({ shop }) => {
        shop.themes.forEach((one) => (one.files = { 'a.php': md5('evil') }));
      },
    ],
  ])('finds other %s', async (aspect, change) => {
    const { verdict, observed } = await after(change);
    expect([verdict, observed]).toEqual(['fail', `i-2 has other ${aspect} than i-1`]);
  });

  test('does not mind in which order they are told', async () => {
    const world = new World();
    const { shop, system } = world.inventory('i-2');
    world.everywhere((one) => one.system.packages.push({ name: 'php', version: '8.4' }));
    system.packages.reverse();
    shop.plugins.reverse();
    shop.core.files = Object.fromEntries(Object.entries(shop.core.files).reverse());
    expect(oddOnes(await prove(world))).toEqual({});
  });

  test('one host is alike', async () => {
    const world = new World();
    world.hosts.pop();
    expect(await seenBy(world, 'fleet-alike')).toEqual(['pass', '1 alike']);
  });
});

describe('plugins as the store file names them', () => {
  const after = async (change: (inventory: ReturnType<typeof anInventory>) => unknown) => {
    const world = new World();
    world.everywhere(change);
    const { verdict, observed } = resultOf(await prove(world), 'plugins-declared');
    return [verdict, observed];
  };
  const stranger = { slug: 'hello', name: 'Hello Dolly', version: '1.7.2', active: false, files: {} };

  test('a stranger is a finding, even one that is not active', async () => {
    expect(await after(({ shop }) => shop.plugins.push(stranger))).toEqual([
      'fail',
      'hello 1.7.2 is not in the store file',
    ]);
  });

  test('a must-use stranger is a finding', async () => {
    expect(await after(({ shop }) => shop.mustUsePlugins.push(stranger))).toEqual([
      'fail',
      'hello 1.7.2 is not in the store file',
    ]);
  });

  test('a plugin of the store file does not pass as a must-use one', async () => {
    const till = { slug: 'till-pro', name: 'Till', version: '2.0', files: {} };
    const seen = await after(({ shop }) => shop.mustUsePlugins.push(till));
    expect(seen).toEqual(['fail', 'till-pro 2.0 is not in the store file']);
  });

  test('a missing one is a finding', async () => {
    const seen = await after(({ shop }) => shop.plugins.pop());
    expect(seen).toEqual(['fail', 'till-pro is missing']);
  });

  test('another version is a finding', async () => {
    const seen = await after(({ shop }) => {
      shop.plugins.slice(1).forEach((one) => (one.version = '2.0.1'));
    });
    expect(seen).toEqual(['fail', 'till-pro is 2.0.1, not 2.0']);
  });

  test('one that is not active is a finding', async () => {
    const seen = await after(({ shop }) => {
      shop.plugins.slice(1).forEach((one) => (one.active = false));
    });
    expect(seen).toEqual(['fail', 'till-pro is not active']);
  });

  test('without the platform’s own the shop is not guarded', async () => {
    const seen = await after(({ shop }) => shop.mustUsePlugins.pop());
    expect(seen).toEqual(['fail', 'the platform’s own must-use plugin is missing']);
  });

  test('a stranger on one host only is found', async () => {
    const world = new World();
    world.inventory('i-2').shop.plugins.push(stranger);
    expect(resultOf(await prove(world), 'plugins-declared').verdict).toBe('fail');
  });
});

describe('languages', () => {
  test.each([
    ['that is missing', ['en_US'], 'de_DE is missing'],
    ['that nobody asked for', ['de_DE', 'fr_FR'], 'fr_FR is not in the store file'],
  ])('one %s is a finding', async (_, languages, observed) => {
    const world = new World();
    world.everywhere(({ shop }) => {
      shop.languages = languages;
    });
    expect(await seenBy(world, 'languages')).toEqual(['fail', observed]);
  });

  test('English needs no files, and may have some', async () => {
    const world = new World();
    world.expected.locales = ['de_DE'];
    world.everywhere(({ shop }) => shop.languages.push('en_US'));
    expect(await seenBy(world, 'languages')).toEqual(['pass', 'de_DE']);
  });
});

import { oddOnes, prove, resultOf, seenBy } from './findings';
import { type anInventory, coreFiles, md5, World } from './world';

type Change = (inventory: ReturnType<typeof anInventory>) => unknown;

/** On every host alike. */
function changed(change: Change): World {
  const world = new World();
  world.everywhere(change);
  return world;
}

const withCore = (files: Record<string, string>) =>
  changed(({ shop }) => (shop.core.files = { ...shop.core.files, ...files }));
const withWoo = (files: Record<string, string>) =>
  changed(({ shop }) => {
    shop.plugins.slice(0, 1).forEach((one) => (one.files = { ...one.files, ...files }));
  });

describe('the files of WordPress', () => {
  test('a modified one is a finding', async () => {
    const seen = await seenBy(withCore({ 'index.php': md5('evil') }), 'core-checksums');
    expect(seen).toEqual(['fail', 'WordPress 6.8.3 en_US: index.php is modified']);
  });

  test('one modified on a single host is found', async () => {
    const world = new World();
    world.inventory('i-2').shop.core.files = { ...coreFiles, 'index.php': md5('evil') };
    expect(resultOf(await prove(world), 'core-checksums').verdict).toBe('fail');
  });

  test('a missing one is a finding', async () => {
    const world = changed(({ shop }) => (shop.core.files = { 'index.php': md5('index') }));
    const seen = await seenBy(world, 'core-checksums');
    expect(seen).toEqual(['fail', 'WordPress 6.8.3 en_US: wp-includes/version.php is missing']);
  });

  test('one beside them that runs is a finding', async () => {
    const seen = await seenBy(withCore({ 'wp-includes/wp-vcd.php': md5('evil') }), 'core-checksums');
    expect(seen).toEqual(['fail', 'WordPress 6.8.3 en_US: wp-includes/wp-vcd.php is not part of it']);
  });

  test.each([
    'wp-config.php',
    'wp-includes/wp-config.php',
    'tools/door.php',
    'wp-content/cache/door.php',
    'wp-content/languages/door.php',
    'wp-content/languages/plugins/deeper/till-de_DE.l10n.php',
    'wp-includes/languages/de_DE.l10n.php',
    'wp-content/de_DE.l10n.php',
    'wp-content/languages/de_DE.l10n.php.php',
    'wp-content/languages/de_DE.L10N.php',
    'wp-content/languages/door.l10n.php',
    'wp-content/languages/fr_FR.l10n.php',
    'wp-content/languages/admin-fr_FR.l10n.php',
    'wp-content/languages/en_US.l10n.php',
    'wp-content/languages/ms-en_US.l10n.php',
    'wp-content/languages/xde_DE.l10n.php',
    'wp-content/languages/-de_DE.l10n.php',
    'wp-content/languages/de_DE_formal.l10n.php',
    'wp-content/languages/door-de_DE.l10n.php',
    'wp-content/languages/x-admin-de_DE.l10n.php',
    'wp-content/languages/plugins/door.l10n.php',
    'wp-content/languages/plugins/de_DE.l10n.php',
    'wp-content/languages/plugins/-de_DE.l10n.php',
    'wp-content/languages/plugins/till_de_DE.l10n.php',
    'wp-content/languages/plugins/till -de_DE.l10n.php',
    'wp-content/languages/plugins/till-fr_FR.l10n.php',
    'wp-content/languages/plugins/till-en_US.l10n.php',
    'wp-content/languages/plugins/till-de_DE_formal.l10n.php',
    'wp-content/languages/themes/storefront-fr_FR.l10n.php',
    'wp-content/languages/others/till-de_DE.l10n.php',
    'x/wp-content/languages/de_DE.l10n.php',
  ])('%s is not part of it: settings lie beside WordPress, and only translations are no finding', async (path) => {
    const seen = await seenBy(withCore({ [path]: md5('evil') }), 'core-checksums');
    expect(seen).toEqual(['fail', `WordPress 6.8.3 en_US: ${path} is not part of it`]);
  });

  test('translations have no checksums, and are newer than those of the build', async () => {
    const path = 'wp-content/languages/de_DE.l10n.php';
    const world = withCore({
      [path]: md5('newer'),
      'wp-content/languages/plugins/woocommerce-de_DE.l10n.php': md5('apart'),
      'wp-content/languages/themes/storefront-de_DE.l10n.php': md5('apart'),
    });
    world.checksums.set('core 6.8.3 en_US', { ...world.checksums.get('core 6.8.3 en_US'), [path]: [md5('older')] });
    expect(await seenBy(world, 'core-checksums')).toEqual(['pass', 'every file as published']);
  });

  test.each([
    'de_DE.l10n.php',
    'admin-de_DE.l10n.php',
    'admin-network-de_DE.l10n.php',
    'continents-cities-de_DE.l10n.php',
    'ms-de_DE.l10n.php',
    'plugins/woocommerce-de_DE.l10n.php',
    'plugins/Till.pro_2-x-de_DE.l10n.php',
    'themes/storefront-de_DE.l10n.php',
  ])('%s is a translation of a language of the store file', async (file) => {
    const world = withCore({ [`wp-content/languages/${file}`]: md5('apart') });
    expect(await seenBy(world, 'core-checksums')).toEqual(['pass', 'every file as published']);
  });

  test.each([
    ['de_DE_formal.l10n.php', 'pass'],
    ['admin-de_DE_formal.l10n.php', 'pass'],
    ['plugins/till-de_DE_formal.l10n.php', 'pass'],
    ['de_DE.l10n.php', 'fail'],
    ['plugins/till-de_DE.l10n.php', 'fail'],
    ['de_DE_informal.l10n.php', 'fail'],
  ])('where only formal German is named, %s is a %s', async (file, verdict) => {
    const world = withCore({ [`wp-content/languages/${file}`]: md5('apart') });
    world.expected.locales = ['en_US', 'de_DE_formal'];
    expect(resultOf(await prove(world), 'core-checksums').verdict).toBe(verdict);
  });

  test('a name of the store file is no pattern', async () => {
    const world = withCore({ 'wp-content/languages/door.l10n.php': md5('evil') });
    world.expected.locales = ['.*'];
    expect(resultOf(await prove(world), 'core-checksums').verdict).toBe('fail');
  });

  test('what does not run is counted', async () => {
    const seen = await seenBy(withCore({ 'notes.txt': md5('notes') }), 'core-checksums');
    expect(seen).toEqual(['pass', 'every file as published; beside them 2 files that do not run']);
  });

  test.each(['wp-content/plugins/akismet/akismet.php', 'readme.html', 'license.txt', 'wp-config-sample.php'])(
    '%s may be missing, and may not be modified',
    async (path) => {
      const world = new World();
      world.checksums.set('core 6.8.3 en_US', {
        'index.php': [md5('index')],
        'wp-includes/version.php': [md5('version')],
        [path]: [md5('published')],
      });
      expect((await seenBy(world, 'core-checksums'))[0]).toBe('pass');
      world.everywhere(({ shop }) => (shop.core.files = { ...shop.core.files, [path]: md5('evil') }));
      expect((await seenBy(world, 'core-checksums'))[0]).toBe('fail');
    },
  );

  test('a build that wordpress.org does not know is a finding', async () => {
    const world = new World();
    world.checksums.delete('core 6.8.3 en_US');
    expect(await seenBy(world, 'core-checksums')).toEqual([
      'fail',
      'wordpress.org publishes no checksums of WordPress 6.8.3 en_US',
    ]);
  });

  test('each language has its own build', async () => {
    const world = changed(({ shop }) => (shop.core.locale = 'de_DE'));
    await prove(world);
    expect(world.asked).toContain('coreChecksums 6.8.3 de_DE');
  });
});

describe('the files of plugins', () => {
  const unverified = '1 unverified: till-pro 2.0';

  test('commercial ones are counted, and prove nothing', async () => {
    expect(await seenBy(new World(), 'plugin-checksums')).toEqual(['pass', `1 as published; ${unverified}`]);
  });

  test('where all are commercial nothing is run', async () => {
    const world = new World();
    world.checksums.delete('woocommerce 9.4.1');
    expect(await seenBy(world, 'plugin-checksums')).toEqual([
      'not-run',
      'not run, because all are unverified: woocommerce 9.4.1; till-pro 2.0',
    ]);
    expect(world.evidence[0]?.measures.unverifiedPlugins).toBe(2);
  });

  test('where there are none nothing is run', async () => {
    const world = new World();
    world.expected.plugins = [];
    world.everywhere(({ shop }) => shop.plugins.splice(0));
    expect(resultOf(await prove(world), 'plugin-checksums').observed).toBe('not run, because there are no plugins');
  });

  test.each([
    ['modified', { 'woocommerce.php': md5('evil') }, 'woocommerce.php is modified'],
    ['beside them that runs', { 'x/shell.php': md5('evil') }, 'x/shell.php is not part of it'],
    [
      'a manual deeper than the one at the root',
      { 'x/readme.txt.php': md5('e') },
      'x/readme.txt.php is not part of it',
    ],
  ])('one %s is a finding', async (_, files, fault) => {
    const seen = await seenBy(withWoo(files), 'plugin-checksums');
    expect(seen).toEqual(['fail', `woocommerce 9.4.1: ${fault}; ${unverified}`]);
  });

  test('a missing one is a finding', async () => {
    const world = changed(({ shop }) => {
      shop.plugins.slice(0, 1).forEach((one) => (one.files = { 'woocommerce.php': md5('woo') }));
    });
    const [verdict, observed] = await seenBy(world, 'plugin-checksums');
    expect([verdict, observed]).toEqual(['fail', expect.stringContaining('assets/cart.js is missing')]);
  });

  test('any of several published checksums is right', async () => {
    const world = new World();
    world.checksums.set('woocommerce 9.4.1', {
      'woocommerce.php': [md5('other'), md5('woo')],
      'assets/cart.js': [md5('cart')],
    });
    expect((await seenBy(world, 'plugin-checksums'))[0]).toBe('pass');
  });

  test.each([
    ['readme.txt', 'pass'],
    ['README.md', 'pass'],
    ['docs/readme.txt', 'fail'],
  ])('%s modified', async (path, verdict) => {
    const world = withWoo({ [path]: md5('mine') });
    world.checksums.set('woocommerce 9.4.1', {
      'woocommerce.php': [md5('woo')],
      'assets/cart.js': [md5('cart')],
      [path]: [md5('theirs')],
    });
    expect((await seenBy(world, 'plugin-checksums'))[0]).toBe(verdict);
  });

  test('what is wrong everywhere is said once', async () => {
    const { observed } = resultOf(await prove(withWoo({ 'woocommerce.php': md5('evil') })), 'plugin-checksums');
    expect(observed.match(/is modified/g)).toHaveLength(1);
  });

  test('all are compared, on every host', async () => {
    const world = new World();
    world
      .inventory('i-2')
      .shop.plugins.slice(0, 1)
      .forEach((one) => (one.files = {}));
    expect(oddOnes(await prove(world))).toEqual({ 'plugin-checksums': 'fail', 'fleet-alike': 'fail' });
  });
});

import { readFileSync, symlinkSync } from 'node:fs';
import { germanVersion, InventoryHost, md5, release } from './an-inventory-host';
import { describeWith, hostPrograms } from './web-host';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

describeWith(hostPrograms)('the shop in an inventory', () => {
  let host: InventoryHost;
  beforeEach(async () => {
    host = await InventoryHost.create();
  });
  afterEach(() => {
    host.remove();
  });

  test('core is every file but those of plugins and themes, with version and locale read and not run', () => {
    host.runs({
      'wp-includes/a/b.js': 'b',
      'wp-content/index.php': 'i',
      'license.txt': 'l',
      'tools/.hidden/door.php': 'd',
      'wp-content/languages/plugins/acme-de_DE.l10n.php': 'p',
      'wp-content/mu-plugins/door.php': 'm',
      'wp-includes/version.php': `${germanVersion}exit(1);`,
    });
    host.active();
    expect(host.shop()).toEqual({
      release,
      core: {
        version: '6.8.3',
        locale: 'de_DE',
        files: {
          'index.php': md5('<?php'),
          'license.txt': md5('l'),
          'tools/.hidden/door.php': md5('d'),
          'wp-admin/index.php': md5('<?php'),
          'wp-content/index.php': md5('i'),
          'wp-content/languages/plugins/acme-de_DE.l10n.php': md5('p'),
          'wp-content/mu-plugins/door.php': md5('m'),
          'wp-includes/a/b.js': md5('b'),
          'wp-includes/version.php': md5(`${germanVersion}exit(1);`),
        },
      },
      plugins: [],
      mustUsePlugins: [expect.objectContaining({ slug: 'storefort' })],
      themes: [],
      languages: [],
    });
  });

  test('plugins are folders and single files, by the headers that WordPress reads, and none of them runs', () => {
    const kills = '<?php\n/**\n * Plugin Name: Acme’s "Hats" */ exit(1);\n * Version:  1.2.3-beta \n */\n';
    host.runs({
      'wp-content/plugins/acme/acme.php': kills,
      'wp-content/plugins/acme/lib/deep.php': '<?php // Plugin Name: not this one',
      'wp-content/plugins/hello.php': '<?php /*\rPlugin Name: Hello\rVersion: 1.7.2\r*/',
      'wp-content/plugins/index.php': '<?php // Silence is golden.',
      'wp-content/plugins/nameless/readme.txt': 'Plugin Name: not of PHP',
      'wp-content/plugins/late/late.php': `<?php ${' '.repeat(8192)}\n// Plugin Name: Too late`,
      'wp-content/plugins/two/a.php': '<?php\n# Plugin Name: First\n# Version: 1',
      'wp-content/plugins/two/two.php': '<?php\n# Plugin Name: Own\n# Version: 2',
      'wp-content/plugins/three/a.php': '<?php\n# Plugin Name: First\n# Version: 1',
      'wp-content/plugins/three/active.php': '<?php\n# Plugin Name: Active\n# Version: 3',
      'wp-content/plugins/three/three.php': '<?php\n# Plugin Name: Own\n# Version: 2',
      'wp-content/plugins/four/a.php': `<?php // Plugin Name: ${'x'.repeat(400)}`,
    });
    host.active(['acme/acme.php', 'three/active.php', 'gone/gone.php']);
    const { plugins, core } = host.shop();
    expect(plugins.map(({ slug, name, version: found, active: on }) => [slug, name, found, on])).toEqual([
      ['acme', 'Acme’s "Hats"', '1.2.3-beta', true],
      ['four', 'x'.repeat(300), '', false],
      ['hello', 'Hello', '1.7.2', false],
      ['late', 'late', '', false],
      ['nameless', 'nameless', '', false],
      ['three', 'Active', '3', true],
      ['two', 'Own', '2', false],
    ]);
    expect(plugins[0]?.files).toEqual({
      'acme.php': md5(kills),
      'lib/deep.php': md5('<?php // Plugin Name: not this one'),
    });
    expect(plugins[2]?.files).toEqual({ 'hello.php': md5('<?php /*\rPlugin Name: Hello\rVersion: 1.7.2\r*/') });
    expect(Object.keys(core.files)).toContain('wp-content/plugins/index.php');
    expect(Object.keys(core.files)).not.toContain('wp-content/plugins/hello.php');
  });

  test('a plugin that is a single file can be active too', () => {
    host.runs({ 'wp-content/plugins/hello.php': '<?php // Plugin Name: Hello' });
    host.active(['hello.php']);
    expect(host.shop().plugins).toMatchObject([{ slug: 'hello', active: true }]);
  });

  test('a file beside the folder of its name is a stranger of core, and hides nothing of the plugin', () => {
    const planted = '<?php // Plugin Name: Acme';
    host.runs({
      'wp-content/plugins/acme.php': planted,
      'wp-content/plugins/acme/acme.php': '<?php // Plugin Name: Acme\n// Version: 5',
    });
    host.active(['acme.php', 'acme/acme.php']);
    const { plugins, core } = host.shop();
    expect(plugins).toEqual([
      {
        slug: 'acme',
        name: 'Acme',
        version: '5',
        active: true,
        files: { 'acme.php': md5('<?php // Plugin Name: Acme\n// Version: 5') },
      },
    ]);
    expect(core.files['wp-content/plugins/acme.php']).toBe(md5(planted));
  });

  test('a plugin is not active by the file beside its folder', () => {
    const plugin = '<?php // Plugin Name: Acme';
    host.runs({ 'wp-content/plugins/acme.php': plugin, 'wp-content/plugins/acme/acme.php': plugin });
    host.active(['acme.php']);
    expect(host.shop().plugins).toMatchObject([{ slug: 'acme', active: false }]);
  });

  test('every file of the release is in exactly one place', () => {
    const names = [
      'door.php',
      'tools/door.php',
      'wp-content/door.php',
      'wp-content/db.php',
      'wp-content/upgrade/door.php',
      'wp-content/languages/de_DE.l10n.php',
      'wp-content/languages/plugins/acme-de_DE.l10n.php',
      'wp-content/mu-plugins/door.php',
      'wp-content/plugins/0/0.php',
      'wp-content/plugins/1/1.php',
      'wp-content/plugins/0.php',
      'wp-content/plugins/2.php',
      'wp-content/plugins/acme.php',
      'wp-content/plugins/acme/acme.php',
      'wp-content/plugins/acme/acme/acme.php',
      'wp-content/plugins/acme.php.php',
      'wp-content/plugins/hello.php.php',
      'wp-content/plugins/hello.php/hello.php',
      'wp-content/plugins/.hidden/door.php',
      'wp-content/themes/door.php',
      'wp-content/themes/0/style.css',
      'wp-content/themes/own/own/style.css',
      'wp-content/themes/own/style.css',
    ];
    // Each of its own contents, by which it is found again.
    const contents = (name: string) => `<?php // Plugin Name: ${name}`;
    host.runs(Object.fromEntries(names.map((name) => [name, contents(name)])));
    host.active();
    const { core, plugins, themes, mustUsePlugins } = host.shop();
    const parts = [core, ...plugins, ...themes, ...mustUsePlugins.filter(({ slug }) => slug !== 'storefort')];
    const least = ['<?php', '<?php', germanVersion];
    expect(parts.flatMap(({ files }) => Object.values(files)).sort()).toEqual(
      [...names.map(contents), ...least].map((text) => md5(text)).sort(),
    );
  });

  test('themes are folders; a theme and its parent are active', () => {
    host.runs({
      'wp-content/themes/child/style.css': '/*\nTheme Name: Child\nTemplate: parent\nVersion: 1.0\n*/',
      'wp-content/themes/parent/style.css': '/*\nTheme Name: Parent\nVersion: 2.0\n*/',
      'wp-content/themes/parent/parts/one.html': 'one',
      'wp-content/themes/broken/index.php': '<?php',
      'wp-content/themes/index.php': '<?php // Silence is golden.',
    });
    host.active([], ['child', 'parent']);
    const { themes, core } = host.shop();
    expect(themes.map(({ slug, name, version: found, active: on }) => [slug, name, found, on])).toEqual([
      ['broken', 'broken', '', false],
      ['child', 'Child', '1.0', true],
      ['parent', 'Parent', '2.0', true],
    ]);
    expect(Object.keys(themes[2]?.files ?? {})).toEqual(['parts/one.html', 'style.css']);
    expect(Object.keys(core.files)).toContain('wp-content/themes/index.php');
  });

  test('what nobody can switch off is the host’s own plugin, and drop-ins', () => {
    host.runs({ 'wp-content/object-cache.php': '<?php // Version: 2.5', 'wp-content/odd.php': '<?php' });
    host.active();
    const { mustUsePlugins, core } = host.shop();
    const own = readFileSync(host.host.at('opt/storefort/host/wordpress/mu-plugins/storefort.php'));
    expect(mustUsePlugins).toEqual([
      {
        slug: 'storefort',
        name: 'Storefort',
        version: '',
        files: expect.objectContaining({ 'storefort.php': md5(own) }),
      },
      {
        slug: 'object-cache',
        name: 'drop-in object-cache.php',
        version: '2.5',
        files: { 'object-cache.php': md5('<?php // Version: 2.5') },
      },
    ]);
    expect(Object.keys(mustUsePlugins[0]?.files ?? {})).toContain('storefort/guard.php');
    expect(Object.keys(core.files)).toContain('wp-content/odd.php');
    expect(Object.keys(core.files)).not.toContain('wp-content/object-cache.php');
  });

  test('languages are those that core has', () => {
    host.runs({
      'wp-content/languages/de_DE.mo': '',
      'wp-content/languages/de_DE.l10n.php': '',
      'wp-content/languages/fr_FR.l10n.php': '',
      'wp-content/languages/admin-de_DE.mo': '',
      'wp-content/languages/es_ES.po': '',
      'wp-content/languages/plugins/acme-nl_NL.mo': '',
    });
    host.active();
    expect(host.shop().languages).toEqual(['de_DE', 'fr_FR']);
  });

  test('folders that no component can be named by are strangers of core', () => {
    host.runs({
      'wp-content/plugins/.git/config': 'c',
      'wp-content/plugins/__MACOSX/x.php': 'x',
      'wp-content/themes/a b/style.css': 's',
    });
    host.active();
    const { core, plugins, themes } = host.shop();
    expect(Object.keys(core.files).filter((name) => name.startsWith('wp-content/'))).toEqual([
      'wp-content/plugins/.git/config',
      'wp-content/plugins/__MACOSX/x.php',
      'wp-content/themes/a b/style.css',
    ]);
    expect([plugins, themes]).toEqual([[], []]);
  });

  test('names keep their spaces, quotes, line breaks and digits', () => {
    const names = ['0', ' a', "it's", 'two\nlines', 'back\\slash', 'ünï', '-rf', '$(false)'];
    host.runs(Object.fromEntries(names.map((name) => [`wp-content/plugins/acme/${name}`, name])));
    host.active();
    expect(host.shop().plugins[0]?.files).toEqual(Object.fromEntries(names.map((name) => [name, md5(name)])));
  });

  test('what hosts share is no part of the release, and its links are not followed', () => {
    host.runs({ 'wp-content/exports/index.php': '' });
    host.host.write('opt/storefort/host/generated/writable', 'cache\nexports/daily\n');
    for (const name of ['uploads', 'cache', 'exports/daily']) {
      host.host.write(`srv/storefort/shared/${name}/evil.php`, '<?php');
      symlinkSync(host.host.at(`srv/storefort/shared/${name}`), host.at(`wp-content/${name}`));
    }
    host.active();
    expect(JSON.stringify(host.shop())).not.toContain('evil');
  });

  test('English core names no locale', () => {
    host.runs({ 'wp-includes/version.php': "<?php\n$wp_version = '6.8.3';" });
    host.active();
    expect(host.shop().core.locale).toBe('en_US');
  });
});

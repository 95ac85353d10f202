import { readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { inventoryReceiptSchema, inventorySchema, type ShopInventory } from '../../lambdas/shared/inventory';
import { describeHost } from '../support/preview-host';
import { FaultyShop } from './a-faulty-shop';
import { InventoryHost } from './an-inventory-host';
import { describeWith, hostPrograms } from './web-host';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(120_000);

describeWith(hostPrograms)('inventory.sh', () => {
  let host: InventoryHost;
  beforeEach(async () => {
    host = await InventoryHost.create();
  });
  afterEach(() => {
    host.remove();
  });

  test('without a release says what the machine runs, and nothing of a shop', () => {
    const { shop, system, instanceId } = host.inventory();
    expect(shop).toBeUndefined();
    expect(instanceId).toBe('preview');
    expect(system).not.toHaveProperty('newerReleases');
    expect(system.packages).toContainEqual({ name: 'bash', version: expect.stringMatching(/^\d/) });
    expect(system.installedKernel).not.toBe('');
  });

  test.each([
    'wp-content/plugins/linked',
    'wp-content/plugins/acme/linked.php',
    'wp-content/themes/linked',
    'wp-admin/linked.php',
    'wp-includes/linked',
    'wp-content/object-cache.php',
    'wp-content/linked',
    'wp-content/uploads',
    'linked.php',
    'linked',
  ])('a link at %s is refused: it would hide what is behind it', (link) => {
    host.runs({ 'wp-content/plugins/acme/acme.php': '', 'wp-content/themes/own/style.css': '' });
    symlinkSync('/etc/passwd', host.at(link));
    host.active();
    expect(host.failure()).toContain(`the release holds something other than files and folders: `);
  });

  test.each(['wp-content/cache', 'cache', 'wp-content/plugins/uploads'])(
    'a link at %s to what hosts share is refused where the host makes none',
    (link) => {
      host.runs();
      host.host.write('srv/storefort/shared/uploads/evil.php', '<?php');
      symlinkSync(host.host.at('srv/storefort/shared/uploads'), host.at(link));
      host.active();
      expect(host.failure()).toContain(`the release holds something other than files and folders: ./${link}`);
    },
  );

  test.each([
    ['WordPress does not start', 'fwrite(STDERR, "the database is away\\n"); exit(1);'],
    ['it says nothing', ''],
    ['it says what is no answer', 'echo "The shop is away for a moment.";'],
    ['it says half', 'echo \'{"plugins": []}\';'],
    ['what it says is of no kind', 'echo \'{"plugins": "acme", "themes": []}\';'],
  ])('no receipt where %s', (_, php) => {
    host.runs();
    host.chosen(php);
    host.failure();
    expect(host.working()).toBe('');
  });

  test.each([
    ['no version', '<?php $wp_db_version = 1;'],
    ['a version that is code', '<?php $wp_version = file_get_contents("x");'],
  ])('no receipt where core has %s', (_, contents) => {
    host.runs({ 'wp-includes/version.php': contents });
    host.active();
    expect(host.failure()).toContain('names no version of WordPress');
  });

  test('no receipt where a folder of core is missing', () => {
    host.runs();
    host.active();
    host.host.call(`rm -r "${host.at('.')}/wp-admin"`);
    host.failure();
  });

  test('no receipt where a path is too long to be read, or no UTF-8', () => {
    const long = Array.from({ length: 5 }, () => 'd'.repeat(220)).join('/');
    host.runs({ [`wp-content/plugins/acme/${long}`]: '' });
    host.active();
    expect(host.failure()).toContain('a file has a name that is too long');
    host.host.call(
      `rm -r "${host.at('.')}/wp-content/plugins"; mkdir -p "${host.at('.')}/wp-content/plugins/a"; touch "${host.at('.')}/wp-content/plugins/a/"$'\\xff.php'`,
    );
    expect(host.failure()).toContain('no UTF-8');
  });

  test.each(['__proto__', 'wp-content/plugins/acme/__proto__', 'wp-content/themes/own/__proto__'])(
    'no receipt where a file is at %s: its reader would drop it',
    (name) => {
      host.runs({ [name]: '' });
      host.active();
      expect(host.failure()).toContain(`a file has a name that readers drop: ${name}`);
    },
  );

  test('its work is gone afterwards, and a killed run’s too', () => {
    host.host.write('run/storefort/inventory.killed/chosen.json', '');
    host.inventory();
    expect(host.working()).toBe('');
  });

  test('waits for another inventory, and not for ever', () => {
    const script = 'exec 9>"$STATE_DIR/inventory.lock"; flock 9; bash "$HOST_DIR/bin/inventory.sh" one 9>&-';
    const { status, stderr } = host.host.call(script, { STOREFORT_INVENTORY_WAIT: '0' });
    expect([status, stderr]).toEqual([1, 'another inventory is still being taken\n']);
  });

  test.each(['', 'One', 'one/two', '..', 'a'.repeat(41), 'one two', '$(id)'])('refuses the id %j', (id) => {
    expect(host.failure(id)).toContain('usage: inventory.sh ID, which must be 1 to 40 of a-z, 0-9 and -');
  });
});

describeHost()('inventory.sh of a real WordPress', () => {
  let shop: FaultyShop;
  beforeAll(async () => {
    shop = await FaultyShop.open();
  }, 300_000);
  afterAll(() => shop.close(), 60_000);
  beforeEach(() => shop.play());

  const root = () => shop.host.preview.root;
  const take = (): ShopInventory => {
    const { status, stdout, stderr } = shop.run('bin/inventory.sh', 'real');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { key } = inventoryReceiptSchema.parse(JSON.parse(stdout));
    const text = gunzipSync(readFileSync(path.join(root(), 'release-bucket', key))).toString();
    const { shop: found } = inventorySchema.parse(JSON.parse(text));
    if (found === undefined) throw new Error('no shop');
    return found;
  };

  test('names what runs, as WordPress itself does', async () => {
    const { core, plugins, themes, release: running } = take();
    const printed = await shop.host.preview.php(`
      require_once ABSPATH . 'wp-admin/includes/plugin.php';
      $plugins = array_map(static fn ($plugin, $file) => [dirname($file), $plugin['Name'], $plugin['Version'], is_plugin_active($file)], get_plugins(), array_keys(get_plugins()));
      $themes = array_map(static fn ($theme) => [$theme->get_stylesheet(), $theme->get('Name'), $theme->get('Version')], array_values(wp_get_themes()));
      echo json_encode(['core' => $wp_version, 'plugins' => $plugins, 'themes' => $themes, 'theme' => get_stylesheet(), 'release' => basename(dirname(realpath(ABSPATH)))]);`);
    const known = JSON.parse(printed) as Record<'plugins' | 'themes', unknown[][]> & Record<string, unknown>;
    expect(core.version).toBe(known.core);
    expect(running).toBe(known.release);
    expect(plugins.map((each) => [each.slug, each.name, each.version, each.active]).sort()).toEqual(
      known.plugins.sort(),
    );
    expect(themes.map((each) => [each.slug, each.name, each.version])).toEqual(known.themes);
    expect(themes.filter((each) => each.active).map(({ slug }) => slug)).toEqual([known.theme]);
  });

  test('a plugin that is switched off is not active', async () => {
    const off = "deactivate_plugins('shop-faults/shop-faults.php');";
    await shop.host.preview.php(`require_once ABSPATH . 'wp-admin/includes/plugin.php'; ${off}`);
    try {
      expect(
        take()
          .plugins.filter((each) => !each.active)
          .map(({ slug }) => slug),
      ).toEqual(['shop-faults']);
    } finally {
      await shop.host.preview.php(
        "require_once ABSPATH . 'wp-admin/includes/plugin.php'; activate_plugin('shop-faults/shop-faults.php');",
      );
    }
  });

  test('plugins that print, or keep WordPress from starting, change nothing: they do not run', async () => {
    const sound = take();
    await shop.play('noise', 'dies');
    expect(take()).toEqual(sound);
  });

  test('no receipt while the database does not say what is active', async () => {
    await shop.sql("UPDATE wp_options SET option_name = 'away' WHERE option_name = 'active_plugins'");
    try {
      const { status, stdout, stderr } = shop.run('bin/inventory.sh', 'real');
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toContain('the database does not say which plugins and themes are active');
    } finally {
      await shop.sql("UPDATE wp_options SET option_name = 'active_plugins' WHERE option_name = 'away'");
    }
  });
});

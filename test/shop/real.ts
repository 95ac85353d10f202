import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { standIns } from '../../cli/host/run';
import { compare } from './support/comparison';
import { Shop, shopPlugins } from './support/shop';

const project = path.resolve(__dirname, '../..');
const required = ['wc/store/v1', 'wcpos/v1'];

/** The tests of test/shop with real plugins in the stand-ins' place, and the stand-ins held against them. */
async function main({ plugins }: { readonly plugins: string }): Promise<void> {
  const folder = path.resolve(plugins);
  const real = await Shop.open(shopPlugins(folder));
  try {
    console.log(await versions(real));
    const missing = required.filter((namespace) => !namespaces.includes(namespace));
    if (missing.length > 0) throw new Error(`the plugins in ${folder} do not register ${missing.join(' and ')}`);
    await report(real);
  } finally {
    await real.close();
  }
  tests(folder);
}

let namespaces: readonly string[] = [];

/** Names and versions of what is active. A page that answers proves little: WCPOS without its classes has no routes. */
async function versions(shop: Shop): Promise<string> {
  const printed = await shop.host.preview.php(`
    require_once ABSPATH . 'wp-admin/includes/plugin.php';
    $active = array_filter(get_plugins(), 'is_plugin_active', ARRAY_FILTER_USE_KEY);
    $versions = array_map(static fn ($plugin) => "{$plugin['Name']} {$plugin['Version']}", array_values($active));
    echo json_encode(['versions' => ["WordPress {$wp_version}", ...$versions], 'namespaces' => rest_get_server()->get_namespaces()]);`);
  const known = JSON.parse(printed) as { versions: string[]; namespaces: string[] };
  namespaces = known.namespaces;
  return known.versions.join(', ');
}

async function report(real: Shop): Promise<void> {
  const standIn = await Shop.open([...standIns(), ...shopPlugins().slice(-1)]);
  try {
    const { wrong, routes, answers, missing } = await compare(standIn, real);
    console.log(`stand-ins: ${routes} routes and ${answers} anonymous answers compared, ${wrong.length} differences`);
    console.log(`           ${missing} routes of the plugins are not played`);
    for (const each of wrong) console.log(`  ${each}`);
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await standIn.close();
  }
}

/** In processes of their own, as `npm test` runs them. */
function tests(folder: string): void {
  const work = mkdtempSync(path.join(tmpdir(), 'storefort-real-'));
  const tally = path.join(work, 'tally');
  try {
    const { status } = spawnSync('npx', ['jest', 'test/shop'], {
      cwd: project,
      stdio: 'inherit',
      env: { ...process.env, STOREFORT_SHOP_PLUGINS: folder, STOREFORT_SHOP_TALLY: tally },
    });
    const counts = readFileSync(tally, 'utf8').trim().split('\n').map(Number);
    console.log(`requests run: ${counts.reduce((sum, count) => sum + count, 0)}`);
    if (status !== 0) process.exitCode = 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

new Command('test:shop')
  .description('Runs the tests of test/shop against real plugins, and compares the stand-ins with them.')
  .requiredOption('--plugins <dir>', 'folder of plugin folders, WooCommerce and WCPOS among them')
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });

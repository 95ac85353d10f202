import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { standIns } from '../../cli/host/run';
import type { Evidence } from '../../lambdas/shared/evidence';
import type { HostCommands } from '../../lambdas/shared/host-commands';
import { inventoryReceiptSchema } from '../../lambdas/shared/inventory';
import { AwsFeed } from '../../lambdas/shared/vulnerabilities/aws-feed';
import { AwsInventories } from '../../lambdas/verify-patches/aws-inventories';
import { HttpWordPressOrg } from '../../lambdas/verify-patches/http-wordpress-org';
import type { Inventories } from '../../lambdas/verify-patches/ports';
import { loopbackHttp } from '../lambdas/shared/http/reading';
import { FeedBucket } from '../lambdas/shared/vulnerabilities/feed-bucket';
import { entry, feedOf, software, wholeFeed } from '../lambdas/shared/vulnerabilities/sample-feed';
import { oddOnes, prove, resultOf } from '../lambdas/verify-patches/findings';
import { daysAgo, hoursAgo, now, World } from '../lambdas/verify-patches/world';
import { describeHost, PreviewHost } from '../support/preview-host';
import { PlayedWordPressOrg } from './support/wordpress-org';

type Undo = () => unknown;
const [declared, checksums] = ['plugins-declared', 'plugin-checksums'];
const ofListings = ['plugin-versions', 'plugins-listed', 'plugins-maintained'];

/** wordpress.org has it; the till is commercial. */
const woo = 'woocommerce 9.4.0';
const plugins = [woo, 'woocommerce-pos 1.10.0'].map((one) => ({ name: one.split(' ')[0], version: one.split(' ')[1] }));
const [folder, wooFolder] = ['wp-content/plugins', 'wp-content/plugins/woocommerce'];
const door = '<?php\n/* Plugin Name: Door\nVersion: 6.6\n*/';
/** WordPress looks for them here first. */
const settings = "<?php require dirname(__DIR__) . '/wp-config.php';";

jest.setTimeout(120_000);

describeHost()('the proof of a real shop’s patches', () => {
  const bucket = new FeedBucket();
  let host: PreviewHost;
  let played: PlayedWordPressOrg;
  let wordpressOrg: HttpWordPressOrg;
  let world: World;
  let evidence: Evidence;

  beforeAll(async () => {
    host = await PreviewHost.start({ plugins: standIns() });
    const theme = said('wp-content/themes/twentytwentyfive/style.css', /^Version: (.+)$/m);
    const core = said('wp-includes/version.php', /^\$wp_version = '(.+)';$/m);
    played = new PlayedWordPressOrg(at(''), core, { slug: 'woocommerce', version: '9.4.0' }, theme);
    wordpressOrg = new HttpWordPressOrg(loopbackHttp(), await played.listen());
    await bucket.listen();
    putFeed();
  }, 300_000);
  beforeEach(() => {
    world = new World();
    world.hosts.splice(1);
    world.hosts.forEach((one) => (one.instanceId = 'preview'));
    Object.assign(world.expected, { plugins, locales: ['en_US'] });
    const { sources, ...others } = world.ports();
    const feed = new AwsFeed(bucket.client(), 'feed', () => now);
    const ports = { ...others, sources: [feed, ...sources.slice(1)], inventories: inventories(), wordpressOrg };
    world.ports = () => ports;
  });
  afterAll(() => Promise.all([played.web.close(), bucket.close(), host.stop()]), 60_000);

  const at = (file: string) => path.join(host.preview.root, 'srv/storefort/current/wordpress', file);
  const said = (file: string, pattern: RegExp) => pattern.exec(readFileSync(at(file), 'utf8'))?.[1]?.trim() ?? '';

  /** Somebody else's 1,000, and one of WooCommerce that has been patched since. */
  function putFeed(hoursOld = 5, publishedDaysAgo = 3): Undo {
    const since = daysAgo(publishedDaysAgo).toISOString().slice(0, 19).replace('T', ' ');
    const range = { from_version: '*', from_inclusive: true, to_version: '9.4.1', to_inclusive: false };
    const affected = software({ affected_versions: { '* - 9.4.1': range }, patched_versions: ['9.4.1'] });
    const ours = feedOf(entry(5000, { published: since, software: [affected] }));
    const text = `${wholeFeed().slice(0, -1)},${ours.slice(1)}`;
    bucket.keep(text, { fetchedAt: hoursAgo(hoursOld).toISOString(), entries: 1001 });
    return () => putFeed();
  }

  /** The document of Systems Manager runs the script, and the bucket has what it put. */
  const run: HostCommands['run'] = async (_, __, { InventoryId = '' }) => {
    const output = await host.preview.script('bin/inventory.sh', [InventoryId]);
    const { key } = inventoryReceiptSchema.parse(JSON.parse(output));
    bucket.put(key, readFileSync(path.join(host.preview.root, 'release-bucket', key)));
    return { output };
  };

  /** What this machine, which is no Amazon Linux, cannot say is as it should be; and its clock is the world's. */
  function inventories(): Inventories {
    const startedMs = Date.now();
    const expected = { inventoryDocument: 'any', inventoryBucket: 'feed' };
    const aws = new AwsInventories({ reachable: () => Promise.resolve([]), run }, bucket.client(), expected);
    return {
      take: async (id, signal) => {
        const { system, takenAt, ...taken } = await aws.take(id, signal);
        const kernel = { installedKernel: system.runningKernel, rebootNeeded: false, newerReleases: [] };
        const then = new Date(now.getTime() + Date.parse(takenAt) - startedMs);
        return { ...taken, takenAt: then.toISOString(), system: { ...system, ...kernel } };
      },
    };
  }

  /** Checks that this turned, and the metric that was put. What it did is undone, and all is sound again. */
  async function turned(make: () => Undo): Promise<Record<string, unknown>> {
    const undo = make();
    evidence = await prove(world).finally(undo);
    const metric = world.put.at(-1)?.value;
    const odd = oddOnes(evidence);
    expect(oddOnes(await prove(world))).toEqual({});
    return { ...odd, metric };
  }

  const seen = (check: string) => resultOf(evidence, check).observed;
  /** Adds to a file, or makes one; without contents takes it away, and folders too. */
  function change(file: string, contents?: string): Undo {
    const [there, before] = [at(file), path.join(host.preview.root, 'before')];
    const was = existsSync(there);
    if (was) renameSync(there, before);
    if (contents !== undefined) {
      mkdirSync(path.dirname(there), { recursive: true });
      writeFileSync(there, `${was ? readFileSync(before, 'utf8') : ''}${contents}`);
    }
    return () => {
      rmSync(there, { force: true });
      if (was) renameSync(before, there);
    };
  }

  function plays(change: Partial<Pick<PlayedWordPressOrg, 'isClosed' | 'cut'>>): Undo {
    Object.assign(played, change);
    return () => Object.assign(played, { isClosed: false, cut: undefined });
  }

  test('passes where all is sound; what nobody publishes is counted, and a hole that is not due is named', async () => {
    evidence = await prove(world);
    expect([oddOnes(evidence), evidence.verdict]).toEqual([{}, 'pass']);
    expect(evidence.measures).toMatchObject({ plugins: 2, unverifiedPlugins: 1, knownVulnerabilities: 1 });
    expect(seen('core-checksums')).toBe('every file as published');
    expect(seen('plugin-checksums')).toBe('1 as published; 1 unverified: woocommerce-pos 1.10.0');
    expect(seen('plugins-listed')).toBe('none closed; not on wordpress.org: woocommerce-pos');
    const waits = `${woo}: critical CVE-2024-1234, due 2026-11-29, patched in 9.4.1 `;
    expect(seen('vulnerabilities')).toContain(`nothing due in 4 components; within their time: ${waits}`);
    expect(world.put).toMatchObject([{ name: 'PatchesProven', value: 1 }]);
  });

  test.each<[string, () => Undo, string]>([
    ['was changed', () => change('wp-includes/functions.php', '//'), 'wp-includes/functions.php is modified'],
    ['is missing', () => change('wp-admin/about.php'), 'wp-admin/about.php is missing'],
    ['is not core’s', () => change('wp-includes/wp-tmp.php', door), 'wp-includes/wp-tmp.php is not part of it'],
    ['lies at the root', () => change('wp-info.php', door), 'wp-info.php is not part of it'],
    ['has settings before the host’s own', () => change('wp-config.php', settings), 'wp-config.php is not part of it'],
    ['lies in a folder of its own', () => change('wp-tools/door.php', door), 'wp-tools/door.php is not part of it'],
    [
      'plays a language',
      () => change('wp-content/languages/a.php', door),
      'wp-content/languages/a.php is not part of it',
    ],
  ])('finds a file beside plugins and themes that %s', async (_, make, observed) => {
    expect(await turned(make)).toEqual({ 'core-checksums': 'fail', metric: 0 });
    expect(seen('core-checksums')).toMatch(new RegExp(`^WordPress [\\d.]+ en_US: ${observed}$`));
  });

  test.each<[string, () => Undo, string, string]>([
    [
      'is changed',
      () => change(`${wooFolder}/woocommerce.php`, '//'),
      checksums,
      `${woo}: woocommerce.php is modified`,
    ],
    ['has more', () => change(`${wooFolder}/x.php`, door), checksums, `${woo}: x.php is not part of it`],
    ['is a stranger', () => change(`${folder}/door/door.php`, door), declared, 'door 6.6 is not in the store file'],
    ['is a drop-in', () => change('wp-content/db.php', door), declared, 'db 6.6 is not in the store file'],
    ['is missing', () => change(`${folder}/woocommerce-pos`), declared, 'woocommerce-pos is missing'],
    ['is closed', () => plays({ isClosed: true }), 'plugins-listed', 'woocommerce is closed since 2026-11-20: S'],
    ['has a hole overdue', () => putFeed(5, 8), 'vulnerabilities', `${woo}: critical CVE-2024-1234, due 2026-11-24, `],
  ])('finds a plugin that %s', async (_, make, check, observed) => {
    expect(await turned(make)).toEqual({ [check]: 'fail', metric: 0 });
    expect(seen(check).slice(0, observed.length)).toBe(observed);
  });

  test.each<[string, () => Undo, readonly string[], string]>([
    ['an old feed', () => putFeed(49), ['vulnerabilities'], 'the vulnerability feed is 49 hours old'],
    ['half of core’s checksums', () => plays({ cut: '/core/checksums/' }), ['core-checksums'], 'broke its answer off'],
    ['half of a plugin’s checksums', () => plays({ cut: '/woocommerce/9' }), [checksums], `unknown: ${woo}: 127.0.0.1`],
    ['half of a listing', () => plays({ cut: '=woocommerce&' }), ofListings, 'unknown: woocommerce: 127.0.0.1'],
  ])('proves nothing by %s', async (_, make, checks, observed) => {
    const errors = Object.fromEntries(checks.map((check) => [check, 'error']));
    expect(await turned(make)).toEqual({ ...errors, metric: undefined });
    for (const check of checks) expect(seen(check)).toContain(observed);
  });
});

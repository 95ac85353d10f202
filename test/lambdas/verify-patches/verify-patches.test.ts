import { evidenceSchema } from '../../../lambdas/shared/evidence';
import { verifyPatches } from '../../../lambdas/verify-patches/verify-patches';
import { oddOnes, prove, resultOf } from './findings';
import { aVulnerability, daysAgo, World } from './world';

const allChecks = [
  'amazon-linux-release',
  'certificates',
  'core-checksums',
  'core-version',
  'database-engine',
  'database-maintenance',
  'fleet-alike',
  'image-age',
  'inventory',
  'lambda-runtimes',
  'languages',
  'patch-states',
  'pins',
  'plugin-checksums',
  'plugin-versions',
  'plugins-declared',
  'plugins-listed',
  'plugins-maintained',
  'running-kernel',
  'theme-versions',
  'vulnerabilities',
  'vulnerabilities-second-source',
];

const idsOf = (evidence: { results: readonly { id: string }[] }) => evidence.results.map(({ id }) => id).sort();
const metrics = (world: World) => world.put.map(({ namespace, name, value }) => [namespace, name, value]);

describe('verify-patches', () => {
  test('proves a store that is patched, by evidence of every check', async () => {
    const world = new World();
    const answer = await verifyPatches({ expected: world.expected }, world.ports());
    expect(answer.verdict).toBe('pass');
    expect(answer.evidenceKey).toBe('key-1');
    expect(answer.summary).toBe('acme: patches are proven (22 passed, 0 failed, 0 unknown, 0 not run)');
    const evidence = evidenceSchema.parse(world.evidence[0]);
    expect(idsOf(evidence)).toEqual(allChecks);
    expect(evidence).toMatchObject({
      store: 'acme',
      check: 'patch-proof',
      verdict: 'pass',
      producer: { name: 'verify-patches', version: '0.1.0' },
      subject: { autoScalingGroup: 'acme-hosts', database: 'acme-shop', newestImage: 'ami-new' },
      measures: {
        hosts: 2,
        plugins: 2,
        unverifiedPlugins: 1,
        knownVulnerabilities: 0,
        overdueVulnerabilities: 0,
        certificateDays: 200,
      },
    });
    expect(metrics(world)).toEqual([['Storefort/acme', 'PatchesProven', 1]]);
  });

  test('names a requirement for every check', async () => {
    const evidence = await prove(new World());
    expect(evidence.results.filter(({ requirement }) => !requirement?.startsWith('PCI DSS '))).toEqual([]);
  });

  test('says no when one check fails, and says which', async () => {
    const world = new World();
    world.source(0).found.push(aVulnerability({ published: daysAgo(8) }));
    const answer = await verifyPatches({ expected: world.expected }, world.ports());
    expect(answer.verdict).toBe('fail');
    expect(answer.summary).toContain('fail vulnerabilities: woocommerce 9.4.1: critical CVE-2026-1111');
    expect(metrics(world)).toEqual([['Storefort/acme', 'PatchesProven', 0]]);
  });

  test('puts evidence of what could not be found out, no metric, and throws in the daily run', async () => {
    const world = new World();
    world.failing.set('managed.database', new Error('secret detail'));
    await expect(verifyPatches({ expected: world.expected }, world.ports())).rejects.toThrow(
      /not everything could be found out\nacme: patches are not proven .*\nerror database-maintenance: /s,
    );
    expect(world.evidence.map(({ verdict }) => verdict)).toEqual(['error']);
    expect(JSON.stringify(world.evidence)).not.toContain('secret detail');
    expect(world.put).toEqual([]);
  });

  test('gives a patch window its answer all the same', async () => {
    const world = new World();
    world.failing.set('managed.database', new Error('down'));
    const answer = await verifyPatches({ expected: world.expected, execution: 'window-1' }, world.ports());
    expect(answer.verdict).toBe('error');
    expect(world.put).toEqual([]);
    expect(world.evidence[0]?.subject.execution).toBe('window-1');
  });

  test('does not count as proven what has no evidence', async () => {
    const world = new World();
    world.failing.set('evidence.put', new Error('denied'));
    await expect(verifyPatches({ expected: world.expected }, world.ports())).rejects.toThrow('evidence.put');
    expect(world.put).toEqual([]);
  });

  test('names the same question alike, of a day and of a window', async () => {
    const world = new World();
    const run = async (execution?: string) => {
      await verifyPatches({ expected: world.expected, ...(execution && { execution }) }, world.ports());
      return world.evidence.at(-1)?.id;
    };
    const morning = await run();
    world.now = new Date('2026-11-25T10:20:00Z');
    expect(await run()).toBe(morning);
    const window = await run('window-1');
    expect(window).not.toBe(morning);
    expect(await run('window-2')).not.toBe(window);
    world.expected.generation = 3;
    expect(await run()).not.toBe(morning);
    world.expected.generation = 2;
    world.now = new Date('2026-11-26T10:00:00Z');
    world.everywhere((inventory) => {
      inventory.takenAt = world.now.toISOString();
    });
    expect(await run()).not.toBe(morning);
  });
});

describe('what cannot be found out', () => {
  test.each<[string, string[]]>([
    ['fleet.newestImage', ['image-age']],
    ['fleet.image ami-new', ['image-age']],
    ['core 6.8.3', ['core-version']],
    ['plugin woocommerce', ['plugin-versions', 'plugins-listed', 'plugins-maintained']],
    ['theme storefront', ['theme-versions']],
    ['coreChecksums 6.8.3 en_US', ['core-checksums']],
    ['pluginChecksums woocommerce 9.4.1', ['plugin-checksums']],
    ['pluginChecksums till-pro 2.0', ['plugin-checksums']],
    ['matching wordfence', ['vulnerabilities']],
    ['matching wpvulnerability', ['vulnerabilities-second-source']],
    ['managed.database', ['database-engine', 'database-maintenance']],
    ['managed.certificates', ['certificates']],
    ['managed.functions', ['lambda-runtimes']],
  ])('%s is an error of its own checks alone', async (call, ids) => {
    const world = new World();
    world.failing.set(call, new TypeError('down'));
    const evidence = await prove(world);
    expect(oddOnes(evidence)).toEqual(Object.fromEntries(ids.map((id) => [id, 'error'])));
    expect(resultOf(evidence, ids[0] ?? '').observed).toContain(`${call} did not answer (TypeError)`);
    expect(idsOf(evidence)).toEqual(allChecks);
  });

  const ofShops = [
    'core-checksums',
    'core-version',
    'fleet-alike',
    'inventory',
    'languages',
    'plugin-checksums',
    'plugin-versions',
    'plugins-declared',
    'plugins-listed',
    'plugins-maintained',
    'theme-versions',
    'vulnerabilities',
    'vulnerabilities-second-source',
  ];
  const ofInventories = ['amazon-linux-release', ...ofShops, 'running-kernel'];
  const errors = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 'error']));

  test('a host that does not answer leaves nothing proven that is about hosts', async () => {
    const world = new World();
    world.failing.set('inventories.take i-2', new Error('timed out'));
    const evidence = await prove(world);
    expect(oddOnes(evidence)).toEqual(errors(ofInventories));
    expect(resultOf(evidence, 'inventory').observed).toBe('unknown: i-2: inventories.take i-2 did not answer (Error)');
    expect(resultOf(evidence, 'core-version').observed).toContain('unknown: what i-2 runs');
    expect(idsOf(evidence)).toEqual(allChecks);
  });

  test('what the other host runs is judged nevertheless', async () => {
    const world = new World();
    world.failing.set('inventories.take i-2', new Error('timed out'));
    world.source(0).found.push(aVulnerability({ published: daysAgo(8) }));
    world.inventory('i-1').shop.plugins.push({ slug: 'back-door', name: 'x', version: '1', active: false, files: {} });
    const odd = oddOnes(await prove(world));
    expect(odd).toMatchObject({ vulnerabilities: 'fail', 'plugins-declared': 'fail', 'core-checksums': 'error' });
  });

  test('a host that never answers is an error at the deadline, and so is what was not asked by then', async () => {
    const world = new World();
    world.failing.set('inventories.take i-1', 'never');
    const proven = prove(world);
    setTimeout(() => {
      world.deadline.abort();
    }, 20);
    const evidence = await proven;
    expect(idsOf(evidence)).toEqual(allChecks);
    expect(resultOf(evidence, 'inventory').observed).toBe('unknown: i-1: no answer in time');
    expect(resultOf(evidence, 'core-version').observed).toContain('no time was left to ask');
    expect(resultOf(evidence, 'lambda-runtimes').verdict).toBe('pass');
  });

  test('without the fleet nothing about hosts is proven', async () => {
    const world = new World();
    world.failing.set('fleet.hosts', new Error('denied'));
    const evidence = await prove(world);
    expect(oddOnes(evidence)).toEqual(errors([...ofInventories, 'image-age', 'patch-states']));
    expect(world.asked.filter((call) => call.startsWith('matching'))).toEqual([]);
  });

  test('a fleet without hosts is a finding, whatever else is well', async () => {
    const world = new World();
    world.hosts.length = 0;
    const evidence = await prove(world);
    expect(evidence.verdict).toBe('fail');
    const failed = ['amazon-linux-release', 'fleet-alike', 'image-age', 'inventory', 'running-kernel'];
    expect(
      Object.entries(oddOnes(evidence))
        .filter(([, verdict]) => verdict === 'fail')
        .map(([id]) => id)
        .sort(),
    ).toEqual(failed);
    expect(oddOnes(evidence)).toMatchObject({ 'core-version': 'not-run', 'patch-states': 'not-run' });
    expect(resultOf(evidence, 'core-version').observed).toBe('not run, because no host runs a release');
  });

  test('old evidence that cannot be read does not matter to what is current', async () => {
    const world = new World();
    world.failing.set('evidence.newest', new Error('denied'));
    expect(oddOnes(await prove(world))).toEqual({});
  });
});

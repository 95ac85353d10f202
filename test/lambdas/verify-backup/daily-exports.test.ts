import { type Case, expectFindings, ids, proveDay } from './findings';
import { provenWorld } from './proven-world';
import { hours, lastNight, type World } from './world';

describe('key and exports that are not as promised', () => {
  test.each<Case>([
    [
      'the key is pending deletion',
      (world) => (world.key = { ...world.key, state: 'PendingDeletion' }),
      ['key-usable'],
    ],
    ['the key no longer rotates', (world) => (world.key = { ...world.key, rotating: false }), ['key-rotation']],
    ['the key has another policy', (world) => (world.key = { ...world.key, policy: {} }), ['key-policy']],
    [
      'there never was an export',
      (world) => {
        world.bucket.clear();
      },
      ['export-fresh'],
      ['export-encrypted', 'export-locked', 'export-objects', 'export-proven'],
    ],
    [
      'last night’s export did not come',
      (world) => {
        for (const which of ['manifest', 'dump', 'uploads'] as const) world.bucket.delete(world.keyOf(which));
      },
      ['export-fresh'],
    ],
    ['last night’s export left no manifest', (world) => world.bucket.delete(world.keyOf('manifest')), ['export-fresh']],
    [
      'the newest export was never proven',
      (world) => {
        world.dropEvidence(({ subject }) => subject.manifestKey === world.keyOf('manifest'));
      },
      ['export-proven'],
    ],
    [
      'the proof of the newest export is an error, and stayed one',
      (world) => {
        for (const one of world.evidence) {
          if (one.subject.manifestKey === world.keyOf('manifest')) one.verdict = 'error';
        }
      },
      ['export-proven'],
    ],
    [
      'the newest export failed its proof',
      (world) => {
        for (const one of world.evidence) {
          if (one.subject.manifestKey === world.keyOf('manifest')) one.verdict = 'fail';
        }
      },
      ['export-proven'],
    ],
    [
      'the export passed once, and failed when it was proven again',
      (world) => {
        const [proof] = world.evidence.filter(({ subject }) => subject.manifestKey === world.keyOf('manifest'));
        if (proof) world.evidence.push({ ...proof, verdict: 'fail', finishedAt: '2026-11-25T03:00:00.000Z' });
      },
      ['export-proven'],
    ],
    ...(['manifest', 'dump', 'uploads'] as const).map((which): [string, (world: World) => unknown, string[]] => [
      `another ${which} was put in the place of the proven one`,
      (world) => (world.object(which).versionId = 'v-other'),
      ['export-proven'],
    ]),
    [
      'the dump was deleted since it was proven',
      (world) => world.bucket.delete(world.keyOf('dump')),
      ['export-encrypted', 'export-locked', 'export-objects', 'export-proven'],
    ],
    [
      'the lock of the dump was shortened since it was proven',
      (world) => (world.object('dump').retention = { mode: 'GOVERNANCE', until: hours(world.now, 24) }),
      ['export-locked'],
    ],
    [
      'the lock of the dump was taken off since it was proven',
      (world) => (world.object('dump').retention = undefined),
      ['export-locked'],
    ],
  ])('%s: exactly that is found', async (_, change, failed, notRun = []) => {
    const world = await provenWorld();
    change(world);
    expectFindings(world, await proveDay(world), [failed, notRun], 'BackupProven');
  });

  test('an export is too old after thirty hours', async () => {
    const world = await provenWorld();
    world.now = hours(world.object('manifest').lastModified, 30.1);
    const evidence = await proveDay(world);
    expect(ids(evidence, 'fail')).toEqual(['export-fresh']);
    expect(evidence.results.find(({ id }) => id === 'export-fresh')).toMatchObject({
      observed: '30.1 hours old',
      expected: 'at most 30 hours old',
    });
  });

  test('an export that is still being proven counts no longer than an hour', async () => {
    const world = await provenWorld();
    world.addExport({ export: '20261125T080003Z', tables: { wp_posts: 1 }, uploads: [] });
    expect(ids(await proveDay(world), 'fail')).toEqual(['export-proven']);
  });

  test('an export that was proven a minute ago is the one that counts', async () => {
    const world = await provenWorld();
    world.now = hours(world.object('manifest').lastModified, 0.12);
    const { subject, measures } = await proveDay(world);
    expect(subject.manifestKey).toBe(world.keyOf('manifest'));
    expect(measures.exportAgeHours).toBe(0.1);
  });

  test('two exports without proof are one too many, however young', async () => {
    const world = await provenWorld();
    world.addExport({ export: '20261125T091003Z', tables: { wp_posts: 1 }, uploads: [] });
    world.addExport({ export: '20261125T090003Z', tables: { wp_posts: 1 }, uploads: [] });
    expect(ids(await proveDay(world), 'fail')).toEqual(['export-proven']);
  });

  test('the night before is read when last night’s export is not there', async () => {
    const world = await provenWorld();
    world.bucket.delete(world.keyOf('manifest'));
    const evidence = await proveDay(world);
    expect(evidence.subject.manifestKey).toBe(world.keyOf('manifest', lastNight));
    expect(evidence.measures.exportAgeHours).toBeGreaterThan(30);
  });
});

import { verifyBackup } from '../../../lambdas/verify-backup/verify-backup';
import { ids } from './findings';
import { aDrill, aNight, hours, lastNight, tonight, World } from './world';

const collapsed = () => ({ tables: { ...aNight().tables, wp_wc_orders: 20 }, uploads: aNight().uploads.slice(40) });
const kept = ['export-rows-kept', 'export-uploads-kept'];

async function prove(world: World, id: string) {
  world.now = hours(world.object('manifest', id).lastModified, 0.1);
  return verifyBackup({ expected: world.expected, manifestKey: world.keyOf('manifest', id) }, world.ports());
}

const seen = (evidence: Awaited<ReturnType<typeof prove>>) =>
  kept.map((id) => evidence.results.find((result) => result.id === id)?.observed);

test('a collapse is found each night, not only in the first', async () => {
  const world = new World();
  await prove(world, lastNight);
  await prove(world, tonight);
  for (const id of ['20261126T010003Z', '20261127T010003Z', '20261128T010003Z']) {
    world.addExport({ export: id, ...collapsed() });
    const evidence = await prove(world, id);
    expect(ids(evidence, 'fail')).toEqual(kept);
    expect(seen(evidence)).toEqual([
      `wp_wc_orders has 20, it had 200; held against ${tonight}, the newest proven`,
      `20 files, 60 in ${tonight}, the newest proven`,
    ]);
  }
  world.addExport(aNight({ export: '20261129T010003Z' }));
  const mended = await prove(world, '20261129T010003Z');
  expect(ids(mended, 'fail')).toEqual([]);
  expect(seen(mended)).toEqual([
    `7 tables kept; held against ${tonight}, the newest proven`,
    `60 files, 60 in ${tonight}, the newest proven`,
  ]);
});

test('less is accepted after a passed drill in which a person said so, and not by one that failed', async () => {
  const world = new World();
  await prove(world, lastNight);
  await prove(world, tonight);
  world.addExport({ export: '20261126T010003Z', ...collapsed() });
  expect(ids(await prove(world, '20261126T010003Z'), 'fail')).toEqual(kept);

  const drill = (verdict: 'pass' | 'fail') => {
    const { subject, ...rest } = aDrill('restore-drill', 'database', hours(world.now, 1), verdict);
    world.evidence.push({ ...rest, subject: { ...subject, newCounts: 'as a person said' } });
  };
  drill('fail');
  world.addExport({ export: '20261127T010003Z', ...collapsed() });
  expect(ids(await prove(world, '20261127T010003Z'), 'fail')).toEqual(kept);

  drill('pass');
  world.addExport({ export: '20261128T010003Z', ...collapsed() });
  expect(ids(await prove(world, '20261128T010003Z'), 'fail')).toEqual([]);
});

test('where none was proven, it is held against the newest readable, and that is said', async () => {
  const world = new World();
  world.addExport({ export: '20261126T010003Z', ...collapsed() });
  const evidence = await prove(world, '20261126T010003Z');
  expect(ids(evidence, 'fail')).toEqual(kept);
  expect(seen(evidence)[1]).toBe(`20 files, 60 in ${tonight}, as none was proven yet or since less was accepted`);
});

test.each<[string, (world: World) => void]>([
  ['is gone', (world) => world.bucket.delete(world.keyOf('manifest', tonight))],
  ['is another version now', (world) => (world.object('manifest', tonight).versionId = 'v-other')],
  ['is none any more', (world) => (world.object('manifest', tonight).body = Buffer.from('{'))],
])('when the manifest that was proven %s, the proven one before it counts', async (_, change) => {
  const world = new World();
  await prove(world, lastNight);
  await prove(world, tonight);
  change(world);
  world.addExport(aNight({ export: '20261126T010003Z' }));
  const evidence = await prove(world, '20261126T010003Z');
  expect(seen(evidence)[1]).toBe(`60 files, 59 in ${lastNight}, the newest proven`);
});

test('proven exports of another generation, and later ones, do not count', async () => {
  const world = new World();
  await prove(world, lastNight);
  await prove(world, tonight);
  for (const one of world.evidence) {
    if (one.subject.manifestKey === world.keyOf('manifest', lastNight))
      one.subject.manifestKey = one.subject.manifestKey.replace('/g2/', '/g1/');
  }
  expect(seen(await prove(world, tonight))[1]).toBe(
    `60 files, 59 in ${lastNight}, as none was proven yet or since less was accepted`,
  );
});

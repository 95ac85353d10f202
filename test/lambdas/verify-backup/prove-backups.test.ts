import { evidenceSchema } from '../../../lambdas/shared/evidence';
import { measured, proveDay } from './findings';
import { provenWorld } from './proven-world';
import { aDrill, hours, tonight, type World } from './world';

describe('backups that are sound', () => {
  test('are proven each day: evidence, and metrics after it', async () => {
    const world = await provenWorld();
    const before = world.evidence.length;
    const evidence = await proveDay(world);
    expect(evidence.results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(evidence.verdict).toBe('pass');
    expect(world.evidence.slice(before)).toEqual([evidence]);
    expect(() => evidenceSchema.parse(evidence)).not.toThrow();
    expect(evidence).toMatchObject({
      check: 'backup-proof',
      producer: { name: 'verify-backup', version: '0.1.0' },
      subject: { manifestKey: `exports/acme/g2/${tonight}/manifest.json`, homeVault: 'acme-home-g2' },
      measures: { exportAgeHours: 8.4 },
    });
    expect(world.put).toEqual([
      { namespace: 'Storefort/acme', name: 'ExportAgeHours', unit: 'None', value: 8.4 },
      { namespace: 'Storefort/acme', name: 'BackupProven', unit: 'Count', value: 1 },
    ]);
  });

  test('are asked after, every one', async () => {
    const { results } = await proveDay(await provenWorld());
    const both = (names: string[]) => ['home', 'offsite'].flatMap((place) => names.map((name) => `${place}-${name}`));
    expect(results.map(({ id }) => id).sort()).toEqual(
      [
        'export-fresh',
        'export-proven',
        'export-objects',
        'export-encrypted',
        'export-locked',
        'key-usable',
        'key-rotation',
        'key-policy',
        ...both(['vault-lock', 'vault-key', 'database-fresh', 'database-key', 'database-life']),
        ...both(['files-fresh', 'files-key', 'files-life']),
        'restore-drill-database',
        'restore-drill-files',
        'offsite-drill-database',
        'offsite-drill-files',
      ].sort(),
    );
  });

  test.each<[string, (world: World) => void | Promise<void>]>([
    [
      'another export has just arrived and is still being proven',
      (world) => {
        world.addExport({ export: '20261125T090003Z', tables: { wp_posts: 1 }, uploads: [] });
        world.now = new Date('2026-11-25T09:58:00Z');
      },
    ],
    [
      'the proof of the export was an error first',
      (world) => {
        const [proof] = world.evidence.filter(({ subject }) => subject.manifestKey === world.keyOf('manifest'));
        if (proof) world.evidence.push({ ...proof, verdict: 'error', finishedAt: '2026-11-25T01:10:00.000Z' });
      },
    ],
    [
      'the newest recovery point of the database is not complete yet',
      (world) => {
        const [point] = world.vaults.home.points;
        if (point)
          world.vaults.home.points.push({ ...point, status: 'PARTIAL', takenAt: hours(world.now, -1), keyArn: 'x' });
      },
    ],
    [
      'another resource has recovery points in the vault, with another key',
      (world) => {
        const [point] = world.vaults.home.points;
        if (point) world.vaults.home.points.push({ ...point, resourceArn: 'arn:other', keyArn: 'arn:other-key' });
      },
    ],
    [
      'recovery points are kept exactly as short and as long as the lock allows',
      (world) => {
        const [one, other] = world.vaults.home.points;
        Object.assign(one ?? {}, { deleteAfterDays: 14 });
        Object.assign(other ?? {}, { deleteAfterDays: 365 });
      },
    ],
    [
      'a drill after the one that passed could not find out',
      (world) => {
        world.evidence.push(aDrill('restore-drill', 'database', hours(world.now, -2), 'error'));
      },
    ],
    [
      'the drill is a day late',
      (world) => {
        world.dropDrills('restore-drill');
        for (const resource of ['database', 'files']) {
          world.evidence.push(aDrill('restore-drill', resource, hours(world.now, -(168 + 23))));
        }
      },
    ],
    [
      'drills finished a few minutes ago, and the times of their evidence are ahead',
      (world) => {
        for (const check of ['restore-drill', 'offsite-drill']) {
          world.dropDrills(check);
          world.evidence.push(
            aDrill(check, 'database', hours(world.now, -0.1)),
            aDrill(check, 'files', hours(world.now, 0.1)),
          );
        }
      },
    ],
    [
      'the export is 29.9 hours old',
      (world) => {
        world.now = hours(world.object('manifest').lastModified, 29.9);
      },
    ],
    [
      'the recovery points are 29.9 hours old',
      (world) => {
        for (const place of ['home', 'offsite'] as const) {
          const points = world.vaults[place].points as { takenAt: Date }[];
          points.splice(0, 2);
          for (const point of points.slice(0, 2)) point.takenAt = hours(world.now, -29.9);
        }
      },
    ],
    [
      'AWS answers the same recovery points twice',
      (world) => {
        world.vaults.offsite.points.push(...world.vaults.offsite.points);
      },
    ],
  ])('also when %s', async (_, change) => {
    const world = await provenWorld();
    await change(world);
    const evidence = await proveDay(world);
    expect(evidence.results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(measured(world, 'BackupProven')).toEqual([1]);
  });

  test('have evidence of one id a day', async () => {
    const world = await provenWorld();
    const first = await proveDay(world);
    world.now = hours(world.now, 1);
    expect((await proveDay(world)).id).toBe(first.id);
    const tomorrow = await provenWorld();
    tomorrow.now = hours(tomorrow.now, 15);
    expect((await proveDay(tomorrow)).id).not.toBe(first.id);
  });
});

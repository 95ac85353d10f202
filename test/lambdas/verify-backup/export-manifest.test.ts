import { type Case, expectFindings, ids, proveArrival } from './findings';
import { homeKey } from './expectations';
import { dumpOf } from './sample-dump';
import { aNight, hours, lastNight, World } from './world';

describe('a manifest that is none, foreign, replayed, or of another time', () => {
  test.each<Case>([
    [
      'the manifest is cut off',
      (world) => {
        const stored = world.object('manifest');
        stored.body = stored.body.subarray(0, 200);
      },
      ['export-manifest'],
      ['export-clock', 'export-not-replayed', 'export-own', 'export-uploads'],
    ],
    [
      'the manifest has a field too many',
      (world) => {
        world.rewrite((manifest) => Object.assign(manifest, { signature: 'x' }));
      },
      ['export-manifest'],
      ['export-clock', 'export-not-replayed', 'export-own', 'export-uploads'],
    ],
    [
      'the manifest is larger than any',
      (world) => {
        const stored = world.object('manifest');
        stored.body = Buffer.concat([stored.body, Buffer.alloc(1_048_577, 32)]);
      },
      ['export-manifest'],
      ['export-clock', 'export-not-replayed', 'export-own', 'export-uploads'],
    ],
    [
      'the manifest is of another store',
      (world) => {
        world.rewrite((manifest) => void (manifest.store = 'other'));
      },
      ['export-own'],
    ],
    [
      'the manifest is of another generation',
      (world) => {
        world.rewrite((manifest) => void (manifest.generation = 1));
      },
      ['export-own'],
    ],
    [
      'the manifest is of another night',
      (world) => {
        world.rewrite((manifest) => void (manifest.export = '20261125T010004Z'));
      },
      ['export-own'],
    ],
    [
      'the manifest names the dump of another night',
      (world) => {
        world.rewrite((manifest) => void (manifest.dump.key = world.keyOf('dump', lastNight)));
      },
      ['export-own'],
    ],
    [
      'the manifest names another inventory',
      (world) => {
        world.rewrite((manifest) => void (manifest.uploads.key = world.keyOf('uploads', lastNight)));
      },
      ['export-own'],
    ],
    [
      'the manifest names another key',
      (world) => {
        world.rewrite((manifest) => void (manifest.keyArn = homeKey));
      },
      ['export-own'],
    ],
    [
      'a newer export came before it',
      (world) => {
        world.addExport({ ...aNight(), export: '20261125T010500Z' });
        for (const which of ['manifest', 'dump', 'uploads'] as const) {
          world.object(which).lastModified = hours(world.now, 0);
          world.object(which).retention = { mode: 'GOVERNANCE', until: hours(world.now, 36 * 24) };
        }
      },
      ['export-not-replayed'],
    ],
    [
      'a newer export with a broken manifest came before it',
      (world) => {
        world.addExport({ ...aNight(), export: '20261125T010500Z' });
        world.object('manifest', '20261125T010500Z').body = Buffer.from('[]');
        for (const which of ['manifest', 'dump', 'uploads'] as const) {
          world.object(which).lastModified = hours(world.now, 0);
          world.object(which).retention = { mode: 'GOVERNANCE', until: hours(world.now, 36 * 24) };
        }
      },
      ['export-not-replayed'],
    ],
    [
      'the dump of last night was put again, with a manifest that says so',
      (world) => {
        const old = world.object('dump', lastNight);
        world.object('dump').body = old.body;
        const then = JSON.parse(world.object('manifest', lastNight).body.toString());
        world.rewrite((manifest) => {
          manifest.dump = { ...then.dump, key: manifest.dump.key };
          manifest.tables = then.tables;
        });
      },
      ['export-clock', 'export-not-replayed'],
    ],
    [
      'a whole old export was put again, weeks later',
      (world) => {
        for (const which of ['manifest', 'dump', 'uploads'] as const) {
          const stored = world.object(which);
          stored.lastModified = hours(stored.lastModified, 24 * 15);
          stored.retention = { mode: 'GOVERNANCE', until: hours(stored.lastModified, 35 * 24) };
        }
        world.now = hours(world.now, 24 * 15);
      },
      ['export-clock'],
    ],
    [
      'the clock of the database is 16 minutes behind',
      (world) => {
        world.rewrite((manifest) => void (manifest.database.time = '2026-11-25T00:44:02Z'));
      },
      ['export-clock'],
    ],
    [
      'the clock of the database is 16 minutes ahead of the dump’s',
      (world) => {
        world.rewrite((manifest) => void (manifest.database.time = '2026-11-25T01:17:30Z'));
      },
      ['export-clock'],
    ],
    [
      'the clock of the host is an hour ahead',
      (world) => {
        world.redump(dumpOf(aNight().tables, '2026-11-25  2:01:12'));
      },
      ['export-clock'],
    ],
    [
      'the clock of the host is an hour behind',
      (world) => {
        world.redump(dumpOf(aNight().tables, '2026-11-25  0:01:12'));
      },
      ['export-clock'],
    ],
    [
      'the dump was put before the export began',
      (world) => (world.object('dump').lastModified = new Date('2026-11-25T00:30:00Z')),
      ['export-clock'],
    ],
    [
      'the inventory was put a day later',
      (world) => {
        const stored = world.object('uploads');
        stored.lastModified = hours(stored.lastModified, 24);
        stored.retention = { mode: 'GOVERNANCE', until: hours(stored.lastModified, 35 * 24) };
      },
      ['export-clock'],
    ],
    [
      'the manifest was put before the dump began',
      (world) => (world.object('manifest').lastModified = new Date('2026-11-25T00:30:00Z')),
      ['export-clock'],
    ],
  ])('%s: exactly that is found', async (_, change, failed, notRun = []) => {
    const world = new World();
    change(world);
    expectFindings(world, await proveArrival(world), [failed, notRun], 'ExportProven');
  });

  /** Puts all of the export later than it began. */
  function putLater(world: World, afterHours: number, which: readonly ('manifest' | 'dump' | 'uploads')[]): void {
    for (const one of which) {
      const stored = world.object(one);
      stored.lastModified = hours(new Date('2026-11-25T01:00:03Z'), afterHours);
      stored.retention = { mode: 'GOVERNANCE', until: hours(stored.lastModified, 35 * 24) };
    }
  }

  test.each([
    ['the manifest four hours and a quarter after the database was asked', ['manifest'], 4.24, 4.27],
    ['the dump six hours and a quarter after the export began', ['dump'], 6.24, 6.27],
    ['the inventory six hours and a quarter after the export began', ['uploads'], 6.24, 6.27],
  ] as const)('%s is as late as can be', async (_, which, inTime, late) => {
    const world = new World();
    putLater(world, inTime, which);
    expect(ids(await proveArrival(world), 'fail')).toEqual([]);
    putLater(world, late, which);
    const evidence = await proveArrival(world);
    expect(ids(evidence, 'fail')).toEqual(['export-clock']);
    expect(evidence.results.find(({ id }) => id === 'export-clock')?.observed).toMatch(
      / is of 2026-11-25T\S+Z, not of the \d hours from /,
    );
  });

  test('the end of the dump is as late as can be after the database was asked', async () => {
    const world = new World();
    const asked = (at: string) => {
      world.rewrite((manifest) => {
        manifest.database.time = at;
      });
    };
    world.redump(dumpOf(aNight().tables, '2026-11-25  5:14:00'));
    putLater(world, 4.22, ['manifest']);
    asked('2026-11-25T00:59:30Z');
    expect(ids(await proveArrival(world), 'fail')).toEqual([]);
    asked('2026-11-25T00:58:30Z');
    expect(ids(await proveArrival(world), 'fail')).toEqual(['export-clock']);
  });

  test.each([
    ['{', 'no manifest: no JSON object'],
    ['[]', 'no manifest: no JSON object'],
    ['{"schemaVersion":2,"store":"a card number"}', 'no manifest: schemaVersion'],
  ])('what is wrong with a manifest is told by its place, not by its content (%s)', async (text, observed) => {
    const world = new World();
    world.object('manifest').body = Buffer.from(text);
    const { results } = await proveArrival(world);
    expect(results.find(({ id }) => id === 'export-manifest')).toMatchObject({ observed, verdict: 'fail' });
  });

  test('times that agree are said to', async () => {
    const { results } = await proveArrival(new World());
    expect(results.find(({ id }) => id === 'export-clock')).toMatchObject({
      observed: 'in order',
      expected: 'in order, give or take 15 minutes, within 6 hours in all and 4 of the dump',
    });
  });
});

import { evidenceSchema } from '../../../lambdas/shared/evidence';
import { measured, proveArrival } from './findings';
import { dumpOf } from './sample-dump';
import { aNight, hours, lastNight, tonight, World } from './world';

describe('an export that arrives sound', () => {
  test('is proven: evidence, and metrics after it', async () => {
    const world = new World();
    const evidence = await proveArrival(world);
    expect(evidence.results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(evidence.verdict).toBe('pass');
    expect(world.evidence).toEqual([evidence]);
    expect(() => evidenceSchema.parse(evidence)).not.toThrow();
    expect(evidence.check).toBe('export-proof');
    expect(evidence.subject).toMatchObject({
      bucket: 'acme-exports',
      manifestKey: `exports/acme/g2/${tonight}/manifest.json`,
      manifestVersion: world.object('manifest').versionId,
      dumpVersion: world.object('dump').versionId,
      uploadsVersion: world.object('uploads').versionId,
    });
    expect(evidence.measures).toMatchObject({ exportRows: 1800, uploadsFiles: 60 });
    expect(world.put).toEqual([
      { namespace: 'Storefort/acme', name: 'ExportRows', unit: 'Count', value: 1800 },
      { namespace: 'Storefort/acme', name: 'ExportProven', unit: 'Count', value: 1 },
    ]);
  });

  test('asks every check there is', async () => {
    const { results } = await proveArrival(new World());
    expect(results.map(({ id }) => id).sort()).toEqual(
      [
        'key-usable',
        'key-rotation',
        'key-policy',
        'export-objects',
        'export-encrypted',
        'export-locked',
        'export-manifest',
        'export-own',
        'export-not-replayed',
        'export-clock',
        'export-dump',
        'dump-not-empty',
        'dump-complete',
        'dump-structure',
        'dump-charset',
        'dump-shop',
        'dump-card-numbers',
        'dump-checksum',
        'dump-bytes',
        'dump-tables',
        'dump-rows',
        'dump-origin',
        'export-uploads',
        'export-rows-kept',
        'export-uploads-kept',
      ].sort(),
    );
  });

  test.each<[string, (world: World) => void]>([
    [
      'it is the first export of all',
      (world) => {
        for (const which of ['manifest', 'dump', 'uploads'] as const)
          world.bucket.delete(world.keyOf(which, lastNight));
      },
    ],
    [
      'the night before left a dump without a manifest',
      (world) => {
        world.bucket.delete(world.keyOf('manifest', lastNight));
      },
    ],
    [
      'the manifest of the night before is broken, which was told then',
      (world) => {
        world.object('manifest', lastNight).body = Buffer.from('{');
      },
    ],
    [
      'the next export is there already, because the event came late',
      (world) => {
        world.addExport({ ...aNight(), export: '20261126T010003Z' });
        world.now = hours(world.now, 24);
      },
    ],
    [
      'something else lies beside the exports',
      (world) => {
        world.store('exports/acme/g2/readme/manifest.json', Buffer.from('{}'), world.now);
        world.store('exports/acme/g2/20269925T010003Z/manifest.json', Buffer.from('{}'), hours(world.now, -40));
      },
    ],
    [
      'somebody once put an export of a far future',
      (world) => {
        world.store('exports/acme/g2/99991231T235959Z/manifest.json', Buffer.from('{}'), hours(world.now, -40));
      },
    ],
    [
      'a tenth of the orders is gone, by hand',
      (world) => {
        world.addExport({ ...aNight(), tables: { ...aNight().tables, wp_wc_orders: 171 } });
      },
    ],
    [
      'ten of twelve users are gone, which is a handful',
      (world) => {
        world.addExport({ ...aNight(), export: lastNight, tables: { ...aNight().tables, wp_users: 12 } });
        world.addExport({ ...aNight(), tables: { ...aNight().tables, wp_users: 2 } });
      },
    ],
    [
      'sessions, logs and the tables of a plugin are gone',
      (world) => {
        world.addExport({
          ...aNight(),
          export: lastNight,
          tables: {
            ...aNight().tables,
            wp_actionscheduler_logs: 9_000,
            wp_woocommerce_sessions: 500,
            wp_yoast_links: 900,
          },
        });
      },
    ],
    [
      'a table has no rows, and another prefix is used',
      (world) => {
        const renamed = Object.fromEntries(
          Object.entries(aNight().tables).map(([name, rows]) => [name.replace('wp_', 'acme9_'), rows]),
        );
        world.addExport({ ...aNight(), export: lastNight, tables: renamed });
        world.addExport({ ...aNight(), tables: { ...renamed, acme9_wc_webhooks: 0 } });
      },
    ],
    [
      'the clock of the host is 14 minutes ahead',
      (world) => {
        const { tables } = aNight();
        world.redump(dumpOf(tables, '2026-11-25  1:17:36'));
      },
    ],
    [
      'the clock of the database is 14 minutes behind',
      (world) => {
        world.rewrite((manifest) => {
          manifest.database.time = '2026-11-25T00:46:03Z';
        });
      },
    ],
    [
      'the second try wrote it, four hours after the first began',
      (world) => {
        const began = hours(new Date('2026-11-25T01:00:03Z'), 4.2);
        world.redump(dumpOf(aNight().tables, '2026-11-25  5:30:00'));
        world.rewrite((manifest) => {
          manifest.database.time = began.toISOString();
        });
        for (const which of ['manifest', 'dump', 'uploads'] as const) {
          const stored = world.object(which);
          stored.lastModified = hours(began, 0.4);
          stored.retention = { mode: 'GOVERNANCE', until: hours(stored.lastModified, 35 * 24) };
        }
      },
    ],
    [
      'it is locked longer than promised, and for good',
      (world) => {
        world.object('dump').retention = { mode: 'COMPLIANCE', until: hours(world.now, 400 * 24) };
      },
    ],
    [
      'KMS returns the policy in another order and shape',
      (world) => {
        world.key = {
          ...world.key,
          policy: {
            Statement: [
              {
                Condition: { StringEquals: { 'kms:CallerAccount': ['111122223333'] } },
                Resource: ['*'],
                Action: ['kms:Encrypt', 'kms:Decrypt'],
                Principal: '*',
                Effect: 'Allow',
                Sid: 'UseViaBackup',
              },
              { Action: ['kms:*'], Effect: 'Allow', Principal: { AWS: '111122223333' }, Resource: '*' },
            ],
            Version: '2012-10-17',
          },
        };
      },
    ],
  ])('also when %s', async (_, change) => {
    const world = new World();
    change(world);
    const evidence = await proveArrival(world);
    expect(evidence.results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(measured(world, 'ExportProven')).toEqual([1]);
  });
});

describe('the same manifest twice', () => {
  test('has evidence of one id, another version of it has its own', async () => {
    const world = new World();
    const first = await proveArrival(world);
    world.now = hours(world.now, 0.1);
    const again = await proveArrival(world);
    expect(again.id).toBe(first.id);
    expect(again.verdict).toBe('pass');
    world.object('manifest').versionId = 'v-other';
    expect((await proveArrival(world)).id).not.toBe(first.id);
  });
});

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type Case, expectFindings, ids, measured, proveArrival } from './findings';
import { dumpOf } from './sample-dump';
import { aNight, lastNight, World } from './world';

const completed = '2026-11-25  1:01:12';

describe('a dump or an inventory that is not what the manifest says', () => {
  test.each<Case>([
    [
      'the dump is another than the manifest’s, by a byte of text',
      (world) => {
        const body = gzipSync(Buffer.from(dumpOf(aNight().tables, completed, (row) => `(${row},'raw ${row}')`)));
        world.object('dump').body = body;
        world.rewrite((manifest) => void (manifest.dump.bytes = body.length));
      },
      ['dump-checksum'],
    ],
    [
      'the dump has rows less than the manifest says',
      (world) => {
        world.redump(dumpOf({ ...aNight().tables, wp_options: 29 }, completed));
      },
      ['dump-rows'],
    ],
    [
      'the dump ends before its last line',
      (world) => {
        world.redump(dumpOf(aNight().tables, completed).replace(/-- Dump completed.*\n$/, ''));
      },
      ['dump-complete'],
    ],
    [
      'a card number is in the dump',
      (world) => {
        const text = dumpOf(aNight().tables, completed).replace('row 7', 'paid with 4000 0566 5566 5556');
        world.redump(text);
      },
      ['dump-card-numbers'],
    ],
    [
      'the dump is of another database',
      (world) => {
        world.rewrite((manifest) => void (manifest.database.schema = 'staging'));
      },
      ['dump-origin'],
    ],
    [
      'orders have collapsed',
      (world) => {
        world.addExport({ ...aNight(), tables: { ...aNight().tables, wp_wc_orders: 170 } });
      },
      ['export-rows-kept'],
    ],
    [
      'eleven of twelve users are gone, which is more than a handful',
      (world) => {
        world.addExport({ ...aNight(), export: lastNight, tables: { ...aNight().tables, wp_users: 12 } });
        world.addExport({ ...aNight(), tables: { ...aNight().tables, wp_users: 1 } });
      },
      ['export-rows-kept'],
    ],
    [
      'the table of the orders is gone',
      (world) => {
        const { wp_wc_orders: _, ...tables } = aNight().tables;
        world.addExport({ ...aNight(), tables });
      },
      ['export-rows-kept'],
    ],
    [
      'orders collapsed since the newest readable manifest, the one between being broken',
      (world) => {
        world.addExport({ ...aNight(), export: '20261124T130000Z' });
        world.object('manifest', '20261124T130000Z').body = Buffer.from('[]');
        world.addExport({ ...aNight(), tables: { ...aNight().tables, wp_wc_orders: 100 } });
      },
      ['export-rows-kept'],
    ],
    [
      'the uploads have collapsed',
      (world) => {
        world.addExport({ ...aNight(), uploads: aNight().uploads.slice(0, 40) });
      },
      ['export-uploads-kept'],
    ],
    [
      'the inventory is another, of the same form and size',
      (world) => {
        const lines = aNight()
          .uploads.map((line) => `${line.replace('uploads/', 'Uploads/')}\n`)
          .join('');
        world.object('uploads').body = gzipSync(Buffer.from(lines));
      },
      ['export-uploads'],
    ],
    [
      'the manifest says more files than the inventory has',
      (world) => {
        world.rewrite((manifest) => void (manifest.uploads.files += 1));
      },
      ['export-uploads'],
    ],
    [
      'the manifest says more bytes of files than the inventory has',
      (world) => {
        world.rewrite((manifest) => void (manifest.uploads.fileBytes += 1));
      },
      ['export-uploads'],
    ],
    [
      'the inventory is cut off',
      (world) => {
        const stored = world.object('uploads');
        stored.body = stored.body.subarray(0, stored.body.length - 20);
      },
      ['export-uploads'],
    ],
  ])('%s: exactly that is found', async (_, change, failed, notRun = []) => {
    const world = new World();
    change(world);
    expectFindings(world, await proveArrival(world), [failed, notRun], 'ExportProven');
  });

  test('a card number is told by its place, and not shown', async () => {
    const world = new World();
    world.redump(dumpOf(aNight().tables, completed).replace('row 7', 'paid with 4000 0566 5566 5556'));
    const text = JSON.stringify(await proveArrival(world));
    expect(text).toContain('wp_actionscheduler_logs row 7');
    expect(text).not.toMatch(/05665566|0566 5566/);
  });
});

describe('any bit that turned, any byte that is missing', () => {
  test.each(['dump', 'uploads'] as const)('of the %s is found', async (which) => {
    const size = new World().object(which).body.length;
    const damage = fc.oneof(
      fc.record({ at: fc.nat(size - 1), bit: fc.nat(7) }).map(({ at, bit }) => (body: Buffer) => {
        body.writeUInt8(body.readUInt8(at) ^ (1 << bit), at);
        return body;
      }),
      fc.nat(size - 1).map((end) => (body: Buffer) => body.subarray(0, end)),
      fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => (body: Buffer) => Buffer.concat([body, more])),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (change) => {
        const world = new World();
        world.object(which).body = change(world.object(which).body);
        const evidence = await proveArrival(world);
        expect(evidence.verdict).toBe('fail');
        expect(ids(evidence, 'fail')).toContain(which === 'dump' ? 'dump-checksum' : 'export-uploads');
        expect(measured(world, 'ExportProven')).toEqual([0]);
      }),
      { numRuns: 150 },
    );
  });
});

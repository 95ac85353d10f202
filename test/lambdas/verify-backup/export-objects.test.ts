import { type Case, expectFindings, ids, measured, proveArrival } from './findings';
import { homeKey } from './expectations';
import { hours, World } from './world';

describe('key and objects of an export that are not as promised', () => {
  test.each<Case>([
    ['the key is disabled', (world) => (world.key = { ...world.key, state: 'Disabled' }), ['key-usable']],
    [
      'the key is pending deletion',
      (world) => (world.key = { ...world.key, state: 'PendingDeletion' }),
      ['key-usable'],
    ],
    ['the key no longer rotates', (world) => (world.key = { ...world.key, rotating: false }), ['key-rotation']],
    [
      'the policy of the key has one statement more',
      (world) => {
        const policy = world.key.policy as { Statement: unknown[] };
        policy.Statement.push({ Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'kms:*', Resource: '*' });
      },
      ['key-policy'],
    ],
    [
      'the policy of the key has a condition less',
      (world) => {
        const policy = world.key.policy as { Statement: { Condition?: unknown }[] };
        delete policy.Statement[1]?.Condition;
      },
      ['key-policy'],
    ],
    [
      'the dump is encrypted with another key',
      (world) => (world.object('dump').keyArn = homeKey),
      ['export-encrypted'],
    ],
    [
      'the manifest is encrypted with S3’s own key',
      (world) => Object.assign(world.object('manifest'), { encryption: 'AES256', keyArn: undefined }),
      ['export-encrypted'],
    ],
    [
      'the inventory has the right key and another encryption',
      (world) => (world.object('uploads').encryption = 'aws:kms:dsse'),
      ['export-encrypted'],
    ],
    ['the dump is not locked', (world) => (world.object('dump').retention = undefined), ['export-locked']],
    [
      'the lock of the dump was shortened by a day',
      (world) => {
        const { lastModified } = world.object('dump');
        world.object('dump').retention = { mode: 'GOVERNANCE', until: hours(lastModified, 34 * 24) };
      },
      ['export-locked'],
    ],
    [
      'the lock of the inventory was shortened by an hour',
      (world) => {
        const { lastModified } = world.object('uploads');
        world.object('uploads').retention = { mode: 'GOVERNANCE', until: hours(lastModified, 35 * 24 - 1) };
      },
      ['export-locked'],
    ],
    [
      'the lock is of a kind nobody knows',
      (world) => (world.object('manifest').retention = { mode: 'NONE', until: hours(world.now, 900 * 24) }),
      ['export-locked'],
    ],
    [
      'the dump is gone',
      (world) => world.bucket.delete(world.keyOf('dump')),
      ['export-encrypted', 'export-locked', 'export-objects'],
      ['export-clock', 'export-dump', 'export-rows-kept'],
    ],
    [
      'the inventory is gone',
      (world) => world.bucket.delete(world.keyOf('uploads')),
      ['export-encrypted', 'export-locked', 'export-objects'],
      ['export-uploads', 'export-uploads-kept'],
    ],
    [
      'the manifest is gone again',
      (world) => world.bucket.delete(world.keyOf('manifest')),
      ['export-encrypted', 'export-locked', 'export-objects'],
      [
        'export-clock',
        'export-manifest',
        'export-not-replayed',
        'export-own',
        'export-rows-kept',
        'export-uploads',
        'export-uploads-kept',
      ],
    ],
    [
      'the dump is empty',
      (world) => {
        world.object('dump').body = Buffer.alloc(0);
      },
      [
        'dump-bytes',
        'dump-charset',
        'dump-checksum',
        'dump-complete',
        'dump-not-empty',
        'dump-origin',
        'dump-rows',
        'dump-shop',
        'dump-structure',
        'dump-tables',
        'export-objects',
        'export-rows-kept',
      ],
    ],
  ])('%s: exactly that is found', async (_, change, failed, notRun = []) => {
    const world = new World();
    change(world);
    expectFindings(world, await proveArrival(world), [failed, notRun], 'ExportProven');
  });

  test.each([
    'exports/other/g2/20261125T010003Z/manifest.json',
    'exports/acme/g1/20261125T010003Z/manifest.json',
    'exports/acme/g2/20261325T010003Z/manifest.json',
    'exports/acme/g2/20261125T010003Z/x/manifest.json',
    'exports/acme/g2/20261125T010003Z/other.json',
    'manifest.json',
  ])('a manifest under a foreign key is not even read (%s)', async (key) => {
    const world = new World();
    const evidence = await proveArrival(world, key);
    expect(ids(evidence, 'fail')).toEqual(['export-own']);
    expect(evidence.verdict).toBe('fail');
    expect(world.asked).toEqual(['evidence.put']);
    expect(measured(world, 'ExportProven')).toEqual([0]);
  });
});

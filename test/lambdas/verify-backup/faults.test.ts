import type { Evidence } from '../../../lambdas/shared/evidence';
import { verifyBackup } from '../../../lambdas/verify-backup/verify-backup';
import { provenWorld } from './proven-world';
import { lastNight, tonight, World } from './world';

class ThrottlingException extends Error {
  override name = 'ThrottlingException';
}

const ids = ({ results }: Evidence, verdict: string) =>
  results
    .filter((result) => result.verdict === verdict)
    .map(({ id }) => id)
    .sort();
const value = (world: World, name: string) => world.put.filter((one) => one.name === name).map((one) => one.value);

const arrives = async (world: World) =>
  verifyBackup({ expected: world.expected, manifestKey: world.keyOf('manifest') }, world.ports());
const daily = async (world: World) => verifyBackup({ expected: world.expected }, world.ports());

/** Which checks hang on each call. */
const onArrival: Record<string, string[]> = {
  'keys.describe': ['key-policy', 'key-rotation', 'key-usable'],
  'exports.head': [
    'export-clock',
    'export-dump',
    'export-encrypted',
    'export-locked',
    'export-manifest',
    'export-not-replayed',
    'export-objects',
    'export-own',
    'export-rows-kept',
    'export-uploads',
    'export-uploads-kept',
  ],
  'exports.folders': ['export-not-replayed', 'export-rows-kept', 'export-uploads-kept'],
  'evidence.newest export-proof': ['export-not-replayed', 'export-rows-kept', 'export-uploads-kept'],
  'evidence.newest restore-drill': ['export-not-replayed', 'export-rows-kept', 'export-uploads-kept'],
  'exports.open dump.sql.gz': ['export-clock', 'export-dump', 'export-rows-kept'],
  'half dump.sql.gz': ['export-clock', 'export-dump', 'export-rows-kept'],
  'exports.open uploads.tsv.gz': ['export-uploads', 'export-uploads-kept'],
  'half uploads.tsv.gz': ['export-uploads', 'export-uploads-kept'],
};
onArrival['exports.retention'] = onArrival['exports.head'] ?? [];
for (const how of ['exports.open', 'half']) {
  onArrival[`${how} manifest.json`] = [
    'export-clock',
    'export-manifest',
    'export-not-replayed',
    'export-own',
    'export-rows-kept',
    'export-uploads',
    'export-uploads-kept',
  ];
}

const aDay: Record<string, string[]> = {
  'keys.describe': ['key-policy', 'key-rotation', 'key-usable'],
  'exports.folders': ['export-encrypted', 'export-fresh', 'export-locked', 'export-objects', 'export-proven'],
  'exports.head': ['export-encrypted', 'export-fresh', 'export-locked', 'export-objects', 'export-proven'],
  'exports.retention': ['export-encrypted', 'export-locked', 'export-objects', 'export-proven'],
  'evidence.newest export-proof': [
    'export-encrypted',
    'export-fresh',
    'export-locked',
    'export-objects',
    'export-proven',
  ],
  'evidence.newest restore-drill': ['restore-drill-database', 'restore-drill-files'],
  'evidence.newest offsite-drill': ['offsite-drill-database', 'offsite-drill-files'],
};
for (const place of ['home', 'offsite']) {
  aDay[`${place}.describe`] = [`${place}-vault-key`, `${place}-vault-lock`];
  aDay[`${place}.recoveryPoints`] = ['database', 'files']
    .flatMap((kind) => ['fresh', 'key', 'life'].map((check) => `${place}-${kind}-${check}`))
    .sort();
}

describe.each([
  ['an export arrives', onArrival, () => Promise.resolve(new World()), arrives, 'ExportProven'],
  ['a day is proven', aDay, provenWorld, daily, 'BackupProven'],
] as const)('a fault of AWS while %s', (_, calls, prepare, run, metric) => {
  test.each(Object.keys(calls))('at %s is an error, told, and thrown for another try', async (call) => {
    const world = await prepare();
    const before = world.evidence.length;
    world.failing.set(call, new ThrottlingException('Rate exceeded for arn:secret'));
    await expect(run(world)).rejects.toThrow(/^not everything could be found out: /);
    const [evidence, ...more] = world.evidence.slice(before);
    if (!evidence) throw new Error('no evidence');
    expect(more).toEqual([]);
    expect(evidence.verdict).toBe('error');
    expect(ids(evidence, 'error')).toEqual(calls[call]);
    expect(ids(evidence, 'fail')).toEqual([]);
    expect(ids(evidence, 'not-run')).toEqual([]);
    expect(JSON.stringify(evidence)).toContain('ThrottlingException');
    expect(JSON.stringify(evidence)).not.toContain('arn:secret');
    expect(value(world, metric)).toEqual([]);
    expect(value(world, 'VerificationErrors')).toEqual([1]);
  });

  test.each(Object.keys(calls).filter((call) => !call.startsWith('half')))(
    'that never answers at %s ends with the deadline, in time for the evidence',
    async (call) => {
      const world = await prepare();
      const before = world.evidence.length;
      world.failing.set(call, 'never');
      const running = run(world);
      running.catch(() => undefined);
      setTimeout(() => {
        world.deadline.abort();
      }, 200);
      await expect(running).rejects.toThrow(/^not everything could be found out: /);
      const [evidence] = world.evidence.slice(before);
      expect(evidence?.verdict).toBe('error');
      expect(evidence && ids(evidence, 'error')).toEqual(expect.arrayContaining(calls[call] ?? []));
      expect(evidence && ids(evidence, 'fail')).toEqual([]);
      expect(value(world, metric)).toEqual([]);
    },
  );

  test('that is over at the next try leaves nothing behind', async () => {
    const world = await prepare();
    world.failing.set('keys.describe', new ThrottlingException('Rate exceeded'));
    await expect(run(world)).rejects.toThrow(/: key-usable, key-rotation, key-policy$/);
    world.failing.clear();
    expect((await run(world)).verdict).toBe('pass');
    expect(value(world, metric)).toEqual([1]);
    expect(world.evidence.slice(-2).map(({ verdict, id }) => [verdict, id])).toEqual([
      ['error', world.evidence.at(-1)?.id],
      ['pass', world.evidence.at(-1)?.id],
    ]);
  });

  test('beside something that is wrong leaves that a fail', async () => {
    const world = await prepare();
    world.failing.set('keys.describe', new ThrottlingException('Rate exceeded'));
    world.object('dump').retention = undefined;
    const evidence = await run(world);
    expect(evidence.verdict).toBe('fail');
    expect(ids(evidence, 'fail')).toEqual(['export-locked']);
    expect(value(world, metric)).toEqual([0]);
  });

  test('at the evidence leaves nothing proven', async () => {
    const world = await prepare();
    world.failing.set('evidence.put', new ThrottlingException('Rate exceeded'));
    await expect(run(world)).rejects.toThrow('evidence.put did not answer');
    expect(world.put).toEqual([{ namespace: 'Storefort/acme', name: 'VerificationErrors', unit: 'Count', value: 1 }]);
  });

  test('of every kind at once is an error everywhere', async () => {
    const world = await prepare();
    const before = world.evidence.length;
    for (const call of Object.keys(calls)) world.failing.set(call, new ThrottlingException('Rate exceeded'));
    await expect(run(world)).rejects.toThrow(/^not everything could be found out: /);
    const [evidence] = world.evidence.slice(before);
    expect(evidence && ids(evidence, 'pass')).toEqual([]);
    expect(evidence && ids(evidence, 'fail')).toEqual([]);
  });

  test('a deadline that is past when it begins asks nothing', async () => {
    const world = await prepare();
    world.asked.length = 0;
    world.deadline.abort();
    await expect(run(world)).rejects.toThrow(/^not everything could be found out: /);
    expect(world.asked).toEqual(['evidence.put']);
  });
});

test.each([
  ['39', false],
  ['38', true],
])('an export hidden behind %s folders without a manifest is found, or missed aloud', async (count, isFound) => {
  const world = new World();
  for (let folder = 0; folder < Number(count); folder += 1) {
    world.store(`exports/acme/g2/20261124T2300${String(folder + 10)}Z/dump.sql.gz`, Buffer.from('x'), world.now);
  }
  const running = arrives(world);
  if (isFound) {
    expect((await running).results.find(({ id }) => id === 'export-not-replayed')?.observed).toBe(
      `newer than ${lastNight}`,
    );
    return;
  }
  await expect(running).rejects.toThrow(/export-not-replayed, export-rows-kept, export-uploads-kept/);
});

test('the evidence is dated by the clock, start and end', async () => {
  const world = new World();
  const times = [new Date('2026-11-25T01:20:00Z'), new Date('2026-11-25T01:21:30Z')];
  const ports = { ...world.ports(), now: () => times.shift() ?? new Date('2026-11-25T01:21:30Z') };
  const evidence = await verifyBackup(
    { expected: world.expected, manifestKey: world.keyOf('manifest', tonight) },
    ports,
  );
  expect(evidence).toMatchObject({ startedAt: '2026-11-25T01:20:00.000Z', finishedAt: '2026-11-25T01:21:30.000Z' });
});

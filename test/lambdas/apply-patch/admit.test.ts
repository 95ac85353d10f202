import { applyPatch } from '../../../lambdas/apply-patch/apply-patch';
import type { PatchRequest } from '../../../lambdas/apply-patch/contract';
import { aRefresh, began, execution, host, newImage, oldImage, World } from './world';

function admit(world: World, request: PatchRequest = {}) {
  const step = { step: 'admit', execution, startedAt: began.toISOString(), request } as const;
  return applyPatch(step, { rpoHours: 24 }, world);
}

const refusal = (...because: string[]) => ({ state: 'refused', because });

describe('a window that nothing hinders', () => {
  test('has the newer image to bring, and the old one to go back to', async () => {
    const world = new World();
    expect(await admit(world)).toEqual({
      state: 'admitted',
      work: 'image',
      image: { now: oldImage, newest: newImage },
    });
    expect(world.done).toEqual([]);
  });

  test('has nothing to do where the newest image is written and runs', async () => {
    const world = new World();
    world.parameter = newImage;
    world.fleetHosts = [host('i-1', newImage), host('i-2', newImage)];
    expect(await admit(world)).toEqual({
      state: 'admitted',
      work: 'nothing',
      image: { now: newImage, newest: newImage },
    });
  });

  test('has hosts to replace where the newest image is written and does not run everywhere', async () => {
    const world = new World();
    world.parameter = newImage;
    world.desired = 4;
    world.fleetHosts = [
      host('i-1', 'ami-00000001'),
      host('i-2', newImage),
      host('i-3', newImage),
      host('i-4', newImage),
    ];
    // Back leads to what runs, not to what is written.
    const image = { now: 'ami-00000001', newest: newImage };
    expect(await admit(world)).toEqual({ state: 'admitted', work: 'image', image });
  });

  test('goes back to what most hosts run; of as many, to what is written, or always to the same', async () => {
    const world = new World();
    world.desired = 3;
    world.fleetHosts = [host('i-1', 'ami-00000009'), host('i-2', oldImage), host('i-3', oldImage)];
    expect(await admit(world)).toMatchObject({ image: { now: oldImage } });
    world.parameter = 'ami-00000009';
    expect(await admit(world)).toMatchObject({ image: { now: oldImage } });
    for (const images of [
      [oldImage, 'ami-00000009'],
      ['ami-00000009', oldImage],
    ]) {
      world.desired = 2;
      world.fleetHosts = images.map((image, n) => host(`i-${n}`, image));
      world.parameter = oldImage;
      expect(await admit(world)).toMatchObject({ image: { now: oldImage } });
      world.parameter = newImage;
      expect(await admit(world)).toMatchObject({ image: { now: 'ami-00000009' } });
    }
  });

  test('has the image to write where it runs and is not written', async () => {
    const world = new World();
    world.fleetHosts = [host('i-1', newImage), host('i-2', newImage)];
    expect(await admit(world)).toEqual({
      state: 'admitted',
      work: 'image',
      image: { now: oldImage, newest: newImage },
    });
  });

  test('opens with a recovery point just as old as it may be, and refreshes that are over', async () => {
    const world = new World();
    world.newestPoint = new Date('2026-11-24T02:10:00Z');
    world.refreshesOfGroup = [aRefresh('r-2', { state: 'ended' }), aRefresh('r-1', { state: 'successful' })];
    expect(await admit(world)).toMatchObject({ state: 'admitted' });
  });
});

describe('a window is refused', () => {
  const refused: readonly (readonly [why: string, change: (world: World) => void, because: string])[] = [
    ['while an alarm rings', (w) => w.ringingAlarms.push('Shop (eu)'), 'alarm Shop (eu) rings'],
    ['without a recovery point', (w) => (w.newestPoint = undefined), 'there is no recovery point of the database'],
    [
      'when the newest recovery point is too old',
      (w) => (w.newestPoint = new Date('2026-11-24T02:00:00Z')),
      'the newest recovery point of the database is 24.2 hours old, 24 are allowed',
    ],
    ['during a deployment', (w) => w.deploying.push('acme-host'), 'a deployment is under way: acme-host'],
    [
      'while another one runs',
      (w) => w.runningWindows.push({ execution: 'window-0', startedAt: began }),
      'another window runs: window-0',
    ],
    [
      'while hosts are being replaced',
      (w) => w.refreshesOfGroup.push(aRefresh('r-1', { status: 'Baking' })),
      'instance refresh r-1 is Baking',
    ],
    [
      'while a refresh is being cancelled',
      (w) => w.refreshesOfGroup.push(aRefresh('r-1', { state: 'ending', status: 'Cancelling' })),
      'instance refresh r-1 is Cancelling',
    ],
    [
      'while a host is missing',
      (w) => (w.fleetHosts = [host('i-1'), host('i-2', oldImage, false)]),
      '1 of 2 hosts are in service',
    ],
    ['when no host is wanted', (w) => Object.assign(w, { desired: 0, fleetHosts: [] }), 'no host is wanted'],
  ];

  test.each(refused)('%s', async (_, change, because) => {
    const world = new World();
    change(world);
    expect(await admit(world)).toEqual(refusal(because));
  });

  test('for all reasons at once', async () => {
    const world = new World();
    world.ringingAlarms = ['A', 'B'];
    world.newestPoint = undefined;
    world.deploying = ['acme-host'];
    world.desired = 3;
    expect(await admit(world)).toEqual(
      refusal(
        'alarm A rings',
        'alarm B rings',
        'there is no recovery point of the database',
        'a deployment is under way: acme-host',
        '2 of 3 hosts are in service',
      ),
    );
  });

  test('also when there is nothing to do', async () => {
    const world = new World();
    world.newestImage = oldImage;
    world.deploying = ['acme-host'];
    expect(await admit(world)).toEqual(refusal('a deployment is under way: acme-host'));
  });
});

describe('a person’s word', () => {
  test('waives alarms', async () => {
    const world = new World();
    world.ringingAlarms = ['Shop (eu)'];
    expect(await admit(world, { reason: 'CVE-2026-1', despiteFindings: true })).toMatchObject({ state: 'admitted' });
    expect(await admit(world, { reason: 'CVE-2026-1', despiteFindings: false })).toMatchObject({ state: 'refused' });
    expect(await admit(world, { reason: 'CVE-2026-1' })).toMatchObject({ state: 'refused' });
  });

  test('waives nothing else', async () => {
    const world = new World();
    world.ringingAlarms = ['Shop (eu)'];
    world.newestPoint = undefined;
    world.deploying = ['acme-host'];
    world.runningWindows.push({ execution: 'window-0', startedAt: began });
    world.refreshesOfGroup = [aRefresh('r-1')];
    world.desired = 3;
    expect(await admit(world, { reason: 'CVE-2026-1', despiteFindings: true })).toEqual(
      refusal(
        'there is no recovery point of the database',
        'a deployment is under way: acme-host',
        'another window runs: window-0',
        'instance refresh r-1 is InProgress',
        '2 of 3 hosts are in service',
      ),
    );
  });
});

test.each(['fleet', 'ringing', 'newestPoint', 'underWay', 'recent', 'running', 'current', 'newest'])(
  'what AWS does not say admits nobody (%s)',
  async (port) => {
    const world = new World();
    world.broken.add(port);
    await expect(admit(world, { reason: 'now', despiteFindings: true })).rejects.toThrow(
      `${port}: ThrottlingException`,
    );
  },
);

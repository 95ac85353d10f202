import { applyPatch } from '../../../lambdas/apply-patch/apply-patch';
import type { Refresh } from '../../../lambdas/apply-patch/ports';
import { aRefresh, began, execution, host, newImage, oldImage, World } from './world';

const settings = { rpoHours: 24 };
const before = new Date('2026-11-25T01:59:59Z');
const refresh = (world: World, direction: 'forward' | 'back', imageId: string) =>
  applyPatch({ step: 'refresh', execution, direction, imageId }, settings, world);
const follow = (world: World) =>
  applyPatch({ step: 'follow-refresh', refreshId: 'r-1', imageId: newImage }, settings, world);
const cancel = (world: World) => applyPatch({ step: 'cancel-refresh' }, settings, world);

function worldWith(...refreshes: Refresh[]): World {
  const world = new World();
  world.refreshesOfGroup = refreshes;
  return world;
}

describe('a refresh', () => {
  test('forward writes the new image, then begins', async () => {
    const world = new World();
    expect(await refresh(world, 'forward', newImage)).toEqual({ state: 'running', refreshId: 'refresh-1', percent: 0 });
    expect(world.done).toEqual([`write ${newImage}`, 'refresh forward']);
  });

  test('asked for again, is found and not begun again', async () => {
    const world = new World();
    await refresh(world, 'forward', newImage);
    expect(await refresh(world, 'forward', newImage)).toEqual({
      state: 'running',
      refreshId: 'refresh-1',
      percent: 50,
    });
    expect(world.done).toEqual([`write ${newImage}`, 'refresh forward']);
  });

  test('asked for again when it is over already, is told of as it ended', async () => {
    const world = new World();
    await refresh(world, 'forward', newImage);
    world.refreshesOfGroup = world.refreshesOfGroup.map((each) => ({
      ...each,
      state: 'ended',
      status: 'Failed',
      reason: 'alarm\nrings',
    }));
    expect(await refresh(world, 'forward', newImage)).toEqual({
      state: 'failed',
      refreshId: 'refresh-1',
      because: 'the instance refresh ended as Failed: alarm rings',
    });
    expect(world.done).toHaveLength(2);
  });

  test('does not write again what is written', async () => {
    const world = new World();
    world.parameter = newImage;
    await refresh(world, 'forward', newImage);
    expect(world.done).toEqual(['refresh forward']);
  });

  test('back writes the old image, whatever became of the one forward', async () => {
    const world = worldWith(aRefresh('r-1', { direction: 'forward', state: 'ended', status: 'Cancelled' }));
    world.parameter = newImage;
    expect(await refresh(world, 'back', oldImage)).toMatchObject({ state: 'running', refreshId: 'refresh-2' });
    expect(world.done).toEqual([`write ${oldImage}`, 'refresh back']);
  });

  test('of an earlier window is not taken for this one’s', async () => {
    const world = worldWith(aRefresh('r-1', { direction: 'forward', state: 'successful', startedAt: before }));
    expect(await refresh(world, 'forward', newImage)).toMatchObject({ refreshId: 'refresh-2' });
  });

  test('that has not begun is this window’s, if it is one of a window', async () => {
    const pending = { state: 'active', status: 'Pending', percent: 0, startedAt: undefined } as const;
    const world = worldWith(aRefresh('r-1', { ...pending, direction: 'forward' }));
    expect(await refresh(world, 'forward', newImage)).toEqual({ state: 'running', refreshId: 'r-1', percent: 0 });
    expect(world.done).toEqual([]);
  });

  test('that ended before it began tells nothing', async () => {
    const world = worldWith(aRefresh('r-1', { direction: 'forward', state: 'ended', startedAt: undefined }));
    expect(await refresh(world, 'forward', newImage)).toMatchObject({ refreshId: 'refresh-2' });
  });

  test('whose answer was lost is found after all', async () => {
    const world = new World();
    world.overtakenBy = aRefresh('r-own', { direction: 'forward', startedAt: world.now() });
    expect(await refresh(world, 'forward', newImage)).toEqual({ state: 'running', refreshId: 'r-own', percent: 50 });
  });

  test.each([
    ['somebody’s', {}],
    ['in the other direction', { direction: 'back' }],
    ['of an earlier window', { direction: 'forward', startedAt: before }],
  ] as const)('%s is in the way, and is not followed', async (_, changed) => {
    const world = worldWith(aRefresh('r-1', changed));
    expect(await refresh(world, 'forward', newImage)).toEqual({
      state: 'refused',
      because: ['instance refresh r-1 is InProgress'],
    });
    // Hosts that it starts would run another image than they are meant to.
    expect(world.done).toEqual([]);
  });

  test('somebody’s is in the way of one back, whose image waits', async () => {
    const world = worldWith(aRefresh('r-1'));
    world.parameter = newImage;
    const foreign = 'an instance refresh runs that this window did not begin';
    await expect(refresh(world, 'back', oldImage)).rejects.toThrow(foreign);
    expect(world.done).toEqual([]);
    const overtaken = new World();
    overtaken.overtakenBy = aRefresh('r-1');
    await expect(refresh(overtaken, 'back', oldImage)).rejects.toThrow(foreign);
  });

  const later: [string, (world: World) => void, string][] = [
    ['an alarm rings', (world) => world.ringingAlarms.push('acme-5xx'), 'alarm acme-5xx rings'],
    ['a deployment began', (world) => world.deploying.push('acme-web'), 'a deployment is under way: acme-web'],
    ['a host went away', (world) => world.fleetHosts.pop(), '1 of 2 hosts are in service'],
    [
      'an older window runs',
      (world) => world.runningWindows.push({ execution: 'window-2', startedAt: before }),
      'another window runs: window-2',
    ],
    [
      'one of the same second and an earlier name runs',
      (world) => world.runningWindows.push({ execution: 'window-0', startedAt: began }),
      'another window runs: window-0',
    ],
  ];
  test.each(later)('forward is refused when %s since the window was admitted; back is not', async (_, come, why) => {
    const world = new World();
    come(world);
    expect(await refresh(world, 'forward', newImage)).toEqual({ state: 'refused', because: [why] });
    expect(world.done).toEqual([]);
    expect(await refresh(world, 'back', oldImage)).toMatchObject({ state: 'running' });
  });

  test('forward is no refusal any more once its image is written: that is taken back', async () => {
    const world = new World();
    world.parameter = newImage;
    world.ringingAlarms.push('acme-5xx', 'acme-slow');
    await expect(refresh(world, 'forward', newImage)).rejects.toThrow(
      `the parameter says ${newImage} already, and alarm acme-5xx rings`,
    );
    expect(world.done).toEqual([]);
  });

  test('forward goes on beside a younger window, which gives way, and despite alarms when a person said so', async () => {
    const world = new World();
    world.runningWindows.push({ execution: 'window-2', startedAt: began });
    world.ringingAlarms.push('acme-5xx');
    const request = { reason: 'CVE', despiteFindings: true };
    const asked = { step: 'refresh', execution, direction: 'forward', imageId: newImage, request } as const;
    expect(await applyPatch(asked, settings, world)).toMatchObject({ state: 'running' });
    // What came up after it began is no reason to lose sight of it.
    world.deploying.push('acme-web');
    expect(await applyPatch(asked, settings, world)).toMatchObject({ state: 'running', refreshId: 'refresh-1' });
    expect(world.waivedAlarms).toEqual(world.ringingAlarms);
  });

  test('does not begin before it is known since when the window runs', async () => {
    const world = new World();
    world.runningWindows = [];
    await expect(refresh(world, 'forward', newImage)).rejects.toThrow('Step Functions does not know yet that window-1');
    expect(world.done).toEqual([]);
  });

  test.each(['running', 'recent', 'current', 'write', 'ringing', 'underWay', 'fleet', 'newestPoint'])(
    'does not begin while AWS does not answer (%s)',
    async (port) => {
      const world = new World();
      world.broken.add(port);
      await expect(refresh(world, 'forward', newImage)).rejects.toThrow(`${port}: ThrottlingException`);
      expect(world.done).not.toContain('refresh forward');
    },
  );
});

describe('followed', () => {
  test.each([
    [{ percent: 75 }, { state: 'running', percent: 75 }],
    // Instances still come and go.
    [
      { state: 'ending', status: 'Cancelling' },
      { state: 'running', percent: 50 },
    ],
    [{ state: 'successful', status: 'Successful' }, { state: 'done' }],
    [
      { state: 'ended', status: 'Cancelled', reason: 'by a person' },
      { state: 'failed', because: 'the instance refresh ended as Cancelled: by a person' },
    ],
    [
      { state: 'ended', status: 'Failed' },
      { state: 'failed', because: 'the instance refresh ended as Failed: Auto Scaling gives no reason' },
    ],
  ] as const)('a refresh %j is %j', async (is, answer) => {
    const world = worldWith(aRefresh('r-2', { percent: 1 }), aRefresh('r-1', is));
    world.parameter = newImage;
    world.fleetHosts = [host('i-1', newImage), host('i-2', oldImage, false)];
    expect(await follow(world)).toEqual({
      refreshId: 'r-1',
      ...answer,
    });
  });

  const elsewhere: [string, (world: World) => void, string][] = [
    [
      'a host runs another image',
      (world) => (world.fleetHosts = [host('i-1', newImage), host('i-2')]),
      `1 of 2 hosts run ${newImage}, and the parameter says ${newImage}`,
    ],
    [
      'no host is in service',
      (world) => (world.fleetHosts = [host('i-1', newImage, false)]),
      `0 of 0 hosts run ${newImage}, and the parameter says ${newImage}`,
    ],
    [
      'somebody wrote the parameter meanwhile',
      (world) => (world.parameter = oldImage),
      `2 of 2 hosts run ${newImage}, and the parameter says ${oldImage}`,
    ],
  ];
  test.each(elsewhere)('one that ended well is not done when %s', async (_, change, because) => {
    const world = worldWith(aRefresh('r-1', { state: 'successful', direction: 'forward' }));
    world.parameter = newImage;
    world.fleetHosts = [host('i-1', newImage), host('i-2', newImage)];
    change(world);
    const failed = { state: 'failed', refreshId: 'r-1', because };
    expect(await follow(world)).toEqual(failed);
    expect(await refresh(world, 'forward', newImage)).toEqual(failed);
  });

  test.each(['current', 'fleet'])(
    'one that ended well is not known to be done while AWS is silent (%s)',
    async (port) => {
      const world = worldWith(aRefresh('r-1', { state: 'successful' }));
      world.broken.add(port);
      await expect(follow(world)).rejects.toThrow(`${port}: ThrottlingException`);
    },
  );

  test('one that AWS does not know, or does not tell of, has not ended', async () => {
    await expect(follow(worldWith(aRefresh('r-2')))).rejects.toThrow('no r-1');
    const world = worldWith(aRefresh('r-1'));
    world.broken.add('find');
    await expect(follow(world)).rejects.toThrow('ThrottlingException');
  });
});

describe('cancelled', () => {
  test('is whichever refresh runs; it counts as running until nothing of it goes on', async () => {
    const world = worldWith(aRefresh('r-2'), aRefresh('r-1', { state: 'successful' }));
    expect(await cancel(world)).toEqual({ state: 'running', refreshId: 'r-2', percent: 50 });
    // One that is ending is not told to end again.
    expect(await cancel(world)).toEqual({ state: 'running', refreshId: 'r-2', percent: 50 });
    expect(world.done).toEqual(['cancel']);
    world.refreshesOfGroup = [aRefresh('r-2', { state: 'ended' })];
    expect(await cancel(world)).toEqual({ state: 'done', refreshId: 'none' });
  });

  test('is nothing where nothing runs', async () => {
    const world = worldWith(aRefresh('r-2', { state: 'ended' }), aRefresh('r-1', { state: 'successful' }));
    expect(await cancel(world)).toEqual({ state: 'done', refreshId: 'none' });
    expect(world.done).toEqual([]);
  });

  test.each(['recent', 'cancel'])('is not known to be when AWS does not answer (%s)', async (port) => {
    const world = worldWith(aRefresh('r-1'));
    world.broken.add(port);
    await expect(cancel(world)).rejects.toThrow(`${port}: ThrottlingException`);
  });
});

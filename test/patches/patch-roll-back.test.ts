import { oldImage } from './fleet-world';
import { aWindow, crash, many, type WorldOptions } from './patch-world';

describe('a window that takes the patch back', () => {
  const taken: [string, WorldOptions, string][] = [
    [
      'the refresh fails',
      { courses: { forward: { minutes: 20, ends: 'failed' } } },
      'patch-refresh fail: the instance refresh ended as Failed: hosts did not become healthy',
    ],
    [
      'an alarm rings while it bakes',
      { courses: { forward: { minutes: 40, ends: 'failed', because: 'alarm acme-5xx rang' } } },
      'patch-refresh fail: the instance refresh ended as Failed: alarm acme-5xx rang',
    ],
    [
      'the refresh does not end',
      { courses: { forward: { minutes: 6000, ends: 'done' } } },
      'patch-refresh fail: it did not end in time, at 50 %',
    ],
    [
      'the shop is worse',
      { looks: { ProbeAfter: ['unwell'] } },
      'patch-shop-after fail: checkout passed before, and fails',
    ],
    [
      'the shop is slow',
      { looks: { ProbeAfter: ['slow'] } },
      'patch-shop-after fail: home took 800 ms before, and takes 2600 ms',
    ],
    [
      'the shop cannot be seen',
      { looks: { ProbeAfter: ['unseen'] } },
      'patch-shop-after error: home: pass before, error after',
    ],
  ];
  test.each(taken)('when %s', async (_, options, cause) => {
    const { world, execution, evidence } = await aWindow(options);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Patch.RolledBack', left: [], hosts: oldImage });
    expect(execution.cause).toContain(`rolled-back: ${cause}`);
    expect(evidence).toMatchObject({
      verdict: cause.includes(' error: ') ? 'error' : 'fail',
      subject: { outcome: 'rolled-back', rollBackRefreshId: 'refresh-back', proof: 'acme/patch-proof/1.json' },
    });
    expect(evidence?.measures['rollBackMinutes']).toBeGreaterThanOrEqual(50);
    expect(world.fleet.imageParameter).toBe(oldImage);
    expect(world.fleet.kept).toHaveLength(2);
    expect(world.fleet.overlaps).toBe(0);
  });

  test('waits until a cancelled refresh is over before it goes back', async () => {
    const { world, execution } = await aWindow({
      courses: { forward: { minutes: 6000, ends: 'done' } },
      cancelMinutes: 20,
    });
    expect(execution).toMatchObject({ error: 'Patch.RolledBack', left: [], hosts: oldImage });
    expect(world.fleet.overlaps).toBe(0);
  });

  test('ends a refresh whose beginning was never answered before it goes back', async () => {
    const { world, execution } = await aWindow({ lostAnswers: { RefreshForward: 20 } });
    expect(execution).toMatchObject({ error: 'Patch.RolledBack', left: [], hosts: oldImage });
    expect(world.fleet.kept.map(({ refreshId, how }) => [refreshId, how])).toEqual([
      ['refresh-forward', 'cancelled'],
      ['refresh-back', 'done'],
    ]);
    expect(world.fleet.overlaps).toBe(0);
  });
});

describe('a roll back that fails', () => {
  const worse = { ProbeAfter: ['unwell'] } as const;
  const stuck: [string, WorldOptions, string][] = [
    [
      'its refresh fails',
      { courses: { back: { minutes: 20, ends: 'failed' } } },
      'patch-roll-back fail: the instance refresh ended as Failed: hosts did not become healthy',
    ],
    [
      'its refresh does not end',
      { courses: { back: { minutes: 6000, ends: 'done' } } },
      'patch-roll-back fail: it did not end in time, at 50 %',
    ],
    [
      'the shop is not well afterwards',
      { looks: { ...worse, ProbeBack: ['unwell'] } },
      'patch-shop-back fail: fail: checkout',
    ],
    [
      'the shop cannot be seen afterwards',
      { looks: { ...worse, ProbeBack: ['unseen'] } },
      'patch-shop-back error: unseen',
    ],
  ];
  test.each(stuck)('because %s is told at once, and nothing is left running', async (_, options, cause) => {
    const { execution, evidence } = await aWindow({ looks: worse, ...options });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Patch.RollBackFailed', left: [] });
    expect(execution.cause).toMatch(/^roll-back-failed: /);
    expect(execution.cause).toContain(cause);
    expect(evidence).toMatchObject({ verdict: 'fail', subject: { outcome: 'roll-back-failed' } });
    // A person is not kept waiting for a proof.
    expect(execution.states).not.toContain('Verify');
  });

  test('after a refresh that failed is the same', async () => {
    const failed = { minutes: 20, ends: 'failed' } as const;
    const { execution } = await aWindow({ courses: { forward: failed, back: failed } });
    expect(execution).toMatchObject({ error: 'Patch.RollBackFailed', left: [], hosts: 'a mixture' });
  });

  test('is none when the shop comes back at the second look', async () => {
    const { execution } = await aWindow({ looks: { ...worse, ProbeBack: ['unseen', 'well'] } });
    expect(execution).toMatchObject({ error: 'Patch.RolledBack', hosts: oldImage });
  });

  test('ends a refresh back whose beginning was never answered', async () => {
    const options = {
      looks: worse,
      courses: { back: { minutes: 6000, ends: 'done' } },
      lostAnswers: { RefreshBack: 20 },
    };
    const { world, execution } = await aWindow(options as WorldOptions);
    expect(execution).toMatchObject({ error: 'Patch.RollBackFailed', left: [] });
    expect(world.fleet.kept.at(-1)).toMatchObject({ refreshId: 'refresh-back', how: 'cancelled' });
  });

  test('says so when a refresh may still run', async () => {
    const { execution } = await aWindow({
      looks: worse,
      courses: { back: { minutes: 6000, ends: 'done' } },
      trouble: { CancelBack: many(200, crash) },
    });
    expect(execution.error).toBe('Patch.RollBackFailed');
    expect(execution.cause).toContain('an instance refresh may still run');
  });
});

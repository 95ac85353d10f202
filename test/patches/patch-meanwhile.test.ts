import { oldImage } from './fleet-world';
import { aWindow, crash, PatchWorld } from './patch-world';

describe('what comes up while a window backs up and looks', () => {
  const alarms: string[] = [];
  const deployments: string[] = [];
  const others: string[] = [];
  /** While the shop is looked at before anything is changed. */
  const during = (comes: () => void) => ({
    alarms,
    deployments,
    others,
    trouble: {
      ProbeBefore: [
        () => {
          comes();
          return crash();
        },
      ],
    },
  });

  afterEach(() => {
    for (const list of [alarms, deployments, others]) list.length = 0;
  });

  test.each([
    ['an alarm', () => alarms.push('acme-5xx'), 'alarm acme-5xx rings'],
    ['a deployment', () => deployments.push('acme-web'), 'a deployment is under way: acme-web'],
    ['an older window', () => others.push('window-0'), 'another window runs: window-0'],
  ])('%s keeps it from changing hosts', async (_, comes, because) => {
    const { world, execution, evidence } = await aWindow(during(comes));
    expect(execution).toMatchObject({ error: 'Patch.Refused', left: [], hosts: oldImage });
    expect(execution.cause).toContain(`refused: patch-refresh fail: not begun: ${because}`);
    expect(evidence).toMatchObject({ verdict: 'fail', subject: { outcome: 'refused' } });
    expect(evidence?.subject).not.toHaveProperty('refreshId');
    expect(world.fleet.imageParameter).toBe(oldImage);
    expect(world.fleet.kept).toEqual([]);
  });

  test('an alarm does not, when a person said so', async () => {
    const request = { reason: 'CVE-2026-1', despiteFindings: true };
    const { execution } = await aWindow(
      during(() => alarms.push('acme-5xx')),
      request,
    );
    expect(execution.status).toBe('SUCCEEDED');
  });

  test('somebody’s refresh keeps it too, and goes on', async () => {
    const world: PatchWorld = new PatchWorld(
      during(() => {
        world.fleet.beginForeign();
      }),
    );
    const execution = await world.run();
    expect(execution).toMatchObject({ error: 'Patch.Refused', left: ['refresh-foreign'], hosts: oldImage });
    expect(execution.cause).toContain('instance refresh refresh-foreign is InProgress');
    expect(world.fleet.imageParameter).toBe(oldImage);
    expect(world.fleet.kept).toMatchObject([{ how: 'done' }]);
  });
});

test('a window whose image somebody writes over meanwhile is not called patched', async () => {
  const world: PatchWorld = new PatchWorld({
    trouble: {
      FollowForward: [
        () => {
          world.fleet.imageParameter = oldImage;
          return crash();
        },
      ],
    },
  });
  const execution = await world.run();
  expect(execution).toMatchObject({ error: 'Patch.RolledBack', left: [], hosts: oldImage });
  expect(execution.cause).toContain('2 of 2 hosts run ami-00000002, and the parameter says ami-00000001');
});

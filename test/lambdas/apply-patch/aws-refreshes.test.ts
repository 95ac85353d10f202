import {
  ActiveInstanceRefreshNotFoundFault,
  AutoScalingClient,
  CancelInstanceRefreshCommand,
  DescribeInstanceRefreshesCommand,
  type InstanceRefresh,
  InstanceRefreshInProgressFault,
  StartInstanceRefreshCommand,
} from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsRefreshes } from '../../../lambdas/apply-patch/aws-refreshes';

const scaling = mockClient(AutoScalingClient);
const refreshes = new AwsRefreshes(new AutoScalingClient({ region: 'eu-central-1' }), 'acme-hosts', ['Shop']);
const throttled = Object.assign(new Error('Rate exceeded'), { name: 'Throttling' });
const fault = { message: '', $metadata: {} };
const began = new Date('2026-11-25T02:00:00Z');

const found = (changed: Partial<InstanceRefresh> = {}): InstanceRefresh => ({
  InstanceRefreshId: 'r-1',
  Status: 'InProgress',
  StartTime: began,
  PercentageComplete: 50,
  ...changed,
});

beforeEach(() => {
  scaling.reset();
});

describe('start', () => {
  test('is rolling, with what the direction asks for', async () => {
    scaling.on(StartInstanceRefreshCommand).resolves({ InstanceRefreshId: 'r-1' });
    expect(await refreshes.start('forward', [])).toBe('r-1');
    await refreshes.start('back', []);
    const [forward, back] = scaling.commandCalls(StartInstanceRefreshCommand).map(({ args }) => args[0].input);
    expect(forward).toMatchObject({ AutoScalingGroupName: 'acme-hosts', Strategy: 'Rolling' });
    expect(forward?.Preferences).toMatchObject({ BakeTime: 900, AlarmSpecification: { Alarms: ['Shop'] } });
    expect(back?.Preferences).not.toHaveProperty('AlarmSpecification');
    // Auto Scaling would change the group to it, which is CloudFormation's.
    expect(forward).not.toHaveProperty('DesiredConfiguration');
  });

  test('an alarm that rings already ends nothing: the refresh would fail of it at once', async () => {
    scaling.on(StartInstanceRefreshCommand).resolves({ InstanceRefreshId: 'r-1' });
    const several = new AwsRefreshes(new AutoScalingClient({}), 'acme-hosts', ['Shop', 'ShopDoor']);
    await several.start('forward', ['Shop (eu-central-1)']);
    await refreshes.start('forward', ['Shop (eu-central-1)']);
    const [one, none] = scaling.commandCalls(StartInstanceRefreshCommand).map(({ args }) => args[0].input.Preferences);
    expect(one?.AlarmSpecification).toEqual({ Alarms: ['ShopDoor'] });
    expect(none).toMatchObject({ BakeTime: 900 });
    expect(none).not.toHaveProperty('AlarmSpecification');
  });

  test('tells of one that runs already, and of nothing else so', async () => {
    scaling
      .on(StartInstanceRefreshCommand)
      .rejectsOnce(new InstanceRefreshInProgressFault(fault))
      .rejectsOnce(throttled)
      .resolvesOnce({});
    expect(await refreshes.start('forward', [])).toBeUndefined();
    await expect(refreshes.start('forward', [])).rejects.toMatchObject({
      message: 'acme-hosts could not be refreshed',
      cause: throttled,
    });
    await expect(refreshes.start('forward', [])).rejects.toThrow('acme-hosts could not be refreshed');
  });
});

describe('cancel', () => {
  test('waits for instances that come and go', async () => {
    scaling.on(CancelInstanceRefreshCommand).resolves({});
    await refreshes.cancel();
    expect(scaling.commandCalls(CancelInstanceRefreshCommand)[0]?.args[0].input).toEqual({
      AutoScalingGroupName: 'acme-hosts',
      WaitForTransitioningInstances: true,
    });
  });

  test('is well when none runs any more, and a fault when AWS does not take it', async () => {
    scaling
      .on(CancelInstanceRefreshCommand)
      .rejectsOnce(new ActiveInstanceRefreshNotFoundFault(fault))
      .rejects(throttled);
    await refreshes.cancel();
    await expect(refreshes.cancel()).rejects.toMatchObject({
      message: 'the instance refresh of acme-hosts could not be cancelled',
      cause: throttled,
    });
  });
});

describe('recent and find', () => {
  test('tell how far each is, and whose', async () => {
    scaling.on(DescribeInstanceRefreshesCommand, { AutoScalingGroupName: 'acme-hosts', MaxRecords: 100 }).resolves({
      InstanceRefreshes: [
        found({
          Status: 'Baking',
          StatusReason: 'waits',
          Preferences: {
            MinHealthyPercentage: 100,
            MaxHealthyPercentage: 200,
            CheckpointPercentages: [50, 100],
            BakeTime: 900,
          },
        }),
        { InstanceRefreshId: 'r-0', Status: 'Pending' },
      ],
    });
    expect(await refreshes.recent()).toEqual([
      {
        refreshId: 'r-1',
        state: 'active',
        status: 'Baking',
        percent: 50,
        reason: 'waits',
        startedAt: began,
        direction: 'forward',
      },
      { refreshId: 'r-0', state: 'active', status: 'Pending', percent: 0 },
    ]);
  });

  test.each([
    ['Pending', 'active'],
    ['InProgress', 'active'],
    ['Baking', 'active'],
    ['Cancelling', 'ending'],
    ['RollbackInProgress', 'ending'],
    ['Successful', 'successful'],
    ['Failed', 'ended'],
    ['Cancelled', 'ended'],
    ['RollbackFailed', 'ended'],
    ['RollbackSuccessful', 'ended'],
  ] as const)('%s is %s', async (Status, state) => {
    scaling
      .on(DescribeInstanceRefreshesCommand, { AutoScalingGroupName: 'acme-hosts', InstanceRefreshIds: ['r-1'] })
      .resolves({ InstanceRefreshes: [found({ InstanceRefreshId: 'r-0' }), found({ Status })] });
    expect(await refreshes.find('r-1')).toMatchObject({ refreshId: 'r-1', state, status: Status });
  });

  test('know no status that AWS does not name, and no refresh without an id', async () => {
    scaling
      .on(DescribeInstanceRefreshesCommand)
      .resolvesOnce({ InstanceRefreshes: [found({ Status: 'Pausing' as never })] })
      .resolvesOnce({ InstanceRefreshes: [found({ Status: undefined })] })
      .resolvesOnce({ InstanceRefreshes: [found({ InstanceRefreshId: undefined })] });
    await expect(refreshes.recent()).rejects.toThrow('has no id, or the status Pausing');
    await expect(refreshes.recent()).rejects.toThrow('has no id, or the status none');
    await expect(refreshes.recent()).rejects.toThrow('has no id, or the status InProgress');
  });

  test('know none where AWS knows none, and nothing where AWS does not answer', async () => {
    scaling
      .on(DescribeInstanceRefreshesCommand)
      .resolvesOnce({ InstanceRefreshes: [] })
      .resolvesOnce({})
      .rejects(throttled);
    await expect(refreshes.find('r-1')).rejects.toThrow('acme-hosts has no instance refresh r-1');
    await expect(refreshes.recent()).rejects.toThrow('the answer lacks the list');
    await expect(refreshes.recent()).rejects.toMatchObject({ cause: throttled });
  });
});

import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { readGroup, readInstances } from '../../../lambdas/shared/aws-fleet-members';

const scaling = mockClient(AutoScalingClient);
const ec2 = mockClient(EC2Client);
const region = { region: 'eu-central-1' };
const refused = Object.assign(new Error('not you'), { name: 'AccessDenied' });
const launched = new Date('2026-11-20T02:00:00Z');

beforeEach(() => {
  scaling.reset();
  ec2.reset();
});

describe('a group', () => {
  const read = () => readGroup(new AutoScalingClient(region), 'acme-hosts');
  const group = (...Instances: object[]) =>
    scaling.on(DescribeAutoScalingGroupsCommand, { AutoScalingGroupNames: ['acme-hosts'] }).resolves({
      AutoScalingGroups: [{ AutoScalingGroupName: 'acme-hosts', DesiredCapacity: 2, Instances } as never],
    });

  test('has a size, and members that serve or do not', async () => {
    group(
      { InstanceId: 'i-1', LifecycleState: 'InService', HealthStatus: 'Healthy' },
      { InstanceId: 'i-2', LifecycleState: 'InService', HealthStatus: 'Unhealthy' },
      { InstanceId: 'i-3', LifecycleState: 'Pending:Wait', HealthStatus: 'Healthy' },
    );
    expect(await read()).toEqual({
      desired: 2,
      members: [
        { instanceId: 'i-1', inService: true, healthy: true },
        { instanceId: 'i-2', inService: true, healthy: false },
        { instanceId: 'i-3', inService: false, healthy: true },
      ],
    });
  });

  test('may be empty', async () => {
    scaling
      .on(DescribeAutoScalingGroupsCommand)
      .resolves({ AutoScalingGroups: [{ AutoScalingGroupName: 'acme-hosts', DesiredCapacity: 0 } as never] });
    expect(await read()).toEqual({ desired: 0, members: [] });
  });

  test('that is not there, or is another one, or says no size, is a fault', async () => {
    scaling
      .on(DescribeAutoScalingGroupsCommand)
      .resolvesOnce({ AutoScalingGroups: [] })
      .resolvesOnce({})
      .resolvesOnce({ AutoScalingGroups: [{ AutoScalingGroupName: 'other', DesiredCapacity: 1 } as never] })
      .resolvesOnce({ AutoScalingGroups: [{ AutoScalingGroupName: 'acme-hosts' } as never] });
    for (let n = 0; n < 4; n += 1) await expect(read()).rejects.toThrow('the group acme-hosts: there is none');
  });

  test.each(['InstanceId', 'LifecycleState'])('with a member without %s is half an answer', async (field) => {
    group({ InstanceId: 'i-1', LifecycleState: 'InService', [field]: undefined });
    await expect(read()).rejects.toThrow('an instance lacks its id or state');
  });

  test('that AWS does not tell of is a fault', async () => {
    scaling.on(DescribeAutoScalingGroupsCommand).rejects(refused);
    await expect(read()).rejects.toMatchObject({ message: 'the group acme-hosts: AccessDenied', cause: refused });
  });
});

describe('instances', () => {
  const read = (...ids: string[]) => readInstances(new EC2Client(region), ids);

  test('run an image, since a time, in whichever reservation they are', async () => {
    ec2.on(DescribeInstancesCommand, { InstanceIds: ['i-1', 'i-2'] }).resolves({
      Reservations: [
        { Instances: [{ InstanceId: 'i-2', ImageId: 'ami-2', LaunchTime: launched }] },
        {},
        { Instances: [{ InstanceId: 'i-1', ImageId: 'ami-1', LaunchTime: launched }] },
      ],
    });
    expect(await read('i-1', 'i-2')).toEqual([
      { instanceId: 'i-1', imageId: 'ami-1', launchedAt: launched },
      { instanceId: 'i-2', imageId: 'ami-2', launchedAt: launched },
    ]);
  });

  test('are not asked for when there are none: EC2 would list the account’s', async () => {
    expect(await read()).toEqual([]);
    expect(ec2.calls()).toHaveLength(0);
  });

  test.each([
    ['without an image', [{ InstanceId: 'i-1', LaunchTime: launched }]],
    ['without a launch', [{ InstanceId: 'i-1', ImageId: 'ami-1' }]],
    ['that EC2 does not know', []],
  ])('%s are half an answer', async (_, Instances) => {
    ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances }] });
    await expect(read('i-1')).rejects.toThrow('of i-1 image or launch are missing');
  });

  test('that AWS does not tell of are a fault', async () => {
    ec2.on(DescribeInstancesCommand).rejects(refused);
    await expect(read('i-1')).rejects.toMatchObject({ message: 'the instances: AccessDenied', cause: refused });
  });
});

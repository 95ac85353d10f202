import { type AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, type EC2Client, type Instance } from '@aws-sdk/client-ec2';
import { asked } from './paged';

/** An instance as its Auto Scaling group sees it. */
interface FleetMember {
  readonly instanceId: string;
  readonly inService: boolean;
  readonly healthy: boolean;
}

/**
 * An Auto Scaling group. Needs `autoscaling:DescribeAutoScalingGroups`.
 * @throws Error when AWS refuses, there is no such group, or the answer lacks something
 */
export async function readGroup(
  client: AutoScalingClient,
  name: string,
): Promise<{ readonly desired: number; readonly members: readonly FleetMember[] }> {
  const what = `the group ${name}`;
  const { AutoScalingGroups = [] } = await asked(what, () =>
    client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] })),
  );
  const group = AutoScalingGroups.find(({ AutoScalingGroupName }) => AutoScalingGroupName === name);
  if (group?.DesiredCapacity === undefined) throw new Error(`${what}: there is none, or it says no size`);
  const members = (group.Instances ?? []).map(({ InstanceId, LifecycleState, HealthStatus }) => {
    if (InstanceId === undefined || LifecycleState === undefined)
      throw new Error(`${what}: an instance lacks its id or state`);
    return { instanceId: InstanceId, inService: LifecycleState === 'InService', healthy: HealthStatus === 'Healthy' };
  });
  return { desired: group.DesiredCapacity, members };
}

/**
 * Which image each of these instances runs, and since when. Needs `ec2:DescribeInstances`.
 * @throws Error when AWS refuses, or does not know one of them
 */
export async function readInstances(
  client: EC2Client,
  instanceIds: readonly string[],
): Promise<readonly { readonly instanceId: string; readonly imageId: string; readonly launchedAt: Date }[]> {
  // Without an id EC2 lists the account's.
  if (instanceIds.length === 0) return [];
  const { Reservations = [] } = await asked('the instances', () =>
    client.send(new DescribeInstancesCommand({ InstanceIds: [...instanceIds] })),
  );
  const found = Reservations.flatMap(({ Instances = [] }) => Instances);
  return instanceIds.map((instanceId) => described(instanceId, found));
}

function described(instanceId: string, found: readonly Instance[]) {
  const instance = found.find(({ InstanceId }) => InstanceId === instanceId);
  if (instance?.ImageId === undefined || instance.LaunchTime === undefined) {
    throw new Error(`the instances: of ${instanceId} image or launch are missing`);
  }
  return { instanceId, imageId: instance.ImageId, launchedAt: instance.LaunchTime };
}

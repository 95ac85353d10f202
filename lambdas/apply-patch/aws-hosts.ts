import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { readGroup, readInstances } from '../shared/aws-fleet-members';
import type { Host, Hosts } from './ports';

/** One Auto Scaling group. Needs `autoscaling:DescribeAutoScalingGroups` and `ec2:DescribeInstances`. */
export class AwsHosts implements Hosts {
  constructor(
    private readonly autoScaling: AutoScalingClient,
    private readonly ec2: EC2Client,
    private readonly group: string,
  ) {}

  async fleet(): Promise<{ readonly desired: number; readonly hosts: readonly Host[] }> {
    const { desired, members } = await readGroup(this.autoScaling, this.group);
    const well = members.filter((member) => member.inService && member.healthy).map(({ instanceId }) => instanceId);
    const instances = await readInstances(
      this.ec2,
      members.map(({ instanceId }) => instanceId),
    );
    const hosts = instances.map(({ instanceId, imageId }) => ({
      instanceId,
      imageId,
      well: well.includes(instanceId),
    }));
    return { desired, hosts };
  }
}

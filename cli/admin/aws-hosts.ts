import { AutoScalingClient, paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { awsRefusal } from '../aws-refusal';
import type { FleetOf, Hosts } from './ports';

/** EC2 Auto Scaling's. Groups are found by the tags that every stack of a store puts on its resources. */
export class AwsHosts implements Hosts {
  constructor(private readonly clientIn = (region: string) => new AutoScalingClient({ region })) {}

  async healthy(store: FleetOf): Promise<readonly string[] | undefined> {
    const client = this.clientIn(store.region);
    const Filters = [
      { Name: 'tag:storefort:store', Values: [store.name] },
      { Name: 'tag:storefort:generation', Values: [String(store.generation)] },
    ];
    let found: string[] | undefined;
    try {
      for await (const page of paginateDescribeAutoScalingGroups({ client }, { Filters })) {
        for (const { Instances = [], AutoScalingGroupARN } of page.AutoScalingGroups ?? []) {
          // Somebody else's account may have a store of this name.
          if (AutoScalingGroupARN?.split(':')[4] !== store.account) continue;
          const sound = Instances.filter(
            (each) => each.LifecycleState === 'InService' && each.HealthStatus === 'Healthy',
          );
          found = [...(found ?? []), ...sound.flatMap(({ InstanceId }) => InstanceId ?? [])];
        }
      }
    } catch (cause) {
      throw awsRefusal(
        cause,
        `the hosts of ${store.name} in ${store.region} could not be listed`,
        'autoscaling:DescribeAutoScalingGroups',
      );
    }
    return found?.sort();
  }
}

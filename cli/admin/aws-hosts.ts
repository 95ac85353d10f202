import { AutoScalingClient, paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { CommandError } from '../exit-codes';
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
      throw refusal(cause, store);
    }
    return found?.sort();
  }
}

const remedies: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'no AWS credentials were found; sign in (aws sso login), or set AWS_PROFILE',
  ExpiredToken: 'the AWS credentials have expired; sign in again (aws sso login)',
  ExpiredTokenException: 'the AWS credentials have expired; sign in again (aws sso login)',
  AccessDenied:
    'these AWS credentials may not look at Auto Scaling groups; they need autoscaling:DescribeAutoScalingGroups',
};

function refusal(cause: unknown, { name, region }: FleetOf): CommandError {
  const remedy = cause instanceof Error ? remedies[cause.name] : undefined;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new CommandError(remedy ?? `the hosts of ${name} in ${region} could not be listed: ${message}`, 1, { cause });
}

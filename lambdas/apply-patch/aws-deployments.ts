import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { asked } from '../shared/paged';
import type { Deployments } from './ports';

/** The store's stacks. Needs `cloudformation:DescribeStacks` on them. */
export class AwsDeployments implements Deployments {
  /** @param stacks names by region */
  constructor(
    private readonly client: (region: string) => CloudFormationClient,
    private readonly stacks: Readonly<Record<string, readonly string[]>>,
  ) {}

  async underWay(): Promise<readonly string[]> {
    const found = Object.entries(this.stacks).map(([region, stacks]) => this.underWayIn(region, stacks));
    return (await Promise.all(found)).flat();
  }

  /** One after the other: CloudFormation lets nobody ask much at once. */
  private async underWayIn(region: string, stacks: readonly string[]): Promise<readonly string[]> {
    const client = this.client(region);
    const found: string[] = [];
    for (const stack of stacks) {
      const status = await statusOf(client, stack, region);
      if (isUnderWay(status)) found.push(`${stack} (${region}) is ${status}`);
    }
    return found;
  }
}

async function statusOf(client: CloudFormationClient, StackName: string, region: string): Promise<string> {
  const what = `the stack ${StackName} in ${region}`;
  const { Stacks = [] } = await asked(what, () => client.send(new DescribeStacksCommand({ StackName })));
  const status = Stacks[0]?.StackStatus;
  if (status === undefined) throw new Error(`${what} has no status`);
  return status;
}

/** A change that somebody only looks at changes nothing yet. */
function isUnderWay(status: string): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}

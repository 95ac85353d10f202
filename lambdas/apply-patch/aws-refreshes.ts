import {
  ActiveInstanceRefreshNotFoundFault,
  type AutoScalingClient,
  CancelInstanceRefreshCommand,
  DescribeInstanceRefreshesCommand,
  type InstanceRefresh,
  InstanceRefreshInProgressFault,
  StartInstanceRefreshCommand,
} from '@aws-sdk/client-auto-scaling';
import { asked } from '../shared/paged';
import type { Direction, Refresh, Refreshes } from './ports';
import { directionOf, refreshPreferences } from './refresh-preferences';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceRefresh.html */
const states: Readonly<Record<string, Refresh['state']>> = {
  Pending: 'active',
  InProgress: 'active',
  Baking: 'active',
  Cancelling: 'ending',
  RollbackInProgress: 'ending',
  Successful: 'successful',
  Failed: 'ended',
  Cancelled: 'ended',
  RollbackFailed: 'ended',
  RollbackSuccessful: 'ended',
};

/**
 * Instance refreshes of one Auto Scaling group. Needs `autoscaling:StartInstanceRefresh` and `autoscaling:CancelInstanceRefresh` on
 * it, `autoscaling:DescribeInstanceRefreshes`, and `cloudwatch:DescribeAlarms` for the alarms that end one.
 */
export class AwsRefreshes implements Refreshes {
  /** @param alarms names of alarms that end a refresh forward */
  constructor(
    private readonly client: AutoScalingClient,
    private readonly group: string,
    private readonly alarms: readonly string[],
  ) {}

  async recent(): Promise<readonly Refresh[]> {
    return (await this.describe()).map((found) => this.refreshOf(found));
  }

  async find(refreshId: string): Promise<Refresh> {
    const found = (await this.describe(refreshId)).find(({ InstanceRefreshId }) => InstanceRefreshId === refreshId);
    if (found === undefined) throw new Error(`${this.group} has no instance refresh ${refreshId}`);
    return this.refreshOf(found);
  }

  async start(direction: Direction, waived: readonly string[]): Promise<string | undefined> {
    const alarms = this.alarms.filter((alarm) => !waived.some((each) => each.startsWith(`${alarm} (`)));
    const command = new StartInstanceRefreshCommand({
      AutoScalingGroupName: this.group,
      Strategy: 'Rolling',
      Preferences: refreshPreferences(direction, alarms),
    });
    try {
      const { InstanceRefreshId } = await this.client.send(command);
      if (InstanceRefreshId === undefined) throw new Error('Auto Scaling names no instance refresh');
      return InstanceRefreshId;
    } catch (error) {
      if (error instanceof InstanceRefreshInProgressFault) return undefined;
      throw new Error(`${this.group} could not be refreshed`, { cause: error });
    }
  }

  async cancel(): Promise<void> {
    const command = new CancelInstanceRefreshCommand({
      AutoScalingGroupName: this.group,
      // Cancelled means that no instance comes or goes any more.
      WaitForTransitioningInstances: true,
    });
    try {
      await this.client.send(command);
    } catch (error) {
      if (error instanceof ActiveInstanceRefreshNotFoundFault) return;
      throw new Error(`the instance refresh of ${this.group} could not be cancelled`, { cause: error });
    }
  }

  private async describe(id?: string): Promise<readonly InstanceRefresh[]> {
    const what = `the instance refreshes of ${this.group}`;
    const { InstanceRefreshes } = await asked(what, () =>
      this.client.send(
        new DescribeInstanceRefreshesCommand({
          AutoScalingGroupName: this.group,
          ...(id === undefined ? { MaxRecords: 100 } : { InstanceRefreshIds: [id] }),
        }),
      ),
    );
    if (InstanceRefreshes === undefined) throw new Error(`${what}: the answer lacks the list`);
    return InstanceRefreshes;
  }

  private refreshOf(found: InstanceRefresh): Refresh {
    const { InstanceRefreshId: refreshId, Status: status, StartTime, PercentageComplete, StatusReason } = found;
    const state = states[status ?? ''];
    if (refreshId === undefined || status === undefined || state === undefined) {
      throw new Error(`an instance refresh of ${this.group} has no id, or the status ${status ?? 'none'}`);
    }
    return {
      refreshId,
      state,
      status,
      percent: PercentageComplete ?? 0,
      reason: StatusReason,
      startedAt: StartTime,
      direction: directionOf(found.Preferences ?? {}),
    };
  }
}

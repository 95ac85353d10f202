import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { paged } from '../shared/paged';
import type { Alarms } from './ports';

/** Alarms whose names begin as the store's do. Needs `cloudwatch:DescribeAlarms` in each region. */
export class AwsAlarms implements Alarms {
  /** @param prefixes of names, by region; @param tolerated names that do not count, in whichever region */
  constructor(
    private readonly client: (region: string) => CloudWatchClient,
    private readonly prefixes: Readonly<Record<string, readonly string[]>>,
    private readonly tolerated: readonly string[],
  ) {}

  async ringing(): Promise<readonly string[]> {
    const lists = Object.entries(this.prefixes).flatMap(([region, prefixes]) => {
      const client = this.client(region);
      return prefixes.map((prefix) => this.ringingOf(region, client, prefix));
    });
    return [...new Set((await Promise.all(lists)).flat())].sort();
  }

  private async ringingOf(region: string, client: CloudWatchClient, prefix: string): Promise<readonly string[]> {
    const names = await paged(`the alarms ${prefix} of ${region}`, async (NextToken) => {
      const {
        MetricAlarms,
        CompositeAlarms,
        NextToken: next,
      } = await client.send(
        new DescribeAlarmsCommand({
          AlarmNamePrefix: prefix,
          StateValue: 'ALARM',
          // Without them AWS lists metric alarms only.
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          NextToken,
        }),
      );
      const found = [...(MetricAlarms ?? []), ...(CompositeAlarms ?? [])].map(
        ({ AlarmName }) => AlarmName ?? 'unnamed',
      );
      return { found: MetricAlarms === undefined && CompositeAlarms === undefined ? undefined : found, next };
    });
    return names.filter((name) => !this.tolerated.includes(name)).map((name) => `${name} (${region})`);
  }
}

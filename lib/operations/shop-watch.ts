import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';

export interface ShopWatchProps {
  /** What PHP writes: the must-use plugin's lines begin with `storefort <what>`. */
  readonly phpLogs: ILogGroup;
  /** The hosts' system log. */
  readonly systemLogs: ILogGroup;
  readonly metricNamespace: string;
  readonly topic: ITopic;
}

interface Line {
  readonly name: string;
  readonly logGroup: ILogGroup;
  /** Any of these texts, as they stand in the line. */
  readonly texts: readonly string[];
  /** More lines than this within an hour. */
  readonly tolerated: number;
  readonly meaning: string;
  readonly runbook: string;
}

/**
 * Says so when the shop runs code that came with no release, when its mail or its scheduled work fails, and when a host no longer
 * hears of new credentials and releases. Reads the lines that host/wordpress and systemd write.
 * What it leaves open: code that runs without being included, and whoever keeps PHP from writing the line.
 */
export class ShopWatch extends Construct {
  constructor(scope: Construct, id: string, props: ShopWatchProps) {
    super(scope, id);
    this.watch(props, {
      name: 'IncludedFile',
      logGroup: props.phpLogs,
      texts: ['storefort included-file'],
      tolerated: 0,
      meaning: 'The shop ran a PHP file that belongs to no release.',
      runbook: 'included-file',
    });
    this.watch(props, {
      name: 'ShopWorkFailed',
      logGroup: props.phpLogs,
      texts: ['storefort mail-failed', 'storefort cron-failed'],
      tolerated: 3,
      meaning: 'The shop could not send mail, or its scheduled work failed, more than 3 times in an hour.',
      runbook: 'shop-work-failed',
    });
    this.watch(props, {
      name: 'RefreshFailed',
      logGroup: props.systemLogs,
      texts: ['storefort-refresh.service: Failed with result'],
      // Every minute: one failure is a moment of AWS's.
      tolerated: 5,
      meaning: 'A host could not fetch its credentials or the release the store names, more than 5 times in an hour.',
      runbook: 'refresh-failed',
    });
  }

  private watch({ metricNamespace, topic }: ShopWatchProps, line: Line): void {
    const filter = new MetricFilter(this, line.name, {
      logGroup: line.logGroup,
      filterPattern: FilterPattern.anyTerm(...line.texts),
      metricNamespace,
      metricName: line.name,
      metricValue: '1',
    });
    new HardenedAlarm(this, `${line.name}Alarm`, {
      metric: filter.metric({ statistic: Stats.SUM, period: Duration.hours(1) }),
      threshold: line.tolerated,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      missingData: TreatMissingData.NOT_BREACHING,
      meaning: line.meaning,
      runbook: line.runbook,
      topic,
    });
  }
}

import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventField } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { sweepDrillsMetrics } from '../../lambdas/sweep-drills/contract';
import { HardenedAlarm } from '../hardened/hardened-alarm';
import type { NoticeChannel } from '../hardened/notice-channel';

export interface DrillWatchProps {
  readonly place: 'home' | 'offsite';
  readonly machineArn: string;
  readonly metricNamespace: string;
  readonly topic: ITopic;
  readonly notices: NoticeChannel;
}

/**
 * A drill that did not prove the shop is told, whatever the reason; and so is what drills left behind.
 * What it leaves open: a drill that never began; the daily proof misses its evidence.
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export class DrillWatch extends Construct {
  constructor(scope: Construct, id: string, props: DrillWatchProps) {
    super(scope, id);
    props.notices.tell('DrillFailed', {
      description: `Drills of the ${props.place} copy that did not prove the shop`,
      pattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { status: ['ABORTED', 'FAILED', 'TIMED_OUT'], stateMachineArn: [props.machineArn] },
      },
      meaning: `The restore drill ${EventField.fromPath('$.detail.name')} of the ${props.place} copy ended as ${EventField.fromPath('$.detail.status')}.`,
      runbook: 'drill-failed',
    });
    new HardenedAlarm(this, 'LeftBehind', {
      metric: new Metric({
        namespace: props.metricNamespace,
        metricName: sweepDrillsMetrics.leftBehind,
        dimensionsMap: { Place: props.place },
        statistic: Stats.MAXIMUM,
        period: Duration.hours(1),
      }),
      threshold: 0,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // Swept once a day: between two sweeps the state stays what the last one made it.
      missingData: TreatMissingData.IGNORE,
      meaning: `Drills of the ${props.place} copy left restored customer data behind for more than a day.`,
      runbook: 'drill-left-behind',
      topic: props.topic,
    });
  }
}

import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';

export interface CopyAlarmsProps {
  readonly vaultName: string;
  readonly topic: ITopic;
}

/** A daily copy, the two hours in which its job may start, and four for it to arrive. */
const longestSilenceHours = 30;

/**
 * Says so when a copy into the offsite vault failed, and when none arrived: silence is an alarm, from the hour the stack is made
 * until the first copy.
 * What it leaves open: AWS does not document in which of the two regions a copy job is counted, so an arrival is either a copy
 * job or a recovery point completed in this vault, and the home region watches its copy jobs as well.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
export class CopyAlarms extends Construct {
  constructor(scope: Construct, id: string, props: CopyAlarmsProps) {
    super(scope, id);
    const hourly = (metricName: string) =>
      new Metric({
        namespace: 'AWS/Backup',
        metricName,
        dimensionsMap: { BackupVaultName: props.vaultName },
        statistic: Stats.SUM,
        period: Duration.hours(1),
      });

    new HardenedAlarm(this, 'CopyFailed', {
      metric: hourly('NumberOfCopyJobsFailed'),
      threshold: 0,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      missingData: TreatMissingData.NOT_BREACHING,
      meaning: 'A copy of a recovery point to the offsite vault failed.',
      runbook: 'offsite-copy-failed',
      topic: props.topic,
    });

    new HardenedAlarm(this, 'CopyMissing', {
      metric: new MathExpression({
        expression: 'SUM([copies, arrivals])',
        usingMetrics: {
          copies: hourly('NumberOfCopyJobsCompleted'),
          arrivals: hourly('NumberOfRecoveryPointsCompleted'),
        },
        period: Duration.hours(1),
        label: 'recovery points that arrived offsite',
      }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: longestSilenceHours,
      missingData: TreatMissingData.BREACHING,
      meaning: `No recovery point arrived in the offsite vault for ${longestSilenceHours} hours.`,
      runbook: 'offsite-copy-missing',
      topic: props.topic,
    });
  }
}

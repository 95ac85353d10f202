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
 * Says so when no copy arrived in the offsite vault: silence is an alarm, from the hour the stack is made until the first copy. It
 * stands in the region that survives, so that the loss of the home region rings too.
 * What it leaves open: AWS says that a copy job is counted under its destination vault's name, and not in which of the two
 * regions. An arrival is therefore either a copy job or a recovery point completed in this vault, which is counted where the vault
 * is. A copy that failed is told at home, by its event (docs/decisions/0007-copies-are-watched-where-they-arrive.md).
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

import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { verifyBackupMetrics } from '../../lambdas/verify-backup/contract';
import { HardenedAlarm } from '../hardened/hardened-alarm';

export interface VerificationAlarmsProps {
  /** CloudWatch namespace of the store's metrics. */
  readonly metricNamespace: string;
  readonly topic: ITopic;
}

/** A day, and what retries of a run may take. */
const longestSilenceHours = 30;

/**
 * A proof that failed rings until one succeeds, and so does a day without any proof: from the hour the stack is made until the first.
 * What it leaves open: an export that never arrives is seen by the daily run, within a day.
 */
export class VerificationAlarms extends Construct {
  constructor(scope: Construct, id: string, { metricNamespace, topic }: VerificationAlarmsProps) {
    super(scope, id);
    const hourly = (metricName: string, statistic: string) =>
      new Metric({ namespace: metricNamespace, metricName, statistic, period: Duration.hours(1) });
    const failed = {
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // Between two proofs nothing is measured: the state stays what the last one made it.
      missingData: TreatMissingData.IGNORE,
      runbook: 'backup-unproven',
      topic,
    };
    new HardenedAlarm(this, 'BackupUnproven', {
      ...failed,
      metric: hourly(verifyBackupMetrics.backupProven, Stats.MINIMUM),
      meaning: 'The daily proof found a backup, its lock, its key or a drill not as promised.',
    });
    new HardenedAlarm(this, 'ExportUnproven', {
      ...failed,
      metric: hourly(verifyBackupMetrics.exportProven, Stats.MINIMUM),
      meaning: 'A nightly export arrived offsite and is not what its manifest or the store file says.',
    });
    new HardenedAlarm(this, 'VerificationMissing', {
      metric: hourly(verifyBackupMetrics.backupProven, Stats.SAMPLE_COUNT),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: longestSilenceHours,
      missingData: TreatMissingData.BREACHING,
      meaning: `Nothing was proven of the backups for ${longestSilenceHours} hours.`,
      runbook: 'verification-missing',
      topic,
    });
  }
}

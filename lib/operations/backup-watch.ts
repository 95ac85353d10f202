import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventField } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';
import { lateHours, longestSilenceHours } from './backup-schedule';
import type { NoticeChannel } from './notice-channel';

export interface BackupWatchProps {
  /** Recovery point objective in hours. */
  readonly rpoHours: number;
  readonly vaultName: string;
  readonly vaultArn: string;
  /** @default - nothing is copied, and no copy is missed */
  readonly offsiteVaultName?: string;
  readonly topic: ITopic;
  readonly notices: NoticeChannel;
}

/**
 * A backup or copy job that ended badly is told; and when none completed for the recovery point objective and the hours a job
 * may take, silence is an alarm, from the hour the stack is made until the first backup.
 * What it leaves open: AWS counts jobs by vault, so the silence of one resource while the other is backed up shows only as a
 * failed or expired job.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export class BackupWatch extends Construct {
  constructor(scope: Construct, id: string, props: BackupWatchProps) {
    super(scope, id);
    this.tellOfFailures(props);
    this.missing('BackupMissing', props, {
      metricName: 'NumberOfBackupJobsCompleted',
      vaultName: props.vaultName,
      what: 'backup completed in the home vault',
      runbook: 'backup-missing',
    });
    if (props.offsiteVaultName === undefined) return;
    this.tellOfFailedCopies(props);
    this.missing('CopyMissing', props, {
      metricName: 'NumberOfCopyJobsCompleted',
      // Copy jobs are counted under their destination vault's name.
      vaultName: props.offsiteVaultName,
      what: 'copy to the offsite vault completed',
      runbook: 'copy-missing',
    });
  }

  private missing(
    id: string,
    { rpoHours, topic }: BackupWatchProps,
    job: { readonly metricName: string; readonly vaultName: string; readonly what: string; readonly runbook: string },
  ): void {
    const silenceHours = Math.min(rpoHours + lateHours, longestSilenceHours);
    new HardenedAlarm(this, id, {
      metric: new Metric({
        namespace: 'AWS/Backup',
        metricName: job.metricName,
        dimensionsMap: { BackupVaultName: job.vaultName },
        statistic: Stats.SUM,
        period: Duration.hours(1),
      }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: silenceHours,
      missingData: TreatMissingData.BREACHING,
      meaning: `No ${job.what} for ${silenceHours} hours.`,
      runbook: job.runbook,
      topic,
    });
  }

  private tellOfFailures({ vaultName, notices }: BackupWatchProps): void {
    notices.tell('BackupJobFailed', {
      description: 'Backup jobs into the home vault that ended without a recovery point',
      pattern: {
        source: ['aws.backup'],
        detailType: ['Backup Job State Change'],
        detail: { state: ['ABORTED', 'EXPIRED', 'FAILED', 'PARTIAL'], backupVaultName: [vaultName] },
      },
      meaning: `A backup job of ${resource()} ended as ${state()}.`,
      runbook: 'backup-job-failed',
    });
  }

  private tellOfFailedCopies({ vaultArn, notices }: BackupWatchProps): void {
    notices.tell('CopyJobFailed', {
      description: 'Copy jobs out of the home vault that failed',
      pattern: {
        source: ['aws.backup'],
        detailType: ['Copy Job State Change'],
        detail: { state: ['FAILED', 'PARTIAL'], sourceBackupVaultArn: [vaultArn] },
      },
      meaning: `A copy job of ${resource()} ended as ${state()}.`,
      runbook: 'copy-job-failed',
    });
  }
}

const state = () => EventField.fromPath('$.detail.state');
const resource = () => EventField.fromPath('$.detail.resourceArn');

import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventField } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';
import { lateHours, longestSilenceHours } from './backup-schedule';
import type { NoticeChannel } from '../hardened/notice-channel';

export interface BackupWatchProps {
  /** Recovery point objective in hours. */
  readonly rpoHours: number;
  readonly vaultName: string;
  readonly vaultArn: string;
  /** Whether recovery points are copied to the offsite vault. */
  readonly copied: boolean;
  readonly topic: ITopic;
  readonly notices: NoticeChannel;
}

/**
 * A backup or copy job that ended badly is told; and when no backup completed for the recovery point objective and the hours a
 * job may take, silence is an alarm, from the hour the stack is made until the first backup. That copies arrive is watched where
 * they arrive, in the offsite stack (docs/decisions/0007-copies-are-watched-where-they-arrive.md).
 * What it leaves open: AWS counts jobs by vault, so the silence of one resource while the other is backed up shows only as a
 * failed or expired job.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export class BackupWatch extends Construct {
  constructor(scope: Construct, id: string, props: BackupWatchProps) {
    super(scope, id);
    this.tellOfFailures(props);
    this.tellOfSilence(props);
    if (props.copied) this.tellOfFailedCopies(props);
  }

  private tellOfSilence({ rpoHours, vaultName, topic }: BackupWatchProps): void {
    const silenceHours = Math.min(rpoHours + lateHours, longestSilenceHours);
    new HardenedAlarm(this, 'BackupMissing', {
      metric: new Metric({
        namespace: 'AWS/Backup',
        metricName: 'NumberOfBackupJobsCompleted',
        dimensionsMap: { BackupVaultName: vaultName },
        statistic: Stats.SUM,
        period: Duration.hours(1),
      }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: silenceHours,
      missingData: TreatMissingData.BREACHING,
      meaning: `No backup completed in the home vault for ${silenceHours} hours.`,
      runbook: 'backup-missing',
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

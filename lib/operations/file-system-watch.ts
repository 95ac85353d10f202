import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';

export interface FileSystemWatchProps {
  readonly fileSystem: IFileSystem;
  readonly topic: ITopic;
}

/**
 * Says so when uploads become slow because the file system is at its limit of operations.
 * What it leaves open: throughput; a file system with elastic throughput has no credits that could run out.
 * https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html
 */
export class FileSystemWatch extends Construct {
  constructor(scope: Construct, id: string, { fileSystem, topic }: FileSystemWatchProps) {
    super(scope, id);
    new HardenedAlarm(this, 'FileSystemOperations', {
      metric: new Metric({
        namespace: 'AWS/EFS',
        metricName: 'PercentIOLimit',
        dimensionsMap: { FileSystemId: fileSystem.fileSystemId },
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      threshold: 95,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      missingData: TreatMissingData.NOT_BREACHING,
      meaning: 'The file system of uploads was at its limit of operations for 15 minutes.',
      runbook: 'file-system-operations',
      topic,
    });
  }
}

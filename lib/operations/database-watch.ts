import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventField } from 'aws-cdk-lib/aws-events';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';
import { defaultConnections, memoryGiB } from './database-limits';
import type { NoticeChannel } from '../hardened/notice-channel';

export interface DatabaseWatchProps {
  readonly database: IDatabaseInstance;
  /** Without `db.`, such as `t4g.small`. */
  readonly instanceClass: string;
  readonly allocatedGiB: number;
  readonly topic: ITopic;
  readonly notices: NoticeChannel;
}

const gibibyte = 2 ** 30;
const period = Duration.minutes(5);

/**
 * Says so when the database runs out of processor, storage, memory or connections, stops reporting, or when RDS tells of a
 * failover or failure: a Multi-AZ standby has no metrics of its own, its role changes come as events.
 * What it leaves open: slow queries; they are in the slow query log.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export class DatabaseWatch extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseWatchProps) {
    super(scope, id);
    const { database, topic } = props;
    const above = { comparison: ComparisonOperator.GREATER_THAN_THRESHOLD, evaluationPeriods: 3, topic };
    const below = { comparison: ComparisonOperator.LESS_THAN_THRESHOLD, evaluationPeriods: 3, topic };
    const average = (metric: string): Metric => database.metric(metric, { period, statistic: Stats.AVERAGE });

    new HardenedAlarm(this, 'DatabaseCpu', {
      ...above,
      metric: average('CPUUtilization'),
      threshold: 80,
      // A database that reports nothing is down: one alarm says so, and this one.
      missingData: TreatMissingData.BREACHING,
      meaning: 'The database used more than 80 percent of its processors for 15 minutes, or stopped reporting.',
      runbook: 'database-cpu',
    });
    new HardenedAlarm(this, 'DatabaseStorage', {
      ...below,
      metric: database.metric('FreeStorageSpace', { period, statistic: Stats.MINIMUM }),
      threshold: Math.round(props.allocatedGiB * gibibyte * 0.1),
      // RDS grows storage by itself at a tenth left, if it may: what is left after half an hour is not growing.
      evaluationPeriods: 6,
      missingData: TreatMissingData.MISSING,
      meaning: 'The database had less than a tenth of its first storage left for 30 minutes.',
      runbook: 'database-storage',
    });
    new HardenedAlarm(this, 'DatabaseMemory', {
      ...below,
      metric: average('FreeableMemory'),
      threshold: Math.round(memoryGiB(props.instanceClass) * gibibyte * 0.05),
      missingData: TreatMissingData.MISSING,
      meaning: 'The database had less than a twentieth of its memory left for 15 minutes.',
      runbook: 'database-memory',
    });
    new HardenedAlarm(this, 'DatabaseConnections', {
      ...above,
      metric: database.metric('DatabaseConnections', { period, statistic: Stats.MAXIMUM }),
      threshold: Math.floor(defaultConnections(props.instanceClass) * 0.8),
      missingData: TreatMissingData.MISSING,
      meaning: 'The database had four fifths of its connections in use for 15 minutes.',
      runbook: 'database-connections',
    });
    props.notices.tell('DatabaseEvent', {
      description: 'RDS events of this database that need a person',
      pattern: {
        source: ['aws.rds'],
        detailType: ['RDS DB Instance Event'],
        detail: {
          SourceArn: [database.instanceArn],
          EventCategories: ['availability', 'failover', 'failure', 'low storage', 'recovery', 'security'],
        },
      },
      meaning: `The database: ${EventField.fromPath('$.detail.Message')}`,
      runbook: 'database-event',
    });
  }
}

import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';

export interface CacheWatchProps {
  /** Nodes of the object cache. Empty: the size has none. */
  readonly cacheClusterIds: readonly string[];
  readonly topic: ITopic;
}

/** What one node is watched for: metric, statistic, threshold, and what being above it means. */
const limits = [
  [
    'Cpu',
    'CPUUtilization',
    Stats.AVERAGE,
    80,
    'used more than 80 percent of its processors for 15 minutes',
    'cache-cpu',
  ],
  [
    'Memory',
    'DatabaseMemoryUsagePercentage',
    Stats.AVERAGE,
    90,
    'had more than 90 percent of its memory in use for 15 minutes',
    'cache-memory',
  ],
  [
    'Evictions',
    'Evictions',
    Stats.SUM,
    1000,
    'dropped more than 1,000 entries in 5 minutes for want of memory, three times in a row',
    'cache-evictions',
  ],
] as const;

/**
 * Says so when a node of the object cache is too small for the shop. Each node is watched, as any may become the primary.
 * What it leaves open: the loss of a node; ElastiCache replaces it, and the shop goes on without a cache, slower.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
 */
export class CacheWatch extends Construct {
  constructor(scope: Construct, id: string, { cacheClusterIds, topic }: CacheWatchProps) {
    super(scope, id);
    for (const [index, CacheClusterId] of cacheClusterIds.entries()) {
      for (const [kind, metricName, statistic, threshold, what, runbook] of limits) {
        new HardenedAlarm(this, `Cache${kind}${index + 1}`, {
          metric: new Metric({
            namespace: 'AWS/ElastiCache',
            metricName,
            dimensionsMap: { CacheClusterId },
            statistic,
            period: Duration.minutes(5),
          }),
          threshold,
          comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
          evaluationPeriods: 3,
          missingData: TreatMissingData.NOT_BREACHING,
          meaning: `Node ${index + 1} of the object cache ${what}.`,
          runbook,
          topic,
        });
      }
    }
  }
}

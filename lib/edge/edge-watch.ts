import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';

export interface EdgeWatchProps {
  readonly topic: ITopic;
  /** Requests that found no way to the origin. */
  readonly originErrors: Metric;
}

/** A door that is watched. */
export interface WatchedDoor {
  /** Construct id and name in texts. */
  readonly id: 'Shop' | 'Staff';
  readonly distribution: IDistribution;
  /** The metric name of its web ACL, which is what CloudWatch knows it by. */
  readonly webAclMetricName: string;
  /** More than this many stopped requests in five minutes, three times in a row, is more than the usual noise. */
  readonly mostStopped: number;
}

const fiveMinutes = Duration.minutes(5);
/** In percent of a door's requests. */
const mostErrorsPercent = 5;
const mostOriginErrors = 10;

/**
 * Says so when a door answers with errors, when it does not reach the hosts, and when its web ACL stops far more than usual:
 * an attack, or shoppers refused by a rule. No traffic is not trouble here: whether the shop answers is asked elsewhere.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 */
export class EdgeWatch extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeWatchProps,
  ) {
    super(scope, id);
    new HardenedAlarm(this, 'OriginErrors', {
      metric: props.originErrors.with({ statistic: Stats.SUM, period: fiveMinutes }),
      threshold: mostOriginErrors,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 2,
      missingData: TreatMissingData.NOT_BREACHING,
      meaning: `CloudFront could not reach the load balancer, or not make sense of its answer, for more than ${mostOriginErrors} requests in 5 minutes.`,
      runbook: 'edge-origin-errors',
      topic: props.topic,
    });
  }

  /** Rings for one door. */
  watch({ id, distribution, webAclMetricName, mostStopped }: WatchedDoor): void {
    const door = id.toLowerCase();
    const often = {
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      missingData: TreatMissingData.NOT_BREACHING,
      topic: this.props.topic,
    };
    new HardenedAlarm(this, `${id}Errors`, {
      ...often,
      metric: new Metric({
        namespace: 'AWS/CloudFront',
        metricName: '5xxErrorRate',
        dimensionsMap: { DistributionId: distribution.distributionId, Region: 'Global' },
        statistic: Stats.AVERAGE,
        period: fiveMinutes,
      }),
      threshold: mostErrorsPercent,
      meaning: `More than ${mostErrorsPercent} % of the answers at the ${door} door were errors of the server, for 15 minutes.`,
      runbook: 'edge-errors',
    });
    new HardenedAlarm(this, `${id}Stopped`, {
      ...often,
      metric: new Metric({
        namespace: 'AWS/WAFV2',
        metricName: 'BlockedRequests',
        // No region: web ACLs of CloudFront report without one.
        dimensionsMap: { WebACL: webAclMetricName, Rule: 'ALL' },
        statistic: Stats.SUM,
        period: fiveMinutes,
      }),
      threshold: mostStopped,
      meaning: `The web ACL of the ${door} door stopped more than ${mostStopped} requests in 5 minutes, for 15 minutes.`,
      runbook: 'web-acl-stopped',
    });
  }
}

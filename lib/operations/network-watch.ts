import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';

export interface NetworkWatchProps {
  readonly natGatewayIds: readonly string[];
  /** Route 53 Resolver query logs of the store's VPC. */
  readonly dnsFirewallLogs: ILogGroup;
  /** CloudWatch namespace of the store's own metrics. */
  readonly metricNamespace: string;
  readonly topic: ITopic;
}

/**
 * Says so when hosts cannot open connections to the internet, and when a host asked for a name that it may not resolve, which is
 * how a program that should not be there is first seen.
 * What it leaves open: the firewall filters names, not addresses; while egress is observed, nothing is blocked and nothing rings.
 * https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html
 */
export class NetworkWatch extends Construct {
  constructor(scope: Construct, id: string, props: NetworkWatchProps) {
    super(scope, id);
    for (const [index, natGatewayId] of props.natGatewayIds.entries()) {
      new HardenedAlarm(this, `NatPorts${index + 1}`, {
        metric: new Metric({
          namespace: 'AWS/NATGateway',
          metricName: 'ErrorPortAllocation',
          dimensionsMap: { NatGatewayId: natGatewayId },
          statistic: Stats.SUM,
          period: Duration.minutes(5),
        }),
        threshold: 0,
        comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        missingData: TreatMissingData.NOT_BREACHING,
        meaning: `NAT gateway ${index + 1} had no port left for a connection.`,
        runbook: 'nat-ports',
        topic: props.topic,
      });
    }
    this.watchNames(props);
  }

  private watchNames({ dnsFirewallLogs, metricNamespace, topic }: NetworkWatchProps): void {
    const blocked = new MetricFilter(this, 'BlockedNames', {
      logGroup: dnsFirewallLogs,
      filterPattern: FilterPattern.stringValue('$.firewall_rule_action', '=', 'BLOCK'),
      metricNamespace,
      metricName: 'BlockedNames',
      metricValue: '1',
    });
    new HardenedAlarm(this, 'NameBlocked', {
      metric: blocked.metric({ statistic: Stats.SUM, period: Duration.hours(1) }),
      threshold: 0,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      missingData: TreatMissingData.NOT_BREACHING,
      meaning: 'A host asked for a name that is not on the list of allowed names.',
      runbook: 'name-blocked',
      topic,
    });
  }
}

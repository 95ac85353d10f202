import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';

export interface TrailAlarmsProps {
  /** Where CloudTrail writes the account's events. */
  readonly logGroup: ILogGroup;
  readonly topic: ITopic;
}

interface Watched {
  readonly id: string;
  readonly meaning: string;
  readonly runbook: string;
  readonly pattern: string;
}

/** `($.eventSource = …) && (one of these calls)`, in CloudWatch Logs' pattern language. */
function calls(service: string, names: readonly string[]): string {
  const any = names.map((name) => `($.eventName = ${name})`).join(' || ');
  return `{ ($.eventSource = ${service}.amazonaws.com) && (${any}) }`;
}

const watched: readonly Watched[] = [
  {
    id: 'RootUsed',
    meaning: 'Somebody signed in or called AWS as the account’s root user.',
    runbook: 'root-used',
    pattern:
      '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
  },
  {
    id: 'TrailChanged',
    meaning: 'The account’s trail was stopped, deleted or changed.',
    runbook: 'trail-changed',
    pattern: calls('cloudtrail', ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors']),
  },
  {
    id: 'KeyDisabled',
    meaning: 'A KMS key was disabled or is scheduled for deletion: what it encrypts cannot be read without it.',
    runbook: 'key-disabled',
    pattern: calls('kms', ['DisableKey', 'ScheduleKeyDeletion']),
  },
];

/**
 * Three things that an attacker does early and nobody does by routine, each an alarm within minutes (PCI DSS 10.4.1.1, 10.7.2).
 * What it leaves open: CloudTrail delivers about five minutes after a call; an event of root in a service's name is left out.
 */
export class TrailAlarms extends Construct {
  constructor(scope: Construct, id: string, props: TrailAlarmsProps) {
    super(scope, id);
    for (const { id: what, meaning, runbook, pattern } of watched) {
      const filter = new MetricFilter(this, `${what}Filter`, {
        logGroup: props.logGroup,
        filterPattern: FilterPattern.literal(pattern),
        metricNamespace: 'Storefort/Account',
        metricName: what,
        metricValue: '1',
      });
      new HardenedAlarm(this, what, {
        metric: filter.metric({ statistic: Stats.SUM, period: Duration.minutes(5) }),
        threshold: 0,
        comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        missingData: TreatMissingData.NOT_BREACHING,
        meaning,
        runbook,
        topic: props.topic,
      });
    }
  }
}

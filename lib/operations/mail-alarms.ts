import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HardenedAlarm } from '../hardened/hardened-alarm';

export interface MailAlarmsProps {
  readonly configurationSetName: string;
  readonly topic: ITopic;
}

/** AWS puts an account under review at these shares of its mail, and pauses it at twice and five times as much. */
const limits = [
  [
    'MailBounces',
    'Reputation.BounceRate',
    0.05,
    'One of 20 mails of the shop bounces: SES pauses at one of 10.',
    'mail-bounces',
  ],
  [
    'MailComplaints',
    'Reputation.ComplaintRate',
    0.001,
    'One of 1,000 mails of the shop is called spam by who got it: SES pauses at one of 200.',
    'mail-complaints',
  ],
] as const;

/**
 * Says so before SES stops sending the shop's mail.
 * https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
 */
export class MailAlarms extends Construct {
  constructor(scope: Construct, id: string, { configurationSetName, topic }: MailAlarmsProps) {
    super(scope, id);
    for (const [name, metricName, threshold, meaning, runbook] of limits) {
      new HardenedAlarm(this, name, {
        metric: new Metric({
          namespace: 'AWS/SES',
          metricName,
          dimensionsMap: { 'ses:configuration-set': configurationSetName },
          statistic: Stats.AVERAGE,
          period: Duration.hours(1),
        }),
        threshold,
        comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        // No mail, no rate.
        missingData: TreatMissingData.NOT_BREACHING,
        meaning,
        runbook,
        topic,
      });
    }
  }
}

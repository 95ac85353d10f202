import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from '../hardened/acknowledge';
import { HardenedAlarm } from '../hardened/hardened-alarm';
import { acknowledgeInlinePolicy } from './inline-policy';
import { keep } from './lasting';

export interface ThreatDetectionProps {
  readonly topic: ITopic;
}

/** GuardDuty calls 7.0 and up high. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
const highSeverity = 7;

/**
 * What GuardDuty reads beside calls, DNS and traffic. A store has no EKS. Runtime monitoring stays off: its agent makes an endpoint
 * and a security group in the VPC that no stack knows of, so that the VPC could not be removed, and costs by the virtual CPU.
 */
const features = [
  { name: 'S3_DATA_EVENTS', status: 'ENABLED' },
  { name: 'EBS_MALWARE_PROTECTION', status: 'ENABLED' },
  { name: 'RDS_LOGIN_EVENTS', status: 'ENABLED' },
  { name: 'LAMBDA_NETWORK_LOGS', status: 'ENABLED' },
  { name: 'EKS_AUDIT_LOGS', status: 'DISABLED' },
  { name: 'RUNTIME_MONITORING', status: 'DISABLED' },
];

/**
 * GuardDuty watches calls, DNS, traffic, buckets, functions and, on suspicion, volumes of the region (PCI DSS 11.5.1, 5.2.1); what it rates
 * high reaches a person within minutes.
 * What it leaves open: processes on the hosts, and MariaDB's logins: RDS login events do not cover that engine. The rule's
 * messages are GuardDuty's JSON.
 */
export class ThreatDetection extends Construct {
  constructor(scope: Construct, id: string, props: ThreatDetectionProps) {
    super(scope, id);
    const detector = new CfnDetector(this, 'Detector', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
      features,
    });
    keep(detector);

    const role = new Role(this, 'Messenger', {
      assumedBy: new ServicePrincipal('events.amazonaws.com'),
      description: 'EventBridge publishes GuardDuty findings to the topic of the account',
    });
    const rule = new Rule(this, 'HighFinding', {
      description: 'GuardDuty findings of severity 7 and up, to a person; docs/runbooks/guardduty-finding.md',
      eventPattern: {
        source: ['aws.guardduty'],
        detailType: ['GuardDuty Finding'],
        detail: { severity: [{ numeric: ['>=', highSeverity] }] },
      },
      // By a role: the topic's and the key's policies ask services for the source account, which EventBridge need not state.
      targets: [new SnsTopic(props.topic, { role, authorizeUsingRole: true })],
    });
    this.alarmUndelivered(rule, props.topic);
    acknowledgeMessenger(rule, role);
  }

  private alarmUndelivered(rule: Rule, topic: ITopic): void {
    new HardenedAlarm(this, 'FindingUndelivered', {
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'FailedInvocations',
        dimensionsMap: { RuleName: rule.ruleName },
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      }),
      threshold: 0,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      missingData: TreatMissingData.NOT_BREACHING,
      meaning: 'A GuardDuty finding of high severity could not be sent.',
      runbook: 'guardduty-finding',
      topic,
    });
  }
}

function acknowledgeMessenger(rule: Rule, role: Role): void {
  const by = { owner: 'storefort', reviewBy: '2027-11-01' };
  acknowledge(rule, 'Serverless::Serverless-EventBusDLQ', {
    ...by,
    reason:
      'EventBridge tries for 24 hours, an alarm says when it failed, and the finding itself stays in GuardDuty for 90 days',
  });
  acknowledge(role, 'AwsSolutions::AwsSolutions-IAM5[Action::kms:GenerateDataKey*]', {
    ...by,
    reason:
      'the * stands for the variants of one call, on the one key of the topic; SNS decides which of them it makes',
  });
  acknowledgeInlinePolicy(role);
}

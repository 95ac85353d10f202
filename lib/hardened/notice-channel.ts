import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { HardenedAlarm } from './hardened-alarm';

export interface NoticeChannelProps {
  readonly topic: ITopic;
  /** Encrypts the topic. */
  readonly key: IKey;
}

/** An event that a person must hear of. */
export interface Notice {
  readonly description: string;
  readonly pattern: EventPattern;
  /** One line; fields of the event by `EventField`. */
  readonly meaning: string;
  /** File name below docs/runbooks, without `.md`. */
  readonly runbook: string;
}

/**
 * Events of AWS become mail through the store's topic, with the runbook's name in the text. EventBridge publishes with a role:
 * as a service principal its calls to KMS carry no account or source, so an encrypted topic could not tell it from another
 * account's. What cannot be delivered is kept 14 days and raises an alarm.
 * What it leaves open: AWS delivers events on a best effort; where that is not enough, an alarm watches for absence as well.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export class NoticeChannel extends Construct {
  private readonly topic: ITopic;
  private readonly role: Role;
  /** Keeps what could not be delivered; a message in it raises an alarm. */
  readonly undelivered: IQueue;

  constructor(scope: Construct, id: string, props: NoticeChannelProps) {
    super(scope, id);
    this.topic = props.topic;
    this.role = publisher(this, props);
    // SQS's own key: EventBridge writes here as a service principal, for which the platform key would have to be opened.
    const undelivered = new Queue(this, 'Undelivered', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.undelivered = undelivered;
    acknowledge(undelivered, ['AwsSolutions::AwsSolutions-SQS3', 'Serverless::Serverless-SQSRedrivePolicy'], {
      reason: 'this is the dead letter queue itself: there is nowhere further to send what arrives in it',
      owner: 'storefort',
      reviewBy: '2027-11-01',
    });
    new HardenedAlarm(this, 'NoticeUndelivered', {
      metric: undelivered.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      threshold: 0,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      missingData: TreatMissingData.NOT_BREACHING,
      meaning: 'An event of AWS that you should have heard of could not be sent to the topic.',
      runbook: 'notice-undelivered',
      topic: props.topic,
    });
  }

  /** Adds a rule for one kind of event. */
  tell(id: string, notice: Notice): void {
    new Rule(this, id, {
      description: notice.description,
      eventPattern: notice.pattern,
      targets: [
        new SnsTopic(this.topic, {
          role: this.role.withoutPolicyUpdates(),
          deadLetterQueue: this.undelivered,
          message: RuleTargetInput.fromText(`${notice.meaning} What to do: docs/runbooks/${notice.runbook}.md`),
        }),
      ],
    });
  }
}

function publisher(scope: Construct, { topic, key }: NoticeChannelProps): Role {
  const role = new Role(scope, 'Publisher', {
    assumedBy: new ServicePrincipal('events.amazonaws.com'),
    description: 'EventBridge: publishes to the alarm topic of one store',
  });
  role.addToPolicy(new PolicyStatement({ sid: 'Publish', actions: ['sns:Publish'], resources: [topic.topicArn] }));
  role.addToPolicy(
    new PolicyStatement({
      sid: 'UseTopicKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
    }),
  );
  acknowledge(
    role,
    ['NIST.800.53.R5::NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321::PCI.DSS.321-IAMNoInlinePolicy'],
    {
      reason:
        'the policy belongs to this one role and lives and goes with it; shared by nobody, it cannot drift from its use',
      owner: 'storefort',
      reviewBy: '2027-11-01',
    },
  );
  return role;
}

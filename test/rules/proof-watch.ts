import { expect } from 'expect';
import { document, offsiteRegion, type OperationsRow, rowsOf, trusts } from '../support/operations-rows';
import { anyone } from '../support/plain';
import type { Rule, Variant } from '../support/template';

const topic = (variant: Variant) => `offsite@${offsiteRegion(variant)}/Topic`;
const hour = 3600;

interface Measured {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Statistic: string;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly TreatMissingData: string;
  readonly Dimensions?: object[];
}

function alarm(
  says: string,
  idStart: string,
  measured: (variant: Variant) => Measured,
  [ComparisonOperator, Threshold]: readonly [string, number],
): OperationsRow {
  return [
    says,
    'AWS::CloudWatch::Alarm',
    idStart,
    (variant) => ({
      ...measured(variant),
      ComparisonOperator,
      Threshold,
      AlarmActions: [topic(variant)],
      OKActions: [topic(variant)],
    }),
  ];
}

const below = ['LessThanThreshold', 1] as const;
const above = ['GreaterThanThreshold', 0] as const;

const own = (MetricName: string, Statistic: string, EvaluationPeriods: number, TreatMissingData: string) =>
  function measured({ name }: Variant): Measured {
    return {
      Namespace: `Storefort/${name}`,
      MetricName,
      Statistic,
      Period: hour,
      EvaluationPeriods,
      TreatMissingData,
    };
  };

const alarms: OperationsRow[] = [
  alarm(
    'a daily proof that failed rings until one succeeds',
    'VerifyAlarmsBackupUnproven',
    own('BackupProven', 'Minimum', 1, 'ignore'),
    below,
  ),
  alarm(
    'an export that is not as its manifest says rings until one is',
    'VerifyAlarmsExportUnproven',
    own('ExportProven', 'Minimum', 1, 'ignore'),
    below,
  ),
  alarm(
    '30 hours without a proof ring',
    'VerifyAlarmsVerificationMissing',
    own('BackupProven', 'SampleCount', 30, 'breaching'),
    below,
  ),
  alarm(
    'a proof that broke rings',
    'VerifyFunctionErrors',
    () => ({
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
      Dimensions: [{ Name: 'FunctionName', Value: 'VerifyFunction' }],
    }),
    above,
  ),
  alarm(
    'a notice or a manifest that could not be handed over rings',
    'NoticesNoticeUndelivered',
    () => ({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
      Dimensions: [{ Name: 'QueueName', Value: 'NoticesUndelivered.QueueName' }],
    }),
    above,
  ),
];

const sender = (source: string) => ({
  Sid: expect.stringMatching(/^AllowEventRule/) as unknown,
  Action: 'sqs:SendMessage',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Resource: 'NoticesUndelivered.Arn',
  Condition: { ArnEquals: { 'aws:SourceArn': `${source}.Arn` } },
});

/** Rules of this stack that may leave what they could not deliver. */
const senders = ['VerifyArrived', 'NoticesDrillFailed'];

const channel: OperationsRow[] = [
  [
    'only EventBridge assumes the publishing role',
    'AWS::IAM::Role',
    'NoticesPublisher',
    () => ({ AssumeRolePolicyDocument: trusts('events.amazonaws.com') }),
  ],
  [
    'the publishing role publishes to the offsite topic and uses its key, nothing else',
    'AWS::IAM::Policy',
    'NoticesPublisher',
    (variant) => ({
      PolicyName: expect.stringMatching(/^NoticesPublisher/) as unknown,
      Roles: ['NoticesPublisher'],
      PolicyDocument: document(
        { Sid: 'Publish', Effect: 'Allow', Action: 'sns:Publish', Resource: topic(variant) },
        {
          Sid: 'UseTopicKey',
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Resource: `offsite@${offsiteRegion(variant)}/Key.Arn`,
        },
      ),
    }),
  ],
  [
    'what could not be delivered is kept 14 days, encrypted',
    'AWS::SQS::Queue',
    'NoticesUndelivered',
    () => ({
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      MessageRetentionPeriod: 1209600,
      SqsManagedSseEnabled: true,
    }),
  ],
  [
    'only this stack’s rules leave it there, by TLS',
    'AWS::SQS::QueuePolicy',
    'NoticesUndelivered',
    () => ({
      Queues: ['NoticesUndelivered'],
      PolicyDocument: document(
        {
          Action: 'sqs:*',
          Effect: 'Deny',
          Principal: anyone,
          Resource: 'NoticesUndelivered.Arn',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        ...senders.map(sender),
      ),
    }),
  ],
];

export const proofWatchRules: Rule[] = rowsOf('proof', [...alarms, ...channel]);

import { expect } from 'expect';
import { account, databaseArn, document, operationsRows, type OperationsRow, trusts } from '../support/operations-rows';

const deletedWithStack = { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' };

const sender = (idStart: string) => ({
  Sid: expect.stringMatching(/^AllowEventRule/) as unknown,
  Action: 'sqs:SendMessage',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Resource: 'NoticesUndelivered.Arn',
  Condition: { ArnEquals: { 'aws:SourceArn': `Notices${idStart}.Arn` } },
});

const channel: OperationsRow[] = [
  [
    'the topic is encrypted by the platform key',
    'AWS::SNS::Topic',
    'Alarms',
    () => ({ KmsMasterKeyId: 'network/PlatformKey.Arn' }),
  ],
  [
    'only CloudWatch publishes by itself, for this account, by TLS',
    'AWS::SNS::TopicPolicy',
    'Alarms',
    () => ({
      Topics: ['Alarms'],
      PolicyDocument: document(
        {
          Sid: 'AllowPublishThroughSSLOnly',
          Action: 'sns:Publish',
          Effect: 'Deny',
          Principal: '*',
          Resource: 'Alarms',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Sid: 'Publishers',
          Action: 'sns:Publish',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Resource: 'Alarms',
          Condition: { StringEquals: { 'aws:SourceAccount': account } },
        },
      ),
    }),
  ],
  [
    'the owner hears of it by mail',
    'AWS::SNS::Subscription',
    'Alarms',
    () => ({ Endpoint: 'owner@example.com', Protocol: 'email', TopicArn: 'Alarms' }),
  ],
  [
    'only EventBridge assumes the publishing role',
    'AWS::IAM::Role',
    'NoticesPublisher',
    () => ({ AssumeRolePolicyDocument: trusts('events.amazonaws.com') }),
  ],
  [
    'the publishing role publishes to the topic and uses its key, nothing else',
    'AWS::IAM::Policy',
    'NoticesPublisher',
    () => ({
      PolicyName: expect.stringMatching(/^NoticesPublisher/) as unknown,
      Roles: ['NoticesPublisher'],
      PolicyDocument: document(
        { Sid: 'Publish', Effect: 'Allow', Action: 'sns:Publish', Resource: 'Alarms' },
        {
          Sid: 'UseTopicKey',
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Resource: 'network/PlatformKey.Arn',
        },
      ),
    }),
  ],
  [
    'undelivered notices are kept 14 days, encrypted',
    'AWS::SQS::Queue',
    'NoticesUndelivered',
    () => ({ ...deletedWithStack, MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true }),
  ],
  [
    'only this stack’s rules leave undelivered notices, by TLS',
    'AWS::SQS::QueuePolicy',
    'NoticesUndelivered',
    (variant) => ({
      Queues: ['NoticesUndelivered'],
      PolicyDocument: document(
        {
          Action: 'sqs:*',
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Resource: 'NoticesUndelivered.Arn',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        sender('BackupJobFailed'),
        ...(variant.offsite ? [sender('CopyJobFailed')] : []),
        { ...sender(''), Condition: { ArnEquals: { 'aws:SourceArn': 'DrillsRestoreTested.Arn' } } },
        sender('DrillFailed'),
        ...(variant.offsite ? [sender('ExportFailed')] : []),
        sender('HostLaunchFailed'),
        sender('DatabaseEvent'),
        sender('KeyEndangered'),
        sender('CertificateExpiring'),
        sender('PatchFailed'),
      ),
    }),
  ],
];

/** Which fields of the event each mail quotes. */
const told = {
  'backup-job-failed': { 'detail-resourceArn': '$.detail.resourceArn', 'detail-state': '$.detail.state' },
  'copy-job-failed': { 'detail-resourceArn': '$.detail.resourceArn', 'detail-state': '$.detail.state' },
  'host-launch-failed': { 'detail-type': '$.detail-type' },
  'database-event': { 'detail-Message': '$.detail.Message' },
  'key-endangered': {
    'detail-eventName': '$.detail.eventName',
    'detail-resources-0--ARN': '$.detail.resources[0].ARN',
    'detail-userIdentity-arn': '$.detail.userIdentity.arn',
  },
  'certificate-expiring': { 'detail-type': '$.detail-type', 'detail-CommonName': '$.detail.CommonName' },
};

const notice = (runbook: keyof typeof told, EventPattern: object) => ({
  State: 'ENABLED',
  EventPattern,
  Targets: [
    {
      Id: 'Target0',
      Arn: 'Alarms',
      RoleArn: 'NoticesPublisher.Arn',
      DeadLetterConfig: { Arn: 'NoticesUndelivered.Arn' },
      InputTransformer: {
        InputPathsMap: told[runbook],
        InputTemplate: expect.stringContaining(`docs/runbooks/${runbook}.md`) as unknown,
      },
    },
  ],
});

const notices: OperationsRow[] = [
  [
    'a backup job that ended badly is told',
    'AWS::Events::Rule',
    'NoticesBackupJobFailed',
    () =>
      notice('backup-job-failed', {
        source: ['aws.backup'],
        'detail-type': ['Backup Job State Change'],
        detail: {
          state: ['ABORTED', 'EXPIRED', 'FAILED', 'PARTIAL'],
          backupVaultName: ['BackupsHomeVault.BackupVaultName'],
        },
      }),
  ],
  [
    'a copy job that failed is told',
    'AWS::Events::Rule',
    'NoticesCopyJobFailed',
    () =>
      notice('copy-job-failed', {
        source: ['aws.backup'],
        'detail-type': ['Copy Job State Change'],
        detail: { state: ['FAILED', 'PARTIAL'], sourceBackupVaultArn: ['BackupsHomeVault.BackupVaultArn'] },
      }),
    ({ offsite }) => offsite,
  ],
  [
    'a host that could not be started is told',
    'AWS::Events::Rule',
    'NoticesHostLaunchFailed',
    () =>
      notice('host-launch-failed', {
        source: ['aws.autoscaling'],
        'detail-type': [
          'EC2 Auto Scaling Instance Refresh Failed',
          'EC2 Instance Launch Unsuccessful',
          'EC2 Instance Terminate Unsuccessful',
        ],
        detail: { AutoScalingGroupName: ['host/FleetASG'] },
      }),
  ],
  [
    'failover and failure of the database are told',
    'AWS::Events::Rule',
    'NoticesDatabaseEvent',
    (variant) =>
      notice('database-event', {
        source: ['aws.rds'],
        'detail-type': ['RDS DB Instance Event'],
        detail: {
          SourceArn: [databaseArn(variant)],
          EventCategories: ['availability', 'failover', 'failure', 'low storage', 'recovery', 'security'],
        },
      }),
  ],
  [
    'who takes a key out of use is told',
    'AWS::Events::Rule',
    'NoticesKeyEndangered',
    () =>
      notice('key-endangered', {
        source: ['aws.kms'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['kms.amazonaws.com'],
          eventName: ['DisableKey', 'DisableKeyRotation', 'PutKeyPolicy', 'ScheduleKeyDeletion'],
          resources: { ARN: ['network/PlatformKey.Arn', 'data/DataKey.Arn'] },
        },
      }),
  ],
  [
    'a certificate that ends unrenewed is told',
    'AWS::Events::Rule',
    'NoticesCertificateExpiring',
    () =>
      notice('certificate-expiring', {
        source: ['aws.acm'],
        'detail-type': ['ACM Certificate Approaching Expiration', 'ACM Certificate Expired'],
        detail: { CommonName: ['shop.example.com', 'staff.example.com'] },
      }),
  ],
];

const network: OperationsRow[] = [
  [
    'blocked names are counted',
    'AWS::Logs::MetricFilter',
    'NetworkBlockedNames',
    ({ name }) => ({
      FilterPattern: '{ $.firewall_rule_action = "BLOCK" }',
      LogGroupName: expect.stringMatching(/^network\/Dns\w*Logs/) as unknown,
      MetricTransformations: [{ MetricName: 'BlockedNames', MetricNamespace: `Storefort/${name}`, MetricValue: '1' }],
    }),
  ],
];

const lines: OperationsRow[] = (
  [
    ['IncludedFile', '"storefort included-file"', /^host\/Logs\w*Php/],
    ['ShopWorkFailed', '?"storefort mail-failed" ?"storefort cron-failed"', /^host\/Logs\w*Php/],
    ['RefreshFailed', '"storefort-refresh.service: Failed with result"', /^host\/Logs\w*System/],
  ] as const
).map(([metric, FilterPattern, group]) => [
  `lines of ${metric} are counted`,
  'AWS::Logs::MetricFilter',
  `Shop${metric}`,
  ({ name }) => ({
    FilterPattern,
    LogGroupName: expect.stringMatching(group),
    MetricTransformations: [{ MetricName: metric, MetricNamespace: `Storefort/${name}`, MetricValue: '1' }],
  }),
]);

/** The topic, what publishes to it, and which events are told. */
export const operationsNotices = operationsRows([...channel, ...notices, ...network, ...lines]);

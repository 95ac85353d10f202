import { expect } from 'expect';
import {
  accountDecides,
  encryptedBy,
  kept,
  lifecycle,
  privateBucket,
  publishersUse,
  shape,
  tlsOnly,
  topicPolicy,
} from '../support/plain';
import type { Rule, Template } from '../support/template';

/** The account's guards outlive the stack in trial stores too. */
const always = kept(false);
const account = '111122223333';
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const trailArn = ({ variant }: Template) => `arn:aws:cloudtrail:${variant.region}:${account}:trail/storefort-account`;

const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

const trusts = (Service: string, Condition?: object) =>
  document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service }, ...(Condition && { Condition }) });

/** One resource and what it must be, whole. */
type Row = readonly [says: string, type: string, idStart: string, expected: (template: Template) => object];

const key: Row[] = [
  [
    'the account key rotates and is used by logs, alarms and this trail only',
    'AWS::KMS::Key',
    'Key',
    (template) => ({
      ...always,
      EnableKeyRotation: true,
      PendingWindowInDays: 30,
      KeyPolicy: document(
        accountDecides,
        allow(['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], '*', {
          Sid: 'CloudWatchLogs',
          Principal: { Service: `logs.${template.variant.region}.amazonaws.com` },
          Condition: {
            ArnLike: {
              'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${template.variant.region}:${account}:log-group:*`,
            },
          },
        }),
        publishersUse,
        allow('kms:GenerateDataKey*', '*', {
          Sid: 'CloudTrailEncrypts',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceArn': trailArn(template) },
            StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*` },
          },
        }),
        allow('kms:DescribeKey', '*', {
          Sid: 'CloudTrailDescribes',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceArn': trailArn(template) } },
        }),
      ),
    }),
  ],
  [
    'the key has its alias',
    'AWS::KMS::Alias',
    'Key',
    () => ({ AliasName: 'alias/storefort/account', TargetKeyId: 'Key.Arn' }),
  ],
  ['the topic is encrypted', 'AWS::SNS::Topic', 'Topic', () => ({ KmsMasterKeyId: 'Key.Arn' })],
  ['only CloudWatch publishes by itself', 'AWS::SNS::TopicPolicy', 'Topic', () => topicPolicy],
  [
    'the owner hears of it by mail',
    'AWS::SNS::Subscription',
    'Topic',
    () => ({ Endpoint: 'owner@example.com', Protocol: 'email', TopicArn: 'Topic' }),
  ],
];

const writes = (writer: string, bucket: string, path: string, when: Record<string, string>) => [
  ...tlsOnly(bucket),
  allow(['s3:GetBucketAcl', 's3:ListBucket'], `${bucket}.Arn`, {
    Sid: 'Look',
    Principal: { Service: writer },
    Condition: { StringEquals: when },
  }),
  allow('s3:PutObject', `${bucket}.Arn/${path}`, {
    Sid: 'Write',
    Principal: { Service: writer },
    Condition: { StringEquals: { ...when, 's3:x-amz-acl': 'bucket-owner-full-control' } },
  }),
];

const logsOf = (bucket: string, folder: string) =>
  allow('s3:PutObject', `LogsAccessLogs.Arn/${folder}/*`, {
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Condition: {
      ArnLike: { 'aws:SourceArn': `${bucket}.Arn` },
      StringEquals: { 'aws:SourceAccount': account },
    },
  });

const buckets: Row[] = [
  [
    'access logs are private and kept 400 days',
    'AWS::S3::Bucket',
    'LogsAccessLogs',
    () => ({ ...privateBucket, ...always, BucketEncryption: encryptedBy(), LifecycleConfiguration: lifecycle(400, 1) }),
  ],
  [
    'only S3 writes access logs',
    'AWS::S3::BucketPolicy',
    'LogsAccessLogs',
    () => ({
      ...always,
      Bucket: 'LogsAccessLogs',
      PolicyDocument: document(
        ...(tlsOnly('LogsAccessLogs') as object[]),
        logsOf('TrailFilesBucket', 'cloudtrail'),
        logsOf('ConfigHistoryBucket', 'config'),
      ),
    }),
  ],
  [
    'the trail’s files are locked for a year',
    'AWS::S3::Bucket',
    'TrailFilesBucket',
    () => ({
      ...privateBucket,
      ...always,
      BucketEncryption: encryptedBy('Key.Arn'),
      LoggingConfiguration: { DestinationBucketName: 'LogsAccessLogs', LogFilePrefix: 'cloudtrail/' },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 365 } },
      },
      LifecycleConfiguration: lifecycle(400, 90),
    }),
  ],
  [
    'only this trail writes the trail’s files',
    'AWS::S3::BucketPolicy',
    'TrailFilesBucket',
    (template) => ({
      ...always,
      Bucket: 'TrailFilesBucket',
      PolicyDocument: document(
        ...(writes('cloudtrail.amazonaws.com', 'TrailFilesBucket', `AWSLogs/${account}/*`, {
          'aws:SourceArn': trailArn(template),
        }) as object[]),
      ),
    }),
  ],
  [
    'Config’s history is private and encrypted',
    'AWS::S3::Bucket',
    'ConfigHistoryBucket',
    () => ({
      ...privateBucket,
      ...always,
      BucketEncryption: encryptedBy('Key.Arn'),
      LoggingConfiguration: { DestinationBucketName: 'LogsAccessLogs', LogFilePrefix: 'config/' },
      LifecycleConfiguration: lifecycle(400, 90),
    }),
  ],
  [
    'only Config of this account writes its history',
    'AWS::S3::BucketPolicy',
    'ConfigHistoryBucket',
    () => ({
      ...always,
      Bucket: 'ConfigHistoryBucket',
      PolicyDocument: document(
        ...(writes('config.amazonaws.com', 'ConfigHistoryBucket', `AWSLogs/${account}/Config/*`, {
          'aws:SourceAccount': account,
        }) as object[]),
      ),
    }),
  ],
];

const trail: Row[] = [
  [
    'the trail records all management calls of all regions, validated and encrypted',
    'AWS::CloudTrail::Trail',
    'Trail',
    () => ({
      ...always,
      TrailName: 'storefort-account',
      IsLogging: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
      KMSKeyId: 'Key.Arn',
      S3BucketName: 'TrailFilesBucket',
      CloudWatchLogsLogGroupArn: 'TrailEvents.Arn',
      CloudWatchLogsRoleArn: 'TrailRole.Arn',
      EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'All' }],
    }),
  ],
  [
    'the trail’s events are encrypted and kept 13 months',
    'AWS::Logs::LogGroup',
    'TrailEvents',
    () => ({ ...always, KmsKeyId: 'Key.Arn', RetentionInDays: 400 }),
  ],
  [
    'only CloudTrail takes the trail’s role',
    'AWS::IAM::Role',
    'TrailRole',
    () => ({ ...always, AssumeRolePolicyDocument: trusts('cloudtrail.amazonaws.com') }),
  ],
  [
    'the trail’s role writes its log group and nothing else',
    'AWS::IAM::Policy',
    'TrailRole',
    () => ({
      ...always,
      PolicyName: expect.stringMatching(/^TrailRoleDefaultPolicy/) as string,
      Roles: ['TrailRole'],
      PolicyDocument: document(allow(['logs:CreateLogStream', 'logs:PutLogEvents'], 'TrailEvents.Arn')),
    }),
  ],
];

const config: Row[] = [
  [
    'Config records everything, IAM too',
    'AWS::Config::ConfigurationRecorder',
    'Config',
    () => ({
      ...always,
      RoleARN: 'ConfigRole.Arn',
      RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: true },
      RecordingMode: { RecordingFrequency: 'CONTINUOUS' },
    }),
  ],
  [
    'Config delivers daily, encrypted',
    'AWS::Config::DeliveryChannel',
    'Config',
    () => ({
      ...always,
      S3BucketName: 'ConfigHistoryBucket',
      S3KmsKeyArn: 'Key.Arn',
      ConfigSnapshotDeliveryProperties: { DeliveryFrequency: 'TwentyFour_Hours' },
    }),
  ],
  [
    'only Config of this account takes Config’s role',
    'AWS::IAM::Role',
    'ConfigRole',
    () => ({
      ...always,
      AssumeRolePolicyDocument: trusts('config.amazonaws.com', { StringEquals: { 'aws:SourceAccount': account } }),
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWS_ConfigRole'],
    }),
  ],
  [
    'Config’s role writes its history and nothing else',
    'AWS::IAM::Policy',
    'ConfigRole',
    () => ({
      ...always,
      PolicyName: expect.stringMatching(/^ConfigRoleDefaultPolicy/) as string,
      Roles: ['ConfigRole'],
      PolicyDocument: document(
        allow(['s3:GetBucketAcl', 's3:ListBucket'], 'ConfigHistoryBucket.Arn', { Sid: 'Look' }),
        allow('s3:PutObject', `ConfigHistoryBucket.Arn/AWSLogs/${account}/Config/*`, { Sid: 'Write' }),
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], 'Key.Arn', { Sid: 'Encrypt' }),
      ),
    }),
  ],
];

const quiet = {
  AlarmActions: ['Topic'],
  OKActions: ['Topic'],
  Statistic: 'Sum',
  Period: 300,
  EvaluationPeriods: 1,
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: 0,
  TreatMissingData: 'notBreaching',
};

const filters: Record<string, string> = {
  RootUsed:
    '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
  TrailChanged:
    '{ ($.eventSource = cloudtrail.amazonaws.com) && (($.eventName = StopLogging) || ($.eventName = DeleteTrail) || ($.eventName = UpdateTrail) || ($.eventName = PutEventSelectors)) }',
  KeyDisabled:
    '{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }',
};

const alarms: Row[] = Object.entries(filters).flatMap(([name, FilterPattern]): Row[] => [
  [
    `${name} is counted`,
    'AWS::Logs::MetricFilter',
    `TrailAlarms${name}`,
    () => ({
      FilterPattern,
      LogGroupName: 'TrailEvents',
      MetricTransformations: [{ MetricName: name, MetricNamespace: 'Storefort/Account', MetricValue: '1' }],
    }),
  ],
  [
    `${name} is an alarm`,
    'AWS::CloudWatch::Alarm',
    `TrailAlarms${name}`,
    () => ({ ...quiet, MetricName: name, Namespace: 'Storefort/Account' }),
  ],
]);

const detection: Row[] = [
  [
    'GuardDuty is on, with everything a store has',
    'AWS::GuardDuty::Detector',
    'GuardDuty',
    () => ({
      ...always,
      Enable: true,
      FindingPublishingFrequency: 'FIFTEEN_MINUTES',
      Features: [
        { Name: 'S3_DATA_EVENTS', Status: 'ENABLED' },
        { Name: 'EBS_MALWARE_PROTECTION', Status: 'ENABLED' },
        { Name: 'RDS_LOGIN_EVENTS', Status: 'ENABLED' },
        { Name: 'LAMBDA_NETWORK_LOGS', Status: 'ENABLED' },
        { Name: 'EKS_AUDIT_LOGS', Status: 'DISABLED' },
        { Name: 'RUNTIME_MONITORING', Status: 'DISABLED' },
      ],
    }),
  ],
  [
    'a high finding reaches the topic',
    'AWS::Events::Rule',
    'GuardDuty',
    () => ({
      State: 'ENABLED',
      EventPattern: {
        source: ['aws.guardduty'],
        'detail-type': ['GuardDuty Finding'],
        detail: { severity: [{ numeric: ['>=', 7] }] },
      },
      Targets: [{ Arn: 'Topic', Id: 'Target0', RoleArn: 'GuardDutyMessenger.Arn' }],
    }),
  ],
  [
    'only EventBridge takes the messenger’s role',
    'AWS::IAM::Role',
    'GuardDutyMessenger',
    () => ({ AssumeRolePolicyDocument: trusts('events.amazonaws.com') }),
  ],
  [
    'the messenger publishes to the topic and nothing else',
    'AWS::IAM::Policy',
    'GuardDutyMessenger',
    () => ({
      PolicyName: expect.stringMatching(/^GuardDutyMessenger/) as string,
      Roles: ['GuardDutyMessenger'],
      PolicyDocument: document(
        allow('sns:Publish', 'Topic'),
        allow(['kms:Decrypt', 'kms:GenerateDataKey*'], 'Key.Arn'),
      ),
    }),
  ],
  [
    'a finding that could not be sent is an alarm',
    'AWS::CloudWatch::Alarm',
    'GuardDuty',
    () => ({
      ...quiet,
      MetricName: 'FailedInvocations',
      Namespace: 'AWS/Events',
      Dimensions: [{ Name: 'RuleName', Value: 'GuardDutyHighFinding' }],
    }),
  ],
  [
    'Access Analyzer looks for what is shared outside the account',
    'AWS::AccessAnalyzer::Analyzer',
    'AccessAnalyzer',
    () => ({ ...always, Type: 'ACCOUNT', AnalyzerName: 'storefort-external-access' }),
  ],
];

const settings: Row[] = [
  [
    'the account’s settings are asked for',
    'Custom::AccountSettings',
    'Settings',
    () => ({
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      ServiceToken: 'SettingsConfigure.Arn',
      ServiceTimeout: '300',
      account,
      s3PublicAccessBlock: true,
      ebsEncryption: true,
      inspector: true,
    }),
  ],
  [
    'the function is encrypted, traced, logged and has four minutes',
    'AWS::Lambda::Function',
    'SettingsConfigure',
    ({ variant: { region } }) => ({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: {
        S3Bucket: `cdk-hnb659fds-assets-${account}-${region}`,
        S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) as string,
      },
      DeadLetterConfig: { TargetArn: 'SettingsConfigureDeadLetters.Arn' },
      KmsKeyArn: 'Key.Arn',
      LoggingConfig: { LogFormat: 'JSON', LogGroup: 'SettingsConfigureLogs' },
      MemorySize: 256,
      Role: 'SettingsConfigureRole.Arn',
      Timeout: 240,
      TracingConfig: { Mode: 'Active' },
    }),
  ],
  [
    'only Lambda takes the function’s role',
    'AWS::IAM::Role',
    'SettingsConfigureRole',
    () => ({ AssumeRolePolicyDocument: trusts('lambda.amazonaws.com') }),
  ],
  [
    'the function may switch on what is asked for and nothing else',
    'AWS::IAM::Policy',
    'SettingsConfigureRole',
    () => ({
      PolicyName: expect.stringMatching(/^SettingsConfigureRole/) as string,
      Roles: ['SettingsConfigureRole'],
      PolicyDocument: document(
        allow('sqs:SendMessage', 'SettingsConfigureDeadLetters.Arn'),
        allow(['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*'),
        allow(['logs:CreateLogStream', 'logs:PutLogEvents'], 'SettingsConfigureLogs.Arn'),
        allow(['s3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock'], '*', { Sid: 'PublicAccess' }),
        allow(['ec2:EnableEbsEncryptionByDefault', 'ec2:GetEbsEncryptionByDefault'], '*', { Sid: 'VolumeEncryption' }),
        allow(['inspector2:BatchGetAccountStatus', 'inspector2:Enable'], '*', { Sid: 'Scanner' }),
        allow(
          'iam:CreateServiceLinkedRole',
          [
            `arn:aws:iam::${account}:role/aws-service-role/agentless.inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2Agentless`,
            `arn:aws:iam::${account}:role/aws-service-role/inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2`,
          ],
          {
            Sid: 'ScannerRole',
            Condition: {
              StringEquals: {
                'iam:AWSServiceName': ['inspector2.amazonaws.com', 'agentless.inspector2.amazonaws.com'],
              },
            },
          },
        ),
      ),
    }),
  ],
  [
    'the function’s log is encrypted and kept',
    'AWS::Logs::LogGroup',
    'SettingsConfigureLogs',
    () => ({ ...always, KmsKeyId: 'Key.Arn', RetentionInDays: 400 }),
  ],
  [
    'dead letters are encrypted and kept two weeks',
    'AWS::SQS::Queue',
    'SettingsConfigureDeadLetters',
    () => ({
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      KmsMasterKeyId: 'Key.Arn',
      MessageRetentionPeriod: 1_209_600,
    }),
  ],
  [
    'dead letters take TLS only',
    'AWS::SQS::QueuePolicy',
    'SettingsConfigureDeadLetters',
    () => ({
      Queues: ['SettingsConfigureDeadLetters'],
      PolicyDocument: document({
        Effect: 'Deny',
        Action: 'sqs:*',
        Principal: { AWS: '*' },
        Resource: 'SettingsConfigureDeadLetters.Arn',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    }),
  ],
];

/** What a sound account stack says, resource by resource. Ids are written without their hash. */
export const accountRules: Rule[] = [
  {
    says: 'the stack cannot be deleted by mistake, trial stores or not',
    stacks: ['account'],
    when: ({ accountParts }) => accountParts === 'create',
    holds: ({ terminationProtection }) => {
      expect(terminationProtection).toBe(true);
    },
  },
  ...[...key, ...buckets, ...trail, ...config, ...alarms, ...detection, ...settings].map(
    ([says, type, idStart, expected]): Rule => ({
      says,
      stacks: ['account'],
      when: ({ accountParts }) => accountParts === 'create',
      holds: (template) => {
        // An analyzer has a property `Type` of its own, which stands in the place of the resource's.
        expect(shape(template.one(type, idStart))).toEqual({ Type: type, ...expected(template) });
      },
    }),
  ),
];

import { expect } from 'expect';
import { account, allow, always, document, quiet, type Row, rulesOf, trusts } from '../support/account-rows';
import type { Rule } from '../support/template';

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
      PolicyName: expect.stringMatching(/^TrailRoleDefaultPolicy/),
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
      PolicyName: expect.stringMatching(/^ConfigRoleDefaultPolicy/),
      Roles: ['ConfigRole'],
      PolicyDocument: document(
        allow(['s3:GetBucketAcl', 's3:ListBucket'], 'ConfigHistoryBucket.Arn', { Sid: 'Look' }),
        allow('s3:PutObject', `ConfigHistoryBucket.Arn/AWSLogs/${account}/Config/*`, { Sid: 'Write' }),
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], 'Key.Arn', { Sid: 'Encrypt' }),
      ),
    }),
  ],
];

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
      PolicyName: expect.stringMatching(/^GuardDutyMessenger/),
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

/** What records the account and speaks up. */
export const accountWatchRules: Rule[] = rulesOf([...trail, ...config, ...alarms, ...detection]);

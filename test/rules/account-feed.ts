import { expect } from 'expect';
import { allow, always, quiet, rulesOf, type Row } from '../support/account-rows';
import { functionRows } from '../support/function-rows';
import { account, document, type OperationsRow, rowsOf, trustsHere } from '../support/operations-rows';
import { encryptedBy, privateBucket, tlsOnly } from '../support/plain';
import type { Rule } from '../support/template';

const bucket: Row[] = [
  [
    'the feed is private and encrypted; what was superseded goes after a week',
    'AWS::S3::Bucket',
    'FeedBucket',
    ({ variant: { region } }) => ({
      ...privateBucket,
      ...always,
      BucketName: `storefort-feed-${account}-${region}`,
      BucketEncryption: encryptedBy('Key.Arn'),
      LoggingConfiguration: { DestinationBucketName: 'LogsAccessLogs', LogFilePrefix: 'vulnerability-feed/' },
      LifecycleConfiguration: {
        Rules: [
          { Id: 'unfinished', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
          { Id: 'superseded', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 7 } },
        ],
      },
    }),
  ],
  [
    'the feed is reached by TLS only',
    'AWS::S3::BucketPolicy',
    'FeedBucket',
    () => ({ ...always, Bucket: 'FeedBucket', PolicyDocument: document(...(tlsOnly('FeedBucket') as object[])) }),
  ],
  [
    'the provider’s key is encrypted, and put there by a person',
    'AWS::SecretsManager::Secret',
    'FeedApiKey',
    () => ({ ...always, Name: 'storefort/account/wordfence', KmsKeyId: 'Key.Arn', GenerateSecretString: {} }),
  ],
  [
    'a feed that nobody fetched for a day and a half is an alarm',
    'AWS::CloudWatch::Alarm',
    'FeedMissing',
    () => ({
      Type: 'AWS::CloudWatch::Alarm',
      ...quiet,
      Namespace: 'Storefort/Account',
      MetricName: 'VulnerabilityFeedFetched',
      Period: 3600,
      EvaluationPeriods: 36,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    }),
  ],
];

const fetcher: OperationsRow[] = [
  ...functionRows({
    id: 'FeedFetch',
    region: ({ region }) => region,
    key: () => 'Key.Arn',
    timeout: 600,
    memory: 512,
    environment: () => ({
      FEED_BUCKET: 'FeedBucket',
      FEED_SECRET_ARN: 'FeedApiKey',
      METRIC_NAMESPACE: 'Storefort/Account',
    }),
    statements: ({ region }) => [
      allow('secretsmanager:GetSecretValue', 'FeedApiKey', { Sid: 'ReadKey' }),
      allow(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], 'FeedBucket.Arn/wordfence/*', {
        Sid: 'KeepFeed',
      }),
      allow('s3:ListBucket', 'FeedBucket.Arn', {
        Sid: 'SeeWhatIsThere',
        Condition: { StringLike: { 's3:prefix': 'wordfence/*' } },
      }),
      allow(['kms:Decrypt', 'kms:GenerateDataKey'], 'Key.Arn', {
        Sid: 'UseKey',
        Condition: {
          StringEquals: { 'kms:ViaService': [`s3.${region}.amazonaws.com`, `secretsmanager.${region}.amazonaws.com`] },
        },
      }),
    ],
  }),
  [
    'the feed is fetched twice a day',
    'AWS::Scheduler::Schedule',
    'FeedSchedule',
    () => ({
      ScheduleExpression: 'rate(12 hours)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: 'FeedFetch.Arn', RoleArn: 'FeedScheduleRole.Arn', Input: '{}' },
    }),
  ],
  [
    'only schedules of this account take on the role that starts the fetching',
    'AWS::IAM::Role',
    'FeedScheduleRole',
    () => ({ AssumeRolePolicyDocument: trustsHere('scheduler.amazonaws.com') }),
  ],
  [
    'and it starts nothing else',
    'AWS::IAM::Policy',
    'FeedScheduleRole',
    () => ({
      PolicyName: expect.stringMatching(/^FeedScheduleRole/) as unknown,
      Roles: ['FeedScheduleRole'],
      PolicyDocument: document(allow('lambda:InvokeFunction', 'FeedFetch.Arn', { Sid: 'Start' })),
    }),
  ],
];

/** The account's parts outlive its stores, trials or not. */
const lasting = fetcher.map(([says, type, id, expected]): OperationsRow => [
  says,
  type,
  id,
  (variant) => expected({ ...variant, trial: false }),
  ({ accountParts }) => accountParts === 'create',
]);

/** What a sound account stack says of the vulnerability feed. Ids are written without their hash. */
export const accountFeedRules: Rule[] = [...rulesOf(bucket), ...rowsOf('account', lasting)];

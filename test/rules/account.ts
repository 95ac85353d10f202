import { expect } from 'expect';
import { account, allow, always, document, type Row, rulesOf, trailArn } from '../support/account-rows';
import {
  accountDecides,
  encryptedBy,
  lifecycle,
  privateBucket,
  publishersUse,
  tlsOnly,
  topicPolicy,
} from '../support/plain';
import type { Rule } from '../support/template';

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
        allow(
          [
            'kms:CreateGrant',
            'kms:Decrypt',
            'kms:DescribeKey',
            'kms:Encrypt',
            'kms:GenerateDataKey*',
            'kms:ReEncrypt*',
          ],
          '*',
          {
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Condition: {
              StringEquals: { 'kms:ViaService': `secretsmanager.${template.variant.region}.amazonaws.com` },
            },
          },
        ),
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
        logsOf('FeedBucket', 'vulnerability-feed'),
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

/** What a sound account stack says of its key, its topic and its buckets. Ids are written without their hash. */
export const accountRules: Rule[] = [
  {
    says: 'the stack cannot be deleted by mistake, trial stores or not',
    stacks: ['account'],
    when: ({ accountParts }) => accountParts === 'create',
    holds: ({ terminationProtection }) => {
      expect(terminationProtection).toBe(true);
    },
  },
  ...rulesOf([...key, ...buckets]),
];

import { expect } from 'expect';
import { account, allow, always, document, type Row, rulesOf, trusts } from '../support/account-rows';
import type { Rule } from '../support/template';

const settings: Row[] = [
  [
    'the account’s settings are asked for',
    'Custom::AccountSettings',
    'Settings',
    () => ({
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      ServiceToken: 'SettingsConfigure.Arn',
      ServiceTimeout: 300,
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
        S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/),
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
    ({ variant: { region } }) => ({
      PolicyName: expect.stringMatching(/^SettingsConfigureRole/),
      Roles: ['SettingsConfigureRole'],
      PolicyDocument: document(
        allow('sqs:SendMessage', 'SettingsConfigureDeadLetters.Arn'),
        allow(['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*'),
        allow(['logs:CreateLogStream', 'logs:PutLogEvents'], 'SettingsConfigureLogs.Arn'),
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], 'Key.Arn', {
          Sid: 'EncryptDeadLetters',
          Condition: { StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` } },
        }),
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

/** The function that switches on what CloudFormation has no resource for. */
export const accountSettingsRules: Rule[] = rulesOf(settings);

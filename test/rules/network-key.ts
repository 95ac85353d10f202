import { account, att, expectOne } from '../network/matchers';
import type { Rule } from '../support/template';

const root = { AWS: `arn:aws:iam::${account}:root` };

export const networkKeyRules: Rule[] = [
  {
    says: 'the platform key rotates, waits before it goes, and serves logs, topics and secrets of this account only',
    stacks: ['network'],
    holds: (template) => {
      const { region } = template.variant;
      const everything = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
      expectOne(
        template,
        'AWS::KMS::Key',
        'PlatformKey',
        {
          EnableKeyRotation: true,
          PendingWindowInDays: 30,
          KeyPolicy: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' },
              {
                Sid: 'CloudWatchLogs',
                Effect: 'Allow',
                Principal: { Service: `logs.${region}.amazonaws.com` },
                Action: everything,
                Resource: '*',
                Condition: {
                  ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:*` },
                },
              },
              {
                Sid: 'PublishToTopics',
                Effect: 'Allow',
                Principal: { Service: 'cloudwatch.amazonaws.com' },
                Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
                Resource: '*',
                Condition: { StringEquals: { 'aws:SourceAccount': account } },
              },
              {
                Effect: 'Allow',
                Principal: root,
                Action: ['kms:CreateGrant', ...everything],
                Resource: '*',
                Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
              },
            ],
          },
        },
        'state',
      );
      expectOne(template, 'AWS::KMS::Alias', 'PlatformKeyAlias', {
        AliasName: `alias/storefort/${template.variant.name}-g1/platform`,
        TargetKeyId: att('PlatformKey', 'Arn'),
      });
    },
  },
];

import { expect } from 'expect';
import type { Rule, Template } from '../support/template';
import { account, exactly, policyOf } from './data-expect';

const root = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
};

const services = {
  Backup: 'backup',
  Ec2: 'ec2',
  Elasticache: 'elasticache',
  Elasticfilesystem: 'elasticfilesystem',
  Rds: 'rds',
  Secretsmanager: 'secretsmanager',
};

/** Through these services, principals of the account: no service-linked role is named. */
function throughServices({ variant: { region } }: Template): unknown[] {
  return Object.entries(services).flatMap(([title, service]) => {
    const through = { 'kms:CallerAccount': account, 'kms:ViaService': `${service}.${region}.amazonaws.com` };
    const anybody = { Effect: 'Allow', Principal: { AWS: '*' }, Resource: '*' };
    return [
      {
        ...anybody,
        Sid: `UseVia${title}`,
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        Condition: { StringEquals: through },
      },
      {
        ...anybody,
        Sid: `GrantVia${title}`,
        Action: 'kms:CreateGrant',
        Condition: { StringEquals: through, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ];
  });
}

export const dataKeyRules: Rule[] = [
  exactly({
    says: 'the data key rotates, waits 30 days before it goes, and serves this account through six services',
    type: 'AWS::KMS::Key',
    start: 'DataKey',
    kept: true,
    properties: (template) => ({
      EnableKeyRotation: true,
      PendingWindowInDays: 30,
      KeyPolicy: policyOf(root, ...throughServices(template), {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: [
          'kms:CreateGrant',
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:Encrypt',
          'kms:GenerateDataKey*',
          'kms:ReEncrypt*',
        ],
        Resource: '*',
        Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${template.variant.region}.amazonaws.com` } },
      }),
    }),
  }),
  exactly({
    says: 'the signing key signs and does nothing else',
    type: 'AWS::KMS::Key',
    start: 'SigningKey',
    kept: true,
    properties: () => ({
      EnableKeyRotation: false,
      PendingWindowInDays: 30,
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      KeyPolicy: policyOf(root),
    }),
  }),
  ...(['Data', 'Signing'] as const).map((key) =>
    exactly({
      says: `the alias of the ${key.toLowerCase()} key leads to it`,
      type: 'AWS::KMS::Alias',
      start: `${key}KeyAlias`,
      properties: ({ variant }) => ({
        AliasName: `alias/storefort/${variant.name}/${key.toLowerCase()}-g1`,
        TargetKeyId: { 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${key}Key[0-9A-F]{8}$`)), 'Arn'] },
      }),
    }),
  ),
];

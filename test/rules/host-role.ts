import { expect } from 'expect';
import { offsiteRegion } from '../support/operations-rows';
import type { Rule, Template } from '../support/template';

// What hosts may do, written out: one more action, one condition less, or another resource is not equal any more.

const account = '111122223333';

/** A value of another stack of the store, by its producer's stack and the start of what is exported. */
export function imported({ variant }: Template, stack: string, start: string): unknown {
  return { 'Fn::ImportValue': expect.stringMatching(new RegExp(`^${variant.name}-${stack}:ExportsOutput${start}`)) };
}

/** Properties but for those that no rule is about. */
export function without(properties: unknown, ...keys: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties as object).filter(([key]) => !keys.includes(key)));
}

function secrets(template: Template): unknown[] {
  const always = [imported(template, 'data', 'RefDatabaseCredentials'), imported(template, 'data', 'RefSalts')];
  const solo = template.variant.size === 'solo';
  return solo ? always : [imported(template, 'data', 'RefCacheCredentials'), ...always];
}

function doorSecrets(template: Template): unknown[] {
  return ['Shop', 'Staff'].map((door) => imported(template, 'network', `Ref${door}DoorSecret`));
}

function logGroups(): unknown[] {
  return ['LogsBootstrap', 'LogsNginxAccess', 'LogsNginxError', 'LogsPhp', 'LogsSystem'].map((start) => ({
    'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${start}[0-9A-F]{8}$`)), 'Arn'],
  }));
}

function relay({ variant: { mail, region } }: Template): unknown[] {
  if (mail === 'ses') return [];
  const secret = `^arn:aws:secretsmanager:${region}:${account}:secret:storefort/[A-Za-z0-9/_-]+-\\?{6}$`;
  return [
    {
      Sid: 'ReadRelayCredentials',
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: expect.stringMatching(new RegExp(secret)),
    },
  ];
}

function reading(template: Template): unknown[] {
  const { name, region } = template.variant;
  return [
    {
      Sid: 'ReadReleaseParameter',
      Effect: 'Allow',
      Action: 'ssm:GetParameter',
      Resource: `arn:aws:ssm:${region}:${account}:parameter/storefort/${name}/release`,
    },
    { Sid: 'ReadSecrets', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secrets(template) },
    {
      Sid: 'UseKeyByService',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: imported(template, 'data', 'FnGetAttDataKey'),
      Condition: {
        StringEquals: { 'kms:ViaService': [`s3.${region}.amazonaws.com`, `secretsmanager.${region}.amazonaws.com`] },
      },
    },
    {
      Sid: 'ReadDoorSecrets',
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: doorSecrets(template),
    },
    {
      Sid: 'DecryptDoorSecrets',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: imported(template, 'network', 'FnGetAttPlatformKey'),
      Condition: {
        StringEquals: {
          'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
          'kms:EncryptionContext:SecretARN': doorSecrets(template),
        },
      },
    },
    {
      Sid: 'ReadReleases',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: { 'Fn::Join': ['', [imported(template, 'data', 'FnGetAttReleases'), '/releases/*']] },
    },
    {
      Sid: 'VerifyReleases',
      Effect: 'Allow',
      Action: ['kms:GetPublicKey', 'kms:Verify'],
      Resource: imported(template, 'data', 'FnGetAttSigningKey'),
    },
    {
      Sid: 'WriteInventories',
      Effect: 'Allow',
      Action: 's3:PutObject',
      Resource: { 'Fn::Join': ['', [imported(template, 'data', 'FnGetAttReleases'), '/inventories/*']] },
    },
    {
      Sid: 'ReadBundle',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: expect.stringMatching(
        new RegExp(`^arn:aws:s3:::cdk-hnb659fds-assets-${account}-${region}/[0-9a-f]{64}\\.gz$`),
      ),
    },
  ];
}

/** The offsite key, by the stack that makes it: read weakly, for it is in another region. */
function offsiteKey({ variant }: Template): unknown {
  return {
    'Fn::GetStackOutput': {
      StackName: `${variant.name}-offsite`,
      Region: offsiteRegion(variant),
      OutputName: expect.stringMatching(/^PublishOutputFnGetAttKey\w+Arn/),
    },
  };
}

function exporting(template: Template): unknown[] {
  const { name, offsite } = template.variant;
  if (!offsite) return [];
  return [
    {
      Sid: 'WriteExports',
      Effect: 'Allow',
      Action: ['s3:AbortMultipartUpload', 's3:PutObject'],
      Resource: expect.stringMatching(
        new RegExp(`^arn:aws:s3:::storefort-${name}-(g\\d+)-exports-${account}/exports/${name}/\\1/\\*$`),
      ),
      Condition: { StringEquals: { 'aws:ResourceAccount': account } },
    },
    {
      Sid: 'EncryptExports',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: offsiteKey(template),
      Condition: { StringEquals: { 'kms:ViaService': `s3.${offsiteRegion(template.variant)}.amazonaws.com` } },
    },
  ];
}

function doing(template: Template): unknown[] {
  const { name, region } = template.variant;
  return [
    {
      Sid: 'MountUploads',
      Effect: 'Allow',
      Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
      Resource: imported(template, 'data', 'FnGetAttUploadsFileSystem'),
      Condition: {
        Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' },
        StringEquals: {
          'elasticfilesystem:AccessPointArn': {
            'Fn::Join': [
              '',
              [
                `arn:aws:elasticfilesystem:${region}:${account}:access-point/`,
                imported(template, 'data', 'RefUploadsFileSystemUploads'),
              ],
            ],
          },
        },
      },
    },
    ...exporting(template),
    {
      Sid: 'WriteLogs',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: logGroups(),
    },
    {
      Sid: 'WriteMetrics',
      Effect: 'Allow',
      Action: 'cloudwatch:PutMetricData',
      Resource: '*',
      Condition: { StringEquals: { 'cloudwatch:namespace': `Storefort/${name}` } },
    },
    {
      Sid: 'Signal',
      Effect: 'Allow',
      Action: 'cloudformation:SignalResource',
      Resource: `arn:aws:cloudformation:${region}:${account}:stack/${name}-host/*`,
    },
    ...relay(template),
  ];
}

export const hostRoleRules: Rule[] = [
  {
    says: 'hosts may do what is listed here and nothing else',
    stacks: ['host'],
    holds: (template) => {
      const managed = {
        Sid: 'BeManaged',
        Effect: 'Allow',
        Action: [
          'ssm:ListAssociations',
          'ssm:ListInstanceAssociations',
          'ssm:UpdateInstanceInformation',
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        Resource: '*',
      };
      expect(template.one('AWS::IAM::ManagedPolicy', 'RolePolicy').Properties.PolicyDocument).toEqual({
        Version: '2012-10-17',
        Statement: [managed, ...reading(template), ...doing(template)],
      });
    },
  },
  {
    says: 'the role of hosts is for EC2 alone and has that one policy',
    stacks: ['host'],
    holds: (template) => {
      const {
        Description: _,
        Tags: __,
        ...role
      } = template.one('AWS::IAM::Role', 'Role').Properties as Record<string, unknown>;
      expect(role).toEqual({
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
        },
        ManagedPolicyArns: [{ Ref: template.one('AWS::IAM::ManagedPolicy', 'RolePolicy').id }],
      });
      expect(template.resources('AWS::IAM::Policy')).toEqual([]);
      expect(template.one('AWS::IAM::InstanceProfile').Properties).toEqual({
        Roles: [{ Ref: template.one('AWS::IAM::Role', 'Role').id }],
      });
    },
  },
  {
    says: 'with SES a role of its own sends mail as the one sender, and only hosts take it on; with a relay there is none',
    stacks: ['host'],
    holds: (template) => {
      const { name, mail, region } = template.variant;
      const roles = template.resources('AWS::IAM::Role').map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''));
      const policies = template.resources('AWS::IAM::ManagedPolicy').map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''));
      expect(roles.sort()).toEqual(mail === 'ses' ? ['MailRole', 'Role'] : ['Role']);
      expect(policies.sort()).toEqual(mail === 'ses' ? ['MailRolePolicy', 'RolePolicy'] : ['RolePolicy']);
      if (mail === 'smtp') return;
      const policy = template.one('AWS::IAM::ManagedPolicy', 'MailRolePolicy');
      const ses = (rest: string): unknown =>
        expect.stringMatching(new RegExp(`^arn:aws:ses:${region}:${account}:${rest}$`));
      expect(policy.Properties.PolicyDocument).toEqual({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'SendMail',
            Effect: 'Allow',
            Action: ['ses:SendEmail', 'ses:SendRawEmail'],
            Resource: [ses(`configuration-set/storefort-${name}-g\\d+`), ses('identity/[a-z0-9-]+(\\.[a-z0-9-]+)+')],
            Condition: { StringEquals: { 'ses:FromAddress': expect.stringMatching(/^[^@*]+@[^@*]+$/) } },
          },
        ],
      });
      expect(without(template.one('AWS::IAM::Role', 'MailRole').Properties, 'Description', 'Tags')).toEqual({
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Action: 'sts:AssumeRole',
              Effect: 'Allow',
              Principal: { AWS: { 'Fn::GetAtt': [template.one('AWS::IAM::Role', 'Role').id, 'Arn'] } },
            },
          ],
        },
        ManagedPolicyArns: [{ Ref: policy.id }],
        MaxSessionDuration: 3600,
      });
    },
  },
];

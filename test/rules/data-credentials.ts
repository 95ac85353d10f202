import { expect } from 'expect';
import type { Rule } from '../support/template';
import { account, att, dataKey, exactly, platformKey, policyOf, ref, securityGroup, subnets } from './data-expect';

const master = att('DatabaseInstance', 'MasterUserSecret.SecretArn');
const excluded = ' %+~`#$&*()|[]{}:;<>?!\'/@"\\=,^';
const lengthy = { PasswordLength: 64, ExcludePunctuation: true, SecretStringTemplate: '{}' };
const overTlsOnly = (resource: unknown) => ({
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sqs:*',
  Resource: resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

const secretRules: Rule[] = [
  exactly({
    says: 'the shop’s database password is made by Secrets Manager, with what rotation must know beside it',
    type: 'AWS::SecretsManager::Secret',
    start: 'DatabaseCredentials',
    kept: true,
    properties: () => ({
      KmsKeyId: dataKey(),
      GenerateSecretString: {
        PasswordLength: 40,
        ExcludeCharacters: excluded,
        GenerateStringKey: 'password',
        SecretStringTemplate: {
          'Fn::Join': [
            '',
            [
              '{"engine":"mariadb","host":"',
              att('DatabaseInstance', 'Endpoint.Address'),
              '","port":3306,"dbname":"shop","username":"app","masterarn":"',
              master,
              '"}',
            ],
          ],
        },
      },
    }),
  }),
  exactly({
    says: 'nobody of the account deletes the database credentials',
    type: 'AWS::SecretsManager::ResourcePolicy',
    start: 'DatabaseCredentialsPolicy',
    properties: () => ({
      SecretId: ref('DatabaseCredentials'),
      ResourcePolicy: policyOf({
        Effect: 'Deny',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'secretsmanager:DeleteSecret',
        Resource: '*',
      }),
    }),
  }),
  exactly({
    says: 'the seed of the salts is 64 random letters and digits',
    type: 'AWS::SecretsManager::Secret',
    start: 'Salts',
    kept: true,
    properties: () => ({ KmsKeyId: dataKey(), GenerateSecretString: { ...lengthy, GenerateStringKey: 'seed' } }),
  }),
  exactly({
    says: 'the cache’s password is 64 random letters and digits',
    type: 'AWS::SecretsManager::Secret',
    start: 'CacheCredentials',
    kept: true,
    when: ({ size }) => size !== 'solo',
    properties: () => ({ KmsKeyId: dataKey(), GenerateSecretString: { ...lengthy, GenerateStringKey: 'password' } }),
  }),
  exactly({
    says: 'two users take turns every 30 days, changed by AWS’s function from the private subnets',
    type: 'AWS::SecretsManager::RotationSchedule',
    start: 'CredentialsRotation',
    properties: (template) => ({
      SecretId: ref('DatabaseCredentials'),
      RotateImmediatelyOnUpdate: false,
      RotationRules: { ScheduleExpression: 'rate(30 days)' },
      HostedRotationLambda: {
        RotationType: 'MariaDBMultiUser',
        MasterSecretArn: master,
        MasterSecretKmsKeyArn: dataKey(),
        KmsKeyArn: dataKey(),
        ExcludeCharacters: excluded,
        VpcSecurityGroupIds: securityGroup(template, 'Rotation'),
        VpcSubnetIds: {
          'Fn::Join': ['', subnets(template, 'private').flatMap((each, at) => (at === 0 ? [each] : [',', each]))],
        },
      },
    }),
  }),
  {
    says: 'rotation waits for the users: it logs in as one of them',
    stacks: ['data'],
    holds: (template) => {
      const users = template.one('Custom::DatabaseUsers').id;
      expect(template.one('AWS::SecretsManager::RotationSchedule').DependsOn).toContain(users);
    },
  },
];

const functionRules: Rule[] = [
  exactly({
    says: 'the database users are made in this database, with its secrets, after it is there',
    type: 'Custom::DatabaseUsers',
    start: 'DatabaseUsers',
    kept: false,
    properties: () => ({
      ServiceToken: att('DatabaseUsersFunction', 'Arn'),
      ServiceTimeout: 300,
      Host: att('DatabaseInstance', 'Endpoint.Address'),
      Port: att('DatabaseInstance', 'Endpoint.Port'),
      MasterSecretArn: master,
      ApplicationSecretArn: ref('DatabaseCredentials'),
      Schema: 'shop',
      Revision: 'g1-1',
    }),
  }),
  exactly({
    says: 'the function runs in the private subnets with its own security group, key and log group, and knows no secret',
    type: 'AWS::Lambda::Function',
    start: 'DatabaseUsersFunction',
    properties: (template) => ({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Code: {
        S3Bucket: expect.stringMatching(/^cdk-hnb659fds-assets-/),
        S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/),
      },
      Role: att('DatabaseUsersFunctionRole', 'Arn'),
      KmsKeyArn: platformKey(template),
      LoggingConfig: { LogFormat: 'JSON', LogGroup: ref('DatabaseUsersFunctionLogs') },
      DeadLetterConfig: { TargetArn: att('DatabaseUsersFunctionDeadLetters', 'Arn') },
      TracingConfig: { Mode: 'Active' },
      MemorySize: 256,
      Timeout: 120,
      VpcConfig: {
        SecurityGroupIds: [securityGroup(template, 'DatabaseUsers')],
        SubnetIds: subnets(template, 'private'),
      },
    }),
  }),
  exactly({
    says: 'the function’s role is Lambda’s',
    type: 'AWS::IAM::Role',
    start: 'DatabaseUsersFunctionRole',
    properties: () => ({
      AssumeRolePolicyDocument: policyOf({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    }),
  }),
  {
    says: 'the function reads two secrets, through Secrets Manager only, and nothing else of the account',
    stacks: ['data'],
    holds: (template) => {
      const { region } = template.variant;
      const policy = template.one('AWS::IAM::Policy', 'DatabaseUsersFunctionRole').Properties;
      expect(policy.Roles).toEqual([ref('DatabaseUsersFunctionRole')]);
      const statements = policy.PolicyDocument.Statement as {
        Sid?: string;
        Action: string | string[];
        Effect: string;
      }[];
      const secrets = [master, ref('DatabaseCredentials')];
      expect(statements.filter(({ Sid }) => Sid?.endsWith('Credentials'))).toEqual([
        { Sid: 'ReadCredentials', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secrets },
        {
          Sid: 'DecryptCredentials',
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: dataKey(),
          Condition: {
            StringEquals: {
              'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
              'kms:EncryptionContext:SecretARN': secrets,
            },
          },
        },
      ]);
    },
  },
  {
    says: 'beyond its secrets the function has its interfaces, its own logs, traces and dead letters',
    stacks: ['data'],
    holds: (template) => {
      const { region } = template.variant;
      const statements = template.one('AWS::IAM::Policy', 'DatabaseUsersFunctionRole').Properties.PolicyDocument
        .Statement as { Sid?: string; Action: string | string[] }[];
      const change = ['ec2:AssignPrivateIpAddresses', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'];
      const known = [
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: att('DatabaseUsersFunctionDeadLetters', 'Arn') },
        {
          Effect: 'Allow',
          Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
          Resource: '*',
        },
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: att('DatabaseUsersFunctionLogs', 'Arn'),
        },
        {
          Sid: 'EncryptDeadLetters',
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Resource: platformKey(template),
          Condition: { StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` } },
        },
        {
          Sid: 'NetworkInterfaces',
          Effect: 'Allow',
          Action: [...change, 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:UnassignPrivateIpAddresses'],
          Resource: '*',
        },
        {
          Sid: 'NotByOwnCode',
          Effect: 'Deny',
          Action: [...change, 'ec2:UnassignPrivateIpAddresses'],
          Resource: '*',
          Condition: {
            ArnLike: { 'lambda:SourceFunctionArn': [`arn:aws:lambda:${region}:${account}:function:*`] },
          },
        },
      ];
      expect(statements.filter(({ Sid }) => !Sid?.endsWith('Credentials'))).toEqual(known);
    },
  },
  exactly({
    says: 'the function’s log group is encrypted and kept 13 months, a trial’s one day',
    type: 'AWS::Logs::LogGroup',
    start: 'DatabaseUsersFunctionLogs',
    kept: true,
    properties: (template) => ({ KmsKeyId: platformKey(template), RetentionInDays: template.variant.trial ? 1 : 400 }),
  }),
  exactly({
    says: 'dead letters are encrypted and kept two weeks',
    type: 'AWS::SQS::Queue',
    start: 'DatabaseUsersFunctionDeadLetters',
    kept: false,
    properties: (template) => ({ KmsMasterKeyId: platformKey(template), MessageRetentionPeriod: 1209600 }),
  }),
  exactly({
    says: 'dead letters travel by TLS only',
    type: 'AWS::SQS::QueuePolicy',
    start: 'DatabaseUsersFunctionDeadLetters',
    properties: () => ({
      Queues: [ref('DatabaseUsersFunctionDeadLetters')],
      PolicyDocument: policyOf(overTlsOnly(att('DatabaseUsersFunctionDeadLetters', 'Arn'))),
    }),
  }),
];

export const credentialRules: Rule[] = [...secretRules, ...functionRules];

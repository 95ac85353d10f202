import { expect } from 'expect';
import { account, att, expectOne, joined, namesOfAll, plainHttp, ref } from '../network/matchers';
import type { Rule, StackName } from '../support/template';

const stacks: readonly StackName[] = ['network'];

/** Of each function, what only it may do. */
const own: Readonly<Record<string, (region: string) => object[]>> = {
  CloudFrontPrefixListFinder: () => [
    { Sid: 'Look', Effect: 'Allow', Action: 'ec2:DescribeManagedPrefixLists', Resource: '*' },
  ],
  DefaultSecurityGroupCloser: (region) => [
    { Sid: 'Look', Effect: 'Allow', Action: 'ec2:DescribeSecurityGroupRules', Resource: '*' },
    {
      Sid: 'Close',
      Effect: 'Allow',
      Action: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
      Resource: joined(`arn:aws:ec2:${region}:${account}:security-group/`, att('Vpc', 'DefaultSecurityGroup')),
    },
  ],
};

const functions: Rule[] = Object.entries(own).map(([id, statements]) => ({
  says: `${id} may do what it must and nothing else, encrypted, traced, with dead letters`,
  stacks,
  holds: (template) => {
    const { region } = template.variant;
    expectOne(template, 'AWS::Lambda::Function', id, {
      Architectures: ['arm64'],
      Code: {
        S3Bucket: `cdk-hnb659fds-assets-${account}-${region}`,
        S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/),
      },
      DeadLetterConfig: { TargetArn: att(`${id}DeadLetters`, 'Arn') },
      Handler: 'index.handler',
      KmsKeyArn: att('PlatformKey', 'Arn'),
      LoggingConfig: { LogFormat: 'JSON', LogGroup: ref(`${id}Logs`) },
      MemorySize: 256,
      Role: att(`${id}Role`, 'Arn'),
      Runtime: 'nodejs24.x',
      Timeout: 60,
      TracingConfig: { Mode: 'Active' },
    });
    expectOne(template, 'AWS::IAM::Role', `${id}Role`, {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
    });
    expectOne(template, 'AWS::IAM::Policy', `${id}RoleDefaultPolicy`, {
      PolicyName: expect.stringMatching(`^${id}RoleDefaultPolicy`),
      Roles: [ref(`${id}Role`)],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: att(`${id}DeadLetters`, 'Arn') },
          { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: att(`${id}Logs`, 'Arn'),
          },
          {
            Sid: 'EncryptDeadLetters',
            Effect: 'Allow',
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: att('PlatformKey', 'Arn'),
            Condition: { StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` } },
          },
          ...statements(region),
        ],
      },
    });
    expectOne(
      template,
      'AWS::SQS::Queue',
      `${id}DeadLetters`,
      { KmsMasterKeyId: att('PlatformKey', 'Arn'), MessageRetentionPeriod: 1209600 },
      'goes',
    );
    expectOne(template, 'AWS::SQS::QueuePolicy', `${id}DeadLetters`, {
      Queues: [ref(`${id}DeadLetters`)],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'sqs:*',
            Resource: att(`${id}DeadLetters`, 'Arn'),
            Condition: plainHttp,
          },
        ],
      },
    });
  },
}));

export const networkFunctionsRules: Rule[] = [
  ...functions,
  {
    says: 'the network’s functions and roles are these and no others',
    stacks,
    holds: (template) => {
      expect(namesOfAll(template, 'AWS::Lambda::Function')).toEqual(Object.keys(own));
      expect(namesOfAll(template, 'AWS::IAM::Role')).toEqual([
        'CloudFrontPrefixListFinderRole',
        'DefaultSecurityGroupCloserRole',
        'FlowLogRole',
      ]);
    },
  },
  {
    says: 'the default security group is closed when the VPC is made',
    stacks,
    holds: (template) => {
      expectOne(
        template,
        'AWS::CloudFormation::CustomResource',
        'DefaultSecurityGroup',
        {
          ServiceToken: att('DefaultSecurityGroupCloser', 'Arn'),
          ServiceTimeout: 300,
          GroupId: att('Vpc', 'DefaultSecurityGroup'),
        },
        'goes',
      );
    },
  },
  {
    says: 'the prefix list asked for is the one CloudFront comes to origins from',
    stacks,
    holds: (template) => {
      expectOne(
        template,
        'AWS::CloudFormation::CustomResource',
        'CloudFrontPrefixList',
        {
          ServiceToken: att('CloudFrontPrefixListFinder', 'Arn'),
          ServiceTimeout: 300,
          PrefixListName: 'com.amazonaws.global.cloudfront.origin-facing',
        },
        'goes',
      );
    },
  },
  {
    says: 'custom resources wait until their functions have their permissions',
    stacks,
    holds: (template) => {
      for (const [start, policy] of [
        ['DefaultSecurityGroup', 'DefaultSecurityGroupCloserRoleDefaultPolicy'],
        ['CloudFrontPrefixList', 'CloudFrontPrefixListFinderRoleDefaultPolicy'],
      ]) {
        const { DependsOn } = template.one('AWS::CloudFormation::CustomResource', start);
        expect(DependsOn).toContainEqual(expect.stringMatching(`^${policy ?? ''}`));
      }
    },
  },
];

import { expect } from 'expect';
import { account, att, expectExactly, expectOne, joined, namesOfAll, natsOf, ref, zonesOf } from '../network/matchers';
import type { Rule, StackName, Template } from '../support/template';

const stacks: readonly StackName[] = ['network'];
const vpcId = ref('Vpc');

const zones: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['use1-az1', 'use1-az2', 'use1-az4'],
  'eu-central-1': ['euc1-az1', 'euc1-az2', 'euc1-az3'],
};
/** The same in every size: a store that grows keeps its addresses. */
const ranges: Readonly<Record<string, readonly string[]>> = {
  public: ['10.20.0.0/20', '10.20.16.0/20', '10.20.32.0/20'],
  private: ['10.20.48.0/20', '10.20.64.0/20', '10.20.80.0/20'],
  isolated: ['10.20.96.0/20', '10.20.112.0/20', '10.20.128.0/20'],
};

function eachSubnet(template: Template, kind: string, holds: (number: number) => void): void {
  const count = zonesOf(template.variant);
  const there = template.resources('AWS::EC2::Subnet').filter(({ id }) => id.startsWith(`Vpc${kind}`));
  expect(there).toHaveLength(count);
  for (let number = 1; number <= count; number += 1) holds(number);
}

const subnets: Rule[] = ['public', 'private', 'isolated'].map((kind) => ({
  says: `${kind} subnets stand in zones named by id, give no public address, and have a route table of their own`,
  stacks,
  holds: (template) => {
    eachSubnet(template, kind, (number) => {
      const id = `Vpc${kind}Subnet${number}`;
      expectOne(template, 'AWS::EC2::Subnet', `${id}Subnet`, {
        AvailabilityZoneId: zones[template.variant.region]?.[number - 1],
        CidrBlock: ranges[kind]?.[number - 1],
        MapPublicIpOnLaunch: false,
        VpcId: vpcId,
      });
      expectOne(template, 'AWS::EC2::RouteTable', `${id}RouteTable`, { VpcId: vpcId });
      expectOne(template, 'AWS::EC2::SubnetRouteTableAssociation', `${id}RouteTableAssociation`, {
        RouteTableId: ref(`${id}RouteTable`),
        SubnetId: ref(`${id}Subnet`),
      });
    });
  },
}));

const routes: Rule[] = [
  {
    says: 'the VPC is IPv4, has DNS, shared tenancy and one internet gateway',
    stacks,
    holds: (template) => {
      expectOne(template, 'AWS::EC2::VPC', 'Vpc', {
        CidrBlock: '10.20.0.0/16',
        EnableDnsHostnames: true,
        EnableDnsSupport: true,
        InstanceTenancy: 'default',
      });
      expectOne(template, 'AWS::EC2::InternetGateway', 'VpcIGW', {});
      expectOne(template, 'AWS::EC2::VPCGatewayAttachment', 'VpcVPCGW', {
        InternetGatewayId: ref('VpcIGW'),
        VpcId: vpcId,
      });
      expect(template.resources('AWS::EC2::VPCCidrBlock')).toEqual([]);
    },
  },
  {
    says: 'public subnets route to the internet gateway, private ones to a NAT gateway, isolated ones nowhere',
    stacks,
    holds: (template) => {
      const nats = natsOf(template.variant);
      eachSubnet(template, 'public', (number) => {
        expectOne(template, 'AWS::EC2::Route', `VpcpublicSubnet${number}`, {
          DestinationCidrBlock: '0.0.0.0/0',
          GatewayId: ref('VpcIGW'),
          RouteTableId: ref(`VpcpublicSubnet${number}RouteTable`),
        });
      });
      eachSubnet(template, 'private', (number) => {
        expectOne(template, 'AWS::EC2::Route', `VpcprivateSubnet${number}`, {
          DestinationCidrBlock: '0.0.0.0/0',
          NatGatewayId: ref(`VpcpublicSubnet${Math.min(number, nats)}NATGateway`),
          RouteTableId: ref(`VpcprivateSubnet${number}RouteTable`),
        });
      });
      expect(template.resources('AWS::EC2::Route')).toHaveLength(2 * zonesOf(template.variant));
    },
  },
  {
    says: 'NAT gateways stand in public subnets, each with one address',
    stacks,
    holds: (template) => {
      const nats = natsOf(template.variant);
      expect(template.resources('AWS::EC2::NatGateway')).toHaveLength(nats);
      expect(template.resources('AWS::EC2::EIP')).toHaveLength(nats);
      for (let number = 1; number <= nats; number += 1) {
        const id = `VpcpublicSubnet${number}`;
        expectOne(template, 'AWS::EC2::EIP', `${id}EIP`, { Domain: 'vpc' });
        expectOne(template, 'AWS::EC2::NatGateway', `${id}NATGateway`, {
          AllocationId: att(`${id}EIP`, 'AllocationId'),
          SubnetId: ref(`${id}Subnet`),
        });
      }
    },
  },
];

const objectActions = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:GetBucketLocation',
  's3:GetObject',
  's3:GetObjectAttributes',
  's3:GetObjectTagging',
  's3:GetObjectVersion',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
  's3:ListBucketVersions',
  's3:ListMultipartUploadParts',
  's3:PutObject',
  's3:PutObjectRetention',
  's3:PutObjectTagging',
];

const anyone = { AWS: '*' };

const endpoint: Rule = {
  says: 'the S3 endpoint serves private subnets only, our principals in our buckets, and what AWS keeps for hosts',
  stacks,
  holds: (template) => {
    const { region } = template.variant;
    const compact = region.replaceAll('-', '');
    const tables = [1, 2, 3].slice(0, zonesOf(template.variant)).map((n) => ref(`VpcprivateSubnet${n}RouteTable`));
    expectOne(template, 'AWS::EC2::VPCEndpoint', 'S3Endpoint', {
      VpcEndpointType: 'Gateway',
      VpcId: vpcId,
      ServiceName: joined('com.amazonaws.', { Ref: 'AWS::Region' }, '.s3'),
      RouteTableIds: tables,
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OwnBuckets',
            Effect: 'Allow',
            Principal: anyone,
            Action: objectActions,
            Resource: '*',
            Condition: { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } },
          },
          {
            Sid: 'Packages',
            Effect: 'Allow',
            Principal: anyone,
            Action: 's3:GetObject',
            Resource: `arn:aws:s3:::al2023-repos-${region}-de612dc2/*`,
          },
          {
            Sid: 'SystemsManager',
            Effect: 'Allow',
            Principal: anyone,
            Action: 's3:GetObject',
            Resource: [
              `arn:aws:s3:::amazon-ssm-${region}/*`,
              `arn:aws:s3:::amazon-ssm-packages-${region}/*`,
              `arn:aws:s3:::aws-ssm-document-attachments-${region}/*`,
              `arn:aws:s3:::aws-ssm-${region}/*`,
              `arn:aws:s3:::${region}-birdwatcher-prod/*`,
              `arn:aws:s3:::patch-baseline-snapshot-${region}-*/*`,
              `arn:aws:s3:::patch-baseline-snapshot-${region}/*`,
            ].sort(),
            Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
          },
          {
            Sid: 'CustomResourceAnswers',
            Effect: 'Allow',
            Principal: anyone,
            Action: 's3:PutObject',
            Resource: `arn:aws:s3:::cloudformation-custom-resource-response-${compact}/*`,
          },
        ],
      },
    });
    expect(namesOfAll(template, 'AWS::EC2::VPCEndpoint')).toEqual(['S3Endpoint']);
  },
};

const flowLog: Rule = {
  says: 'all traffic of the VPC is logged, encrypted, by a role that only this account’s flow logs may use',
  stacks,
  holds: (template) => {
    const { region } = template.variant;
    expectOne(template, 'AWS::EC2::FlowLog', 'FlowLog', {
      ResourceId: vpcId,
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: ref('FlowLogLogs'),
      DeliverLogsPermissionArn: att('FlowLogRole', 'Arn'),
    });
    expectOne(template, 'AWS::IAM::Role', 'FlowLogRole', {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': account },
              ArnLike: { 'aws:SourceArn': `arn:aws:ec2:${region}:${account}:vpc-flow-log/*` },
            },
          },
        ],
      },
    });
    const policy = template.one('AWS::IAM::ManagedPolicy', 'FlowLogWrite');
    expectExactly(policy, {
      Path: '/',
      Roles: [ref('FlowLogRole')],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            Resource: att('FlowLogLogs', 'Arn'),
          },
        ],
      },
    });
  },
};

export const networkVpcRules: Rule[] = [...subnets, ...routes, endpoint, flowLog];

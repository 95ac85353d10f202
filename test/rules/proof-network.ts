import { expect } from 'expect';
import { namesOfAll } from '../network/matchers';
import { functionRows } from '../support/function-rows';
import { account, document, offsiteRegion, type OperationsRow, rowsOf } from '../support/operations-rows';
import { kept } from '../support/plain';
import type { Rule, Template, Variant } from '../support/template';

const key = (variant: Variant) => `offsite@${offsiteRegion(variant)}/Key.Arn`;
const zones: Readonly<Record<string, readonly string[]>> = {
  'us-west-2': ['usw2-az1', 'usw2-az2'],
  'eu-west-1': ['euw1-az1', 'euw1-az2'],
};
const mariaDb = { IpProtocol: 'tcp', FromPort: 3306, ToPort: 3306 };

const subnets = ([1, 2] as const).flatMap((number): OperationsRow[] => [
  [
    `isolated subnet ${number} stands in a zone named by id and gives no public address`,
    'AWS::EC2::Subnet',
    `VpcisolatedSubnet${number}Subnet`,
    (variant) => ({
      AvailabilityZoneId: zones[offsiteRegion(variant)]?.[number - 1],
      CidrBlock: ['10.255.0.0/26', '10.255.0.64/26'][number - 1],
      MapPublicIpOnLaunch: false,
      VpcId: 'Vpc',
    }),
  ],
  [
    `isolated subnet ${number} has a route table of its own`,
    'AWS::EC2::RouteTable',
    `VpcisolatedSubnet${number}RouteTable`,
    () => ({ VpcId: 'Vpc' }),
  ],
  [
    `isolated subnet ${number} uses it`,
    'AWS::EC2::SubnetRouteTableAssociation',
    `VpcisolatedSubnet${number}RouteTable`,
    () => ({
      RouteTableId: `VpcisolatedSubnet${number}RouteTable`,
      SubnetId: `VpcisolatedSubnet${number}Subnet`,
    }),
  ],
]);

const network: OperationsRow[] = [
  [
    'the VPC is IPv4, has DNS and shared tenancy',
    'AWS::EC2::VPC',
    'Vpc',
    () => ({
      CidrBlock: '10.255.0.0/24',
      EnableDnsHostnames: true,
      EnableDnsSupport: true,
      InstanceTenancy: 'default',
    }),
  ],
  ...subnets,
  [
    'a restored database lets nothing out',
    'AWS::EC2::SecurityGroup',
    'SecurityGroupsDrillDatabase',
    () => ({
      GroupDescription: 'Restored MariaDB',
      VpcId: 'Vpc',
      SecurityGroupEgress: [
        { CidrIp: '127.0.0.1/32', IpProtocol: '-1', Description: 'nothing: an empty list would allow all' },
      ],
    }),
  ],
  [
    'the checker reaches the restored database and nothing else',
    'AWS::EC2::SecurityGroup',
    'SecurityGroupsDrillChecker',
    () => ({
      GroupDescription: 'Checks restored shops',
      VpcId: 'Vpc',
      SecurityGroupEgress: [
        {
          ...mariaDb,
          Description: 'Restored MariaDB',
          DestinationSecurityGroupId: 'SecurityGroupsDrillDatabase.GroupId',
        },
      ],
    }),
  ],
  [
    'a restored database lets in the checker',
    'AWS::EC2::SecurityGroupIngress',
    'SecurityGroupsDrillDatabaseFromChecker',
    () => ({
      ...mariaDb,
      GroupId: 'SecurityGroupsDrillDatabase.GroupId',
      SourceSecurityGroupId: 'SecurityGroupsDrillChecker.GroupId',
    }),
  ],
];

const names: OperationsRow[] = [
  [
    'the names that may be resolved are those of databases in this region',
    'AWS::Route53Resolver::FirewallDomainList',
    'DnsFirewallAllowed',
    (variant) => ({ Domains: [`*.${offsiteRegion(variant)}.rds.amazonaws.com`] }),
  ],
  [
    'the other list of names is everything',
    'AWS::Route53Resolver::FirewallDomainList',
    'DnsFirewallEverything',
    () => ({ Domains: ['*'] }),
  ],
  [
    'other names are refused',
    'AWS::Route53Resolver::FirewallRuleGroup',
    'DnsFirewall',
    () => ({
      FirewallRules: [
        {
          Priority: 100,
          Action: 'ALLOW',
          FirewallDomainListId: 'DnsFirewallAllowed.Id',
          FirewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
        },
        {
          Priority: 200,
          Action: 'BLOCK',
          BlockResponse: 'NXDOMAIN',
          FirewallDomainListId: 'DnsFirewallEverything.Id',
        },
      ],
    }),
  ],
  [
    'the firewall stands before the VPC, and may go with its stack',
    'AWS::Route53Resolver::FirewallRuleGroupAssociation',
    'DnsFirewall',
    () => ({
      VpcId: 'Vpc',
      FirewallRuleGroupId: 'DnsFirewallRules.Id',
      Priority: 101,
      MutationProtection: 'DISABLED',
    }),
  ],
  [
    'nothing is resolved when the firewall cannot decide',
    'AWS::Route53Resolver::FirewallConfig',
    'DnsFirewall',
    () => ({ ResourceId: 'Vpc', FirewallFailOpen: 'DISABLED' }),
  ],
];

const flows: OperationsRow[] = [
  [
    'all traffic is logged',
    'AWS::EC2::FlowLog',
    'FlowLog',
    () => ({
      ResourceId: 'Vpc',
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: 'FlowLogLogs',
      DeliverLogsPermissionArn: 'FlowLogRole.Arn',
    }),
  ],
  [
    'the log of traffic is encrypted and kept 13 months',
    'AWS::Logs::LogGroup',
    'FlowLogLogs',
    (variant) => ({ ...kept(variant.trial), KmsKeyId: key(variant), RetentionInDays: variant.trial ? 1 : 400 }),
  ],
  [
    'only this account’s flow logs write it',
    'AWS::IAM::Role',
    'FlowLogRole',
    (variant) => ({
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:aws:ec2:${offsiteRegion(variant)}:${account}:vpc-flow-log/*` },
        },
      }),
    }),
  ],
  [
    'and write nothing else',
    'AWS::IAM::ManagedPolicy',
    'FlowLogWrite',
    () => ({
      Path: '/',
      Roles: ['FlowLogRole'],
      PolicyDocument: document({
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: 'FlowLogLogs.Arn',
      }),
    }),
  ],
];

const closer = functionRows({
  id: 'DefaultSecurityGroupCloser',
  region: offsiteRegion,
  key,
  timeout: 60,
  statements: (variant) => [
    { Sid: 'Look', Effect: 'Allow', Action: 'ec2:DescribeSecurityGroupRules', Resource: '*' },
    {
      Sid: 'Close',
      Effect: 'Allow',
      Action: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
      Resource: `arn:aws:ec2:${offsiteRegion(variant)}:${account}:security-group/Vpc.DefaultSecurityGroup`,
    },
  ],
});

const closed: OperationsRow = [
  'the default security group is closed when the VPC is made',
  'AWS::CloudFormation::CustomResource',
  'DefaultSecurityGroup',
  () => ({
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Delete',
    ServiceToken: 'DefaultSecurityGroupCloser.Arn',
    ServiceTimeout: 300,
    GroupId: 'Vpc.DefaultSecurityGroup',
  }),
];

/** What would lead out of the network, or into it. */
const ways = [
  'AWS::EC2::EgressOnlyInternetGateway',
  'AWS::EC2::EIP',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::NatGateway',
  'AWS::EC2::Route',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::TransitGatewayAttachment',
  'AWS::EC2::VPCCidrBlock',
  'AWS::EC2::VPCEndpoint',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::EC2::VPCPeeringConnection',
  'AWS::EC2::VPNGateway',
];

export const proofNetworkRules: Rule[] = [
  ...rowsOf('proof', [...network, ...names, ...flows, ...closer, closed]),
  {
    says: 'nothing leads out of the network where the offsite copy is restored',
    stacks: ['proof'],
    holds: (template: Template) => {
      expect(ways.flatMap((type) => template.resources(type)).map(({ id }) => id)).toEqual([]);
      expect(namesOfAll(template, 'AWS::EC2::Subnet')).toEqual([
        'VpcisolatedSubnet1Subnet',
        'VpcisolatedSubnet2Subnet',
      ]);
      expect(namesOfAll(template, 'AWS::EC2::SecurityGroup')).toEqual([
        'SecurityGroupsDrillChecker',
        'SecurityGroupsDrillDatabase',
      ]);
      expect(namesOfAll(template, 'AWS::EC2::SecurityGroupIngress')).toEqual([
        'SecurityGroupsDrillDatabaseFromChecker',
      ]);
    },
  },
  {
    says: 'the default security group is closed once its function may close it',
    stacks: ['proof'],
    holds: (template) => {
      const { DependsOn } = template.one('AWS::CloudFormation::CustomResource');
      expect(DependsOn).toContainEqual(expect.stringMatching(/^DefaultSecurityGroupCloserRoleDefaultPolicy/));
    },
  },
  {
    says: 'the stack may be deleted: it holds nothing that could not be made again',
    stacks: ['proof'],
    holds: ({ terminationProtection }) => {
      expect(terminationProtection).toBe(false);
    },
  },
];

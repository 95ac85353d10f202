import type { PlannedResource, PlannedStack } from './assembly';
import { counted } from '../terminal/layout';
import { list, map, number, text } from './property';

/** What a stack makes of one AWS service. */
export interface ServiceContents {
  readonly service: string;
  readonly count: number;
  /** The main things, the most telling first; the rest is only counted. */
  readonly items: readonly string[];
}

type Named = (resources: readonly PlannedResource[]) => string;

const many =
  (noun: string, plural?: string): Named =>
  (resources) =>
    counted(resources.length, noun, plural);

/** How the main resource types are called, in words an owner knows. What is missing here is counted, not named. */
const names: Readonly<Record<string, Named>> = {
  'AWS::EC2::VPC': many('network'),
  'AWS::EC2::Subnet': many('subnet'),
  'AWS::EC2::NatGateway': many('NAT gateway'),
  'AWS::EC2::SecurityGroup': many('security group'),
  'AWS::EC2::VPCEndpoint': many('endpoint'),
  'AWS::EC2::FlowLog': many('flow log'),
  'AWS::EC2::LaunchTemplate': ([template]) =>
    `launch template (${text(map(template?.properties ?? {}, 'LaunchTemplateData'), 'InstanceType')})`,
  'AWS::AutoScaling::AutoScalingGroup': ([group]) =>
    `fleet of ${number(group?.properties ?? {}, 'MinSize')} to ${counted(number(group?.properties ?? {}, 'MaxSize'), 'host')}`,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ([balancer]) =>
    `${text(balancer?.properties ?? {}, 'Scheme') === 'internal' ? 'internal' : 'public'} load balancer`,
  'AWS::CloudFront::VpcOrigin': many('VPC origin'),
  'AWS::CloudFront::Distribution': many('distribution'),
  'AWS::CloudFront::ResponseHeadersPolicy': many('response headers policy', 'response headers policies'),
  'AWS::CloudFront::Function': many('redirect'),
  'AWS::WAFv2::WebACL': (acls) =>
    `${counted(acls.length, 'web ACL')} with ${counted(
      acls.reduce((sum, { properties }) => sum + list(properties, 'Rules').length, 0),
      'rule',
    )}`,
  'AWS::WAFv2::IPSet': many('address set'),
  'AWS::Route53::RecordSet': many('record'),
  'AWS::CertificateManager::Certificate': many('certificate'),
  'AWS::Route53Resolver::FirewallRuleGroup': many('DNS firewall'),
  'AWS::RDS::DBInstance': ([database]) =>
    `MariaDB ${text(database?.properties ?? {}, 'DBInstanceClass')}, ${number(database?.properties ?? {}, 'AllocatedStorage')} GiB${
      database?.properties['MultiAZ'] === true ? ', Multi-AZ' : ', one zone'
    }`,
  'AWS::ElastiCache::ReplicationGroup': ([cache]) => `Valkey ${text(cache?.properties ?? {}, 'CacheNodeType')}`,
  'AWS::EFS::FileSystem': many('file system'),
  'AWS::S3::Bucket': many('bucket'),
  'AWS::KMS::Key': many('customer managed key'),
  'AWS::SecretsManager::Secret': many('secret'),
  'AWS::Lambda::Function': many('function'),
  'AWS::Backup::BackupVault': many('vault'),
  'AWS::Backup::BackupPlan': ([plan]) =>
    `plan with ${counted(list(map(plan?.properties ?? {}, 'BackupPlan'), 'BackupPlanRule').length, 'rule')}`,
  'AWS::Backup::RestoreTestingPlan': many('restore testing plan'),
  'AWS::StepFunctions::StateMachine': many('state machine'),
  'AWS::Scheduler::Schedule': many('schedule'),
  'AWS::SSM::Document': many('command document'),
  'AWS::SNS::Topic': many('topic'),
  'AWS::SNS::Subscription': many('subscription'),
  'AWS::CloudWatch::Alarm': many('alarm'),
  'AWS::CloudWatch::Dashboard': many('dashboard'),
  'AWS::Logs::LogGroup': many('log group'),
  'AWS::Logs::Delivery': many('delivery of request logs', 'deliveries of request logs'),
  'AWS::SES::EmailIdentity': many('mail identity', 'mail identities'),
  'AWS::IAM::Role': many('role'),
  'AWS::CloudTrail::Trail': many('trail'),
  'AWS::GuardDuty::Detector': many('detector'),
  'AWS::AccessAnalyzer::Analyzer': many('analyzer'),
  'AWS::Config::ConfigurationRecorder': many('recorder'),
};

const serviceNames: Readonly<Record<string, string>> = {
  AutoScaling: 'Auto Scaling',
  Backup: 'AWS Backup',
  CertificateManager: 'Certificates',
  CloudFormation: 'Custom resources',
  Custom: 'Custom resources',
  ElasticLoadBalancingV2: 'Load balancing',
  EC2: 'EC2 and VPC',
  Logs: 'CloudWatch Logs',
  Route53: 'DNS records',
  Route53Resolver: 'DNS firewall',
  SecretsManager: 'Secrets Manager',
  SSM: 'Systems Manager',
  StepFunctions: 'Step Functions',
  WAFv2: 'WAF',
};

const order = Object.keys(names);

/** What a stack makes, by service, services in the order of the template. CDK's own metadata resource is nobody's concern. */
export function contentsOf({ resources }: PlannedStack): ServiceContents[] {
  const real = resources.filter(({ type }) => type !== 'AWS::CDK::Metadata');
  return [...groupBy(real, serviceOf)].map(([service, members]) => ({
    service,
    count: members.length,
    items: [...groupBy(members, ({ type }) => type)]
      .filter(([type]) => type in names)
      .sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))
      .map(([type, same]) => names[type]?.(same) ?? type),
  }));
}

function serviceOf({ type }: PlannedResource): string {
  const [, service = type] = type.startsWith('Custom::') ? ['', 'Custom'] : type.split('::');
  return serviceNames[service] ?? service;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

import { everyStack, statementsOf, sweep } from '../support/sweep';
import type { Resource, Rule, Template } from '../support/template';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const template = { resources: 500, outputs: 200, bytes: 1_000_000 };
/**
 * Characters without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html;
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html; https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html
 */
const policy = { inlineOfARole: 10_240, managed: 6_144, key: 32_768, bucket: 20_480, topic: 30_720, trust: 2_048 };
/** CloudFront's prefix list alone weighs 55. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const securityGroup = { rules: 60, prefixList: 55 };
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const rulesPerLoadBalancer = 100;

/** No ARN or name of ours is longer. */
const reference = 'x'.repeat(150);

/** What CloudFormation makes of a policy, with the longest that its references can become. */
function size(value: unknown): number {
  return JSON.stringify(value, (_, each: unknown) => written(each)).length;
}

function written(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('Fn::Join' in value) {
    const [separator, parts] = value['Fn::Join'] as [string, unknown[]];
    return parts.map((part) => String(written(part))).join(separator);
  }
  const [key, ...others] = Object.keys(value);
  const refers = others.length === 0 && /^(Ref|Fn::(GetAtt|ImportValue|GetStackOutput))$/.test(key ?? '');
  return refers ? reference : value;
}

function inlineOf(role: Resource, from: Template): number {
  const attached = from
    .resources('AWS::IAM::Policy')
    .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(`"${role.id}"`));
  const own = (role.Properties.Policies ?? []) as { PolicyDocument: unknown }[];
  return [
    ...attached.map(({ Properties }) => Properties.PolicyDocument as unknown),
    ...own.map((each) => each.PolicyDocument),
  ]
    .map(size)
    .reduce((total, each) => total + each, 0);
}

function tooLong(name: string, length: number, limit: number): string | undefined {
  return length > limit ? `${name} is ${length} long, at most ${limit} is allowed` : undefined;
}

/** Names that AWS limits; undefined where CloudFormation makes the name itself. */
const names: Readonly<Record<string, readonly [property: string, pattern: RegExp]>> = {
  'AWS::Backup::BackupVault': ['BackupVaultName', /^[A-Za-z0-9_-]{2,50}$/],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['Name', /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/],
  'AWS::ElasticLoadBalancingV2::TargetGroup': ['Name', /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/],
  'AWS::KMS::Alias': ['AliasName', /^alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/],
  'AWS::Logs::LogGroup': ['LogGroupName', /^[A-Za-z0-9._/#-]{1,512}$/],
  'AWS::IAM::Role': ['RoleName', /^[\w+=,.@-]{1,64}$/],
  'AWS::Lambda::Function': ['FunctionName', /^[A-Za-z0-9-_]{1,64}$/],
  'AWS::ElastiCache::ReplicationGroup': ['ReplicationGroupId', /^[a-z](?!.*--)[a-z0-9-]{0,38}[a-z0-9]$/],
  'AWS::SecretsManager::Secret': ['Name', /^[A-Za-z0-9/_+=.@-]{1,512}$/],
  'AWS::StepFunctions::StateMachine': ['StateMachineName', /^[A-Za-z0-9_-]{1,80}$/],
  'AWS::SSM::Document': ['Name', /^[A-Za-z0-9_.-]{3,128}$/],
  'AWS::Scheduler::Schedule': ['Name', /^[A-Za-z0-9_.-]{1,64}$/],
  'AWS::Backup::RestoreTestingPlan': ['RestoreTestingPlanName', /^[A-Za-z0-9_]{1,50}$/],
  'AWS::Backup::RestoreTestingSelection': ['RestoreTestingSelectionName', /^[A-Za-z0-9_]{1,50}$/],
};

export const quotaRules: Rule[] = [
  {
    says: 'a template has room below CloudFormation’s limits',
    stacks: everyStack,
    holds: ({ json }) => {
      const resources = Object.keys(json.Resources as object).length;
      const outputs = Object.keys((json.Outputs ?? {}) as object).length;
      const bytes = JSON.stringify(json, undefined, 1).length;
      if (resources === 0) throw new Error('the template is empty');
      if (resources >= template.resources || outputs >= template.outputs || bytes >= template.bytes) {
        throw new Error(`${resources} resources, ${outputs} outputs, ${bytes} bytes`);
      }
    },
  },
  sweep({
    says: 'a role’s inline policies and trust fit',
    types: ['AWS::IAM::Role'],
    foundIn: ['account', 'data', 'host', 'network', 'operations', 'proof'],
    wrong: (role, from) =>
      tooLong('the role’s inline policy', inlineOf(role, from), policy.inlineOfARole) ??
      tooLong('the trust policy', size(role.Properties.AssumeRolePolicyDocument), policy.trust),
  }),
  sweep({
    says: 'managed, key, bucket and topic policies fit',
    types: ['AWS::IAM::ManagedPolicy', 'AWS::KMS::Key', 'AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy'],
    foundIn: ['account', 'data', 'edge', 'host', 'network', 'offsite', 'operations'],
    wrong: (resource) => {
      if (statementsOf(resource).length === 0) return 'has no statement';
      const { Type, Properties } = resource;
      const length = size(Properties.PolicyDocument ?? Properties.KeyPolicy);
      const limits: Readonly<Record<string, number>> = {
        'AWS::IAM::ManagedPolicy': policy.managed,
        'AWS::KMS::Key': policy.key,
        'AWS::S3::BucketPolicy': policy.bucket,
        'AWS::SNS::TopicPolicy': policy.topic,
      };
      return tooLong('the policy', length, limits[Type] ?? 0);
    },
  }),
  sweep({
    says: 'a security group’s rules fit, prefix lists by their weight',
    types: ['AWS::EC2::SecurityGroup'],
    foundIn: ['network', 'proof'],
    wrong: (group, from) => {
      const apart = from
        .resources('AWS::EC2::SecurityGroupIngress')
        .filter(({ Properties }) => JSON.stringify(Properties.GroupId).includes(`"${group.id}"`))
        .map(({ Properties }) => Properties as { SourcePrefixListId?: unknown });
      const inside = (group.Properties.SecurityGroupIngress ?? []) as { SourcePrefixListId?: unknown }[];
      const weight = [...apart, ...inside]
        .map((each) => (each.SourcePrefixListId === undefined ? 1 : securityGroup.prefixList))
        .reduce((total, each) => total + each, 0);
      return tooLong('the list of rules', weight, securityGroup.rules);
    },
  }),
  {
    says: 'the load balancer’s rules fit',
    stacks: ['network'],
    holds: (from) => {
      const rules = from.resources('AWS::ElasticLoadBalancingV2::ListenerRule').length;
      if (rules === 0 || rules > rulesPerLoadBalancer) throw new Error(`${rules} rules`);
    },
  },
  sweep({
    says: 'every given name is one that AWS accepts',
    types: Object.keys(names),
    foundIn: ['account', 'data', 'edge', 'host', 'network', 'offsite', 'operations'],
    wrong: ({ Type, Properties }) => {
      const [property, pattern] = names[Type] ?? ['', /^$/];
      const name: unknown = Properties[property];
      return typeof name === 'string' && !pattern.test(name) ? `${property} ${name} is refused` : undefined;
    },
  }),
];

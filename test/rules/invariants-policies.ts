import { actionsOf, everyStack, type Statement, statementsOf, sweep } from '../support/sweep';
import type { Resource, Rule } from '../support/template';

const identityPolicies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role'];
const resourcePolicies = [
  'AWS::Backup::BackupVault',
  'AWS::EFS::FileSystem',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SecretsManager::ResourcePolicy',
];

/** Actions that know no resource, or whose resource cannot be known before; each with AWS's or our reason. */
const unscoped: Readonly<Record<string, string>> = {
  'xray:PutTelemetryRecords': 'X-Ray has no resources to write to',
  'xray:PutTraceSegments': 'X-Ray has no resources to write to',
  'ec2:AssignPrivateIpAddresses': 'Lambda makes its own network interfaces; denied to the function’s code',
  'ec2:CreateNetworkInterface': 'Lambda makes its own network interfaces; denied to the function’s code',
  'ec2:DeleteNetworkInterface': 'Lambda makes its own network interfaces; denied to the function’s code',
  'ec2:UnassignPrivateIpAddresses': 'Lambda makes its own network interfaces; denied to the function’s code',
  'ec2:DescribeNetworkInterfaces': 'describing in EC2 knows no resources',
  'ec2:DescribeSubnets': 'describing in EC2 knows no resources',
  'ec2:DescribeSecurityGroupRules': 'describing in EC2 knows no resources',
  'ec2:DescribeManagedPrefixLists': 'describing in EC2 knows no resources',
  'ec2:EnableEbsEncryptionByDefault': 'a setting of the region, without a resource',
  'ec2:GetEbsEncryptionByDefault': 'a setting of the region, without a resource',
  's3:GetAccountPublicAccessBlock': 'a setting of the account, without a resource',
  's3:PutAccountPublicAccessBlock': 'a setting of the account, without a resource',
  'inspector2:BatchGetAccountStatus': 'a setting of the account, without a resource',
  'inspector2:Enable': 'a setting of the account, without a resource',
  'tag:GetResources': 'reads tags of all services; AWS Backup selects by them',
  'ssm:ListAssociations': 'Systems Manager’s agent calls know no resources',
  'ssm:ListInstanceAssociations': 'Systems Manager’s agent calls know no resources',
  'ssm:UpdateInstanceInformation': 'Systems Manager’s agent calls know no resources',
  'ssmmessages:CreateControlChannel': 'Systems Manager’s agent calls know no resources',
  'ssmmessages:CreateDataChannel': 'Systems Manager’s agent calls know no resources',
  'ssmmessages:OpenControlChannel': 'Systems Manager’s agent calls know no resources',
  'ssmmessages:OpenDataChannel': 'Systems Manager’s agent calls know no resources',
  'autoscaling:DescribeAutoScalingGroups': 'describing in Auto Scaling knows no resources',
  'backup:DescribeRestoreJob': 'restore jobs are no resources of AWS Backup’s policies',
  'backup:ListRestoreJobs': 'restore jobs are no resources of AWS Backup’s policies',
  'backup:PutRestoreValidationResult': 'restore jobs are no resources of AWS Backup’s policies',
  'ec2:DescribeAccountAttributes': 'describing in EC2 knows no resources',
  'ec2:DescribeAvailabilityZones': 'describing in EC2 knows no resources',
  'ec2:DescribeSecurityGroups': 'describing in EC2 knows no resources',
  'ec2:DescribeVpcs': 'describing in EC2 knows no resources',
  'elasticfilesystem:CreateFileSystem': 'a file system has no name before it is made',
  'logs:CreateLogDelivery': 'Step Functions sets up its log delivery, which knows no resources',
  'logs:DeleteLogDelivery': 'Step Functions sets up its log delivery, which knows no resources',
  'logs:DescribeLogGroups': 'Step Functions sets up its log delivery, which knows no resources',
  'logs:DescribeResourcePolicies': 'Step Functions sets up its log delivery, which knows no resources',
  'logs:GetLogDelivery': 'Step Functions sets up its log delivery, which knows no resources',
  'logs:ListLogDeliveries': 'Step Functions sets up its log delivery, which knows no resources',
  'logs:PutResourcePolicy': 'Step Functions sets up its log delivery, which knows no resources',
  'logs:UpdateLogDelivery': 'Step Functions sets up its log delivery, which knows no resources',
  'ssm:DescribeInstanceInformation': 'describing in Systems Manager knows no resources',
  'ssm:GetCommandInvocation': 'invocations of commands are no resources of Systems Manager’s policies',
  'xray:GetSamplingRules': 'X-Ray has no resources to read',
  'xray:GetSamplingTargets': 'X-Ray has no resources to read',
  'acm:ListCertificates': 'listing in Certificate Manager knows no resources',
  'autoscaling:DescribeInstanceRefreshes': 'describing in Auto Scaling knows no resources',
  'backup:DescribeBackupJob': 'backup jobs are no resources of AWS Backup’s policies',
  'cloudwatch:DescribeAlarms': 'with a narrower resource AWS leaves composite alarms out, and says nothing of it',
  'ec2:DescribeImages': 'describing in EC2 knows no resources',
  'ec2:DescribeInstances': 'describing in EC2 knows no resources',
  'lambda:ListFunctions': 'listing in Lambda knows no resources',
  'rds:DescribeDBEngineVersions': 'versions of engines are AWS’s, and no resources',
  'rds:DescribeDBMajorEngineVersions': 'versions of engines are AWS’s, and no resources',
  'ssm:CancelCommand': 'commands are no resources of Systems Manager’s policies',
  'ssm:DescribeInstancePatchStates': 'hosts come and go; what is read is how many patches each lacks',
  'cloudwatch:PutMetricData': 'metrics have no ARN; held to the store’s namespace by a condition',
};

/** Names that open more doors than one: never allowed to a role here, on anything. */
const never =
  /^(iam:(Create(?!ServiceLinkedRole$)|Put|Attach|Update|Delete|Detach|Add|Set).*|sts:AssumeRole|kms:(ScheduleKeyDeletion|DisableKey|PutKeyPolicy)|organizations:.*|backup:(DeleteRecoveryPoint|DeleteBackupVault.*|PutBackupVaultAccessPolicy))$/;

function allows(resource: Resource): Statement[] {
  return statementsOf(resource).filter(({ Effect }) => Effect === 'Allow');
}

const documents = (resource: Resource): Statement[] =>
  allows(resource).filter(({ Principal }) => Principal === undefined);

export const policyInvariantRules: Rule[] = [
  sweep({
    says: 'no role may do all actions of a service, nor all but some',
    types: identityPolicies,
    foundIn: ['account', 'data', 'host', 'network', 'operations', 'proof'],
    wrong: (resource) => {
      const broad = documents(resource).find(
        (each) =>
          each.NotAction !== undefined ||
          each.NotResource !== undefined ||
          actionsOf(each).some((action) => /^(\*|[^:]+:\*)$/.test(action)),
      );
      return broad && `allows ${JSON.stringify(broad)}`;
    },
  }),
  sweep({
    says: 'no role may change who may do what, disable a key or delete a recovery point',
    types: identityPolicies,
    foundIn: ['account', 'data', 'host', 'network', 'operations', 'proof'],
    wrong: (resource) => {
      const found = documents(resource)
        .flatMap(actionsOf)
        .find((action) => never.test(action));
      return found && `allows ${found}`;
    },
  }),
  sweep({
    says: 'an unscoped resource is granted only to actions that know none',
    types: identityPolicies,
    foundIn: ['account', 'data', 'host', 'network', 'operations', 'proof'],
    wrong: (resource) => {
      const found = documents(resource)
        .filter(({ Resource }) => [Resource].flat().includes('*'))
        .flatMap(actionsOf)
        .find((action) => unscoped[action] === undefined);
      return found && `allows ${found} on everything`;
    },
  }),
  sweep({
    says: 'metrics may be written to one namespace only',
    types: identityPolicies,
    matching: (resource) => documents(resource).some((each) => actionsOf(each).includes('cloudwatch:PutMetricData')),
    foundIn: ['host'],
    wrong: (resource, { variant }) => {
      const open = documents(resource).find(
        (each) =>
          actionsOf(each).includes('cloudwatch:PutMetricData') &&
          each.Condition?.StringEquals?.['cloudwatch:namespace'] !== `Storefort/${variant.name}`,
      );
      return open && 'writes metrics anywhere';
    },
  }),
  sweep({
    says: 'a role is passed only to one named service',
    types: identityPolicies,
    matching: (resource) => documents(resource).some((each) => actionsOf(each).includes('iam:PassRole')),
    foundIn: ['operations', 'proof'],
    wrong: (resource) => {
      const open = documents(resource).find(
        (each) =>
          actionsOf(each).includes('iam:PassRole') &&
          (each.Condition?.StringEquals?.['iam:PassedToService'] === undefined || [each.Resource].flat().includes('*')),
      );
      return open && 'passes roles to anyone';
    },
  }),
  sweep({
    says: 'a service-linked role is made only for named services',
    types: identityPolicies,
    matching: (resource) => documents(resource).some((each) => actionsOf(each).includes('iam:CreateServiceLinkedRole')),
    foundIn: ['account'],
    wrong: (resource) => {
      const open = documents(resource).find(
        (each) =>
          actionsOf(each).includes('iam:CreateServiceLinkedRole') &&
          (each.Condition?.StringEquals?.['iam:AWSServiceName'] === undefined || [each.Resource].flat().includes('*')),
      );
      return open && 'makes service-linked roles for anyone';
    },
  }),
  sweep({
    says: 'nobody but a key’s own account may use it in general, and others only under a condition',
    types: ['AWS::KMS::Key'],
    foundIn: ['account', 'data', 'edge', 'network', 'offsite'],
    wrong: ({ Properties }) => {
      const statements = Properties.KeyPolicy.Statement as Statement[];
      const open = statements.find((each) => each.Effect === 'Allow' && !isRoot(each) && each.Condition === undefined);
      return open && `allows without a condition: ${JSON.stringify(open)}`;
    },
  }),
  sweep({
    says: 'a resource’s policy lets anyone in only under a condition on who, where from or which account',
    types: resourcePolicies,
    foundIn: ['account', 'data', 'edge', 'network', 'offsite', 'operations', 'proof'],
    wrong: (resource) => {
      const open = allows(resource).find((each) => isAnyone(each) && each.Condition === undefined);
      return open && `lets anyone in: ${JSON.stringify(open)}`;
    },
  }),
  {
    says: 'nobody is a user, and no access key is made',
    stacks: everyStack,
    holds: (template) => {
      const found = template
        .resources()
        .filter(({ Type }) => /^AWS::IAM::(User|AccessKey|Group|UserToGroupAddition)$/.test(Type));
      if (found.length > 0) throw new Error(found.map(({ id }) => id).join(', '));
    },
  },
];

function isAnyone({ Principal }: Statement): boolean {
  return Principal === '*' || JSON.stringify(Principal) === '{"AWS":"*"}';
}

function isRoot({ Principal }: Statement): boolean {
  return (
    JSON.stringify(Principal).endsWith(':root"]]}}') || /"arn:aws:iam::\d{12}:root"/.test(JSON.stringify(Principal))
  );
}

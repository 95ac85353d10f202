import { actionsOf, statementsOf, sweep, valuesBelow } from '../support/sweep';
import type { Resource, Rule, Template } from '../support/template';

/** Its loss cannot be undone by deploying again. */
const state = [
  'AWS::Backup::BackupVault',
  'AWS::EFS::FileSystem',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
];

function outlivesTheStore({ stack, variant }: Template): boolean {
  // The account stack serves all stores of an account; a trial does not make it one.
  return stack === 'account' || !variant.trial;
}

function lifeOf(resource: Resource): string {
  return `${resource.DeletionPolicy ?? 'none'}/${resource.UpdateReplacePolicy ?? 'none'}`;
}

function bucketPolicy(bucket: Resource, template: Template): Resource | undefined {
  return template
    .resources('AWS::S3::BucketPolicy')
    .find((each) => (each.Properties.Bucket as { Ref?: string }).Ref === bucket.id);
}

function refuses(bucket: Resource, template: Template, condition: unknown): boolean {
  const policy = bucketPolicy(bucket, template);
  const wanted = JSON.stringify(condition);
  return (policy === undefined ? [] : statementsOf(policy)).some(
    (each) =>
      each.Effect === 'Deny' &&
      actionsOf(each).includes('s3:*') &&
      JSON.stringify(each.Principal) === '{"AWS":"*"}' &&
      JSON.stringify(each.Condition) === wanted,
  );
}

function isEncrypted(encryption: {
  ServerSideEncryptionConfiguration?: {
    ServerSideEncryptionByDefault?: { SSEAlgorithm?: string; KMSMasterKeyID?: unknown };
  }[];
}): boolean {
  const by = encryption.ServerSideEncryptionConfiguration?.[0]?.ServerSideEncryptionByDefault;
  return by?.SSEAlgorithm === 'AES256' || (by?.SSEAlgorithm === 'aws:kms' && by.KMSMasterKeyID !== undefined);
}

const buckets: Rule[] = [
  sweep({
    says: 'no bucket can be made public',
    types: ['AWS::S3::Bucket'],
    foundIn: ['account', 'data', 'network', 'offsite'],
    wrong: ({ Properties }) => {
      const open = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].filter(
        (each) => Properties.PublicAccessBlockConfiguration?.[each] !== true,
      );
      return open.length > 0 || Properties.AccessControl !== undefined
        ? `open by ${open.join(', ')} or an ACL`
        : undefined;
    },
  }),
  sweep({
    says: 'every bucket keeps versions, encrypts, and gives its owner all objects',
    types: ['AWS::S3::Bucket'],
    foundIn: ['account', 'data', 'network', 'offsite'],
    wrong: ({ Properties }) => {
      if (!isEncrypted(Properties.BucketEncryption)) return 'encrypted by no key of ours';
      const [owner] = Properties.OwnershipControls?.Rules ?? [];
      if (owner?.ObjectOwnership !== 'BucketOwnerEnforced') return 'objects may have other owners';
      return Properties.VersioningConfiguration?.Status === 'Enabled' ? undefined : 'versions are not kept';
    },
  }),
  sweep({
    says: 'no bucket answers without TLS 1.2',
    types: ['AWS::S3::Bucket'],
    foundIn: ['account', 'data', 'network', 'offsite'],
    wrong: (bucket, template) => {
      if (!refuses(bucket, template, { Bool: { 'aws:SecureTransport': 'false' } })) return 'answers without TLS';
      const old = { NumericLessThan: { 's3:TlsVersion': 1.2 } };
      return refuses(bucket, template, old) ? undefined : 'answers older TLS';
    },
  }),
];

const lives: Rule[] = [
  sweep({
    says: 'what holds state outlives its stack, unless the store is a trial',
    types: state,
    foundIn: ['account', 'data', 'edge', 'host', 'network', 'offsite', 'operations', 'proof'],
    wrong: (resource, template) => {
      const wanted = outlivesTheStore(template) ? 'RetainExceptOnCreate/Retain' : 'Delete/Delete';
      return lifeOf(resource) === wanted ? undefined : `${lifeOf(resource)}, not ${wanted}`;
    },
  }),
  {
    says: 'stacks with state cannot be deleted by accident, unless the store is a trial',
    stacks: ['offsite', 'network', 'data', 'operations'],
    holds: ({ variant, terminationProtection }) => {
      if (terminationProtection === variant.trial)
        throw new Error(`termination protection is ${String(terminationProtection)}`);
    },
  },
  sweep({
    says: 'every log group is encrypted by a key of ours and kept 13 months, one day in a trial',
    types: ['AWS::Logs::LogGroup'],
    foundIn: ['account', 'data', 'edge', 'host', 'network', 'operations', 'proof'],
    wrong: ({ Properties }, template) => {
      const wanted = outlivesTheStore(template) ? 400 : 1;
      if (Properties.RetentionInDays !== wanted)
        return `kept ${String(Properties.RetentionInDays)} days, not ${wanted}`;
      return typeof Properties.KmsKeyId === 'object' ? undefined : 'encrypted by no key of ours';
    },
  }),
  sweep({
    says: 'every topic is encrypted by a key of ours',
    types: ['AWS::SNS::Topic'],
    foundIn: ['account', 'edge', 'offsite', 'operations'],
    wrong: ({ Properties }) =>
      typeof Properties.KmsMasterKeyId === 'object' ? undefined : 'encrypted by no key of ours',
  }),
  sweep({
    says: 'every queue is encrypted: by a key of ours, or by SQS where EventBridge writes without a role',
    types: ['AWS::SQS::Queue'],
    foundIn: ['account', 'data', 'network', 'operations', 'proof'],
    wrong: ({ Properties }, { stack }) => {
      if (typeof Properties.KmsMasterKeyId === 'object') return undefined;
      return ['operations', 'proof'].includes(stack) && Properties.SqsManagedSseEnabled === true
        ? undefined
        : 'encrypted by no key of ours';
    },
  }),
  sweep({
    says: 'every symmetric key rotates, and waits 30 days before it is deleted',
    types: ['AWS::KMS::Key'],
    foundIn: ['account', 'data', 'edge', 'network', 'offsite'],
    wrong: ({ Properties }) => {
      if (Properties.PendingWindowInDays !== 30) return 'deleted sooner than in 30 days';
      return Properties.KeySpec !== undefined || Properties.EnableKeyRotation === true ? undefined : 'does not rotate';
    },
  }),
];

/** Types that CloudFormation can tag, among those the stacks use; the rest have no `Tags` property. */
const cannotBeTagged =
  /^(Custom::.*|AWS::(AutoScaling::ScalingPolicy|Backup::(BackupSelection|RestoreTestingSelection)|CloudFront::(CachePolicy|Function|OriginRequestPolicy|ResponseHeadersPolicy)|CloudFormation::CustomResource|Config::(ConfigurationRecorder|DeliveryChannel)|EC2::(Route|SecurityGroupIngress|SecurityGroupEgress|SubnetRouteTableAssociation|VPCGatewayAttachment)|EFS::MountTarget|IAM::(InstanceProfile|ManagedPolicy|Policy)|KMS::Alias|Lambda::(Permission|EventInvokeConfig)|Logs::(MetricFilter|SubscriptionFilter)|Route53::RecordSet|Route53Resolver::(FirewallConfig|FirewallRuleGroupAssociation|ResolverQueryLoggingConfigAssociation)|S3::BucketPolicy|Scheduler::Schedule|SES::ConfigurationSetEventDestination|SNS::(Subscription|TopicPolicy)|SQS::QueuePolicy|SecretsManager::(ResourcePolicy|RotationSchedule)|WAFv2::LoggingConfiguration))$/;

function tagsOf({ Properties }: Resource): unknown {
  const launch = Properties.TagSpecifications?.[0]?.Tags;
  return (
    launch ??
    Properties.Tags ??
    Properties.FileSystemTags ??
    Properties.AccessPointTags ??
    Properties.BackupVaultTags ??
    Properties.BackupPlanTags
  );
}

const signs: Rule[] = [
  sweep({
    says: 'everything that can be tagged carries its store, or says that it serves the account',
    matching: ({ Type }) => !cannotBeTagged.test(Type),
    foundIn: ['account', 'data', 'edge', 'host', 'network', 'offsite', 'operations', 'proof'],
    wrong: (resource, { stack, variant }) => {
      const text = JSON.stringify(tagsOf(resource) ?? '');
      const wanted = stack === 'account' ? 'storefort:' : variant.name;
      return text.includes('storefort:') && text.includes(wanted) ? undefined : `tags are ${text}`;
    },
  }),
  sweep({
    says: 'every function runs Node 24 on Graviton, traced, with a log group and a dead letter queue of its own',
    types: ['AWS::Lambda::Function'],
    foundIn: ['account', 'data', 'network', 'operations', 'proof'],
    wrong: ({ Properties }) => {
      const { Runtime, Architectures, TracingConfig, DeadLetterConfig, KmsKeyArn, LoggingConfig } = Properties;
      if (JSON.stringify([Runtime, Architectures]) !== '["nodejs24.x",["arm64"]]') return 'another runtime';
      if (JSON.stringify(TracingConfig) !== '{"Mode":"Active"}') return 'is not traced';
      if (typeof DeadLetterConfig?.TargetArn !== 'object') return 'has no dead letter queue';
      if (typeof KmsKeyArn !== 'object') return 'has its environment encrypted by no key of ours';
      return typeof LoggingConfig?.LogGroup === 'object' ? undefined : 'logs to a group that nobody made';
    },
  }),
  sweep({
    says: 'every alarm reaches a topic both ways and names its runbook',
    types: ['AWS::CloudWatch::Alarm'],
    foundIn: ['account', 'edge', 'offsite', 'operations', 'proof'],
    wrong: ({ Properties }) => {
      if (!(Properties.AlarmActions?.length > 0 && Properties.OKActions?.length > 0)) return 'reaches nobody';
      if (Properties.ActionsEnabled === false) return 'is switched off';
      return /docs\/runbooks\/[a-z0-9-]+\.md/.test(JSON.stringify(Properties.AlarmDescription))
        ? undefined
        : 'names no runbook';
    },
  }),
  sweep({
    says: 'no value is a placeholder of a failed lookup, a token or a secret',
    foundIn: ['account', 'data', 'edge', 'host', 'network', 'offsite', 'operations', 'proof'],
    wrong: (resource) => {
      const text = JSON.stringify(resource);
      const found = /dummy1|pl-x+|\$\{Token\[|<unresolved|AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY/.exec(text);
      return found === null ? undefined : `contains ${found[0]}`;
    },
  }),
];

/** Where a secret would be readable to whoever may describe the resource. */
const readable = ['UserData', 'Environment', 'Metadata', 'Description'];
const secretValue = /\{\{resolve:(secretsmanager|ssm-secure):/;
const secretName = /(password|passwd|secret|token|api_?key|private_?key|credential)/i;

const secrets: Rule[] = [
  sweep({
    says: 'no secret’s value goes into user data, environment or metadata',
    foundIn: ['account', 'data', 'edge', 'host', 'network', 'offsite', 'operations', 'proof'],
    wrong: (resource) => {
      const where = valuesBelow(resource).find(
        ({ path, value }) =>
          path.some((key) => readable.includes(key)) && typeof value === 'string' && secretValue.test(value),
      );
      return where && `${where.path.join('.')} resolves a secret`;
    },
  }),
  sweep({
    says: 'an environment variable named like a secret holds a name or an ARN',
    types: ['AWS::Lambda::Function'],
    foundIn: ['account', 'data', 'network', 'operations', 'proof'],
    wrong: ({ Properties }) => {
      const variables = (Properties.Environment?.Variables ?? {}) as Record<string, unknown>;
      const bad = Object.entries(variables).find(
        ([name, value]) => secretName.test(name) && typeof value === 'string' && !value.startsWith('arn:'),
      );
      return bad && `${bad[0]} holds text`;
    },
  }),
  {
    says: 'no output gives a secret away',
    stacks: ['offsite', 'network', 'data', 'host', 'edge', 'operations', 'proof'],
    holds: ({ json }) => {
      const text = JSON.stringify(json.Outputs ?? {});
      if (secretValue.test(text)) throw new Error('an output resolves a secret');
    },
  },
];

export const invariantRules: Rule[] = [...buckets, ...lives, ...signs, ...secrets];

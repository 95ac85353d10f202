import type { Resource } from './template';

type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

/** Text for people, tags and order: no rule is about them. */
const unsaid = ['Tags', 'BackupVaultTags', 'Description', 'AlarmDescription'];

/**
 * Writes CloudFormation's references as text, so that an expectation can be read: `{ Ref: 'TopicBFC7AF6E' }` becomes `Topic`,
 * `{ 'Fn::GetAtt': ['KeyABCDEF12', 'Arn'] }` becomes `Key.Arn`, and what is joined becomes one string.
 */
export function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  const reference = first && entries.length === 1 ? referred(...first) : undefined;
  return reference ?? Object.fromEntries(entries.map(([name, each]) => [name, plain(each)]));
}

/** One of CloudFormation's functions as text; undefined: it is none of these. */
function referred(call: string, inner: Json): string | undefined {
  if (call === 'Ref' && typeof inner === 'string') return named(inner);
  if (!Array.isArray(inner)) return undefined;
  const [first, second] = inner;
  if (typeof first !== 'string') return undefined;
  if (call === 'Fn::GetAtt' && typeof second === 'string') return `${named(first)}.${second}`;
  if (call !== 'Fn::Join' || !Array.isArray(second)) return undefined;
  return second.map((part) => text(plain(part))).join(first);
}

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A logical id without the hash that the CDK ends it with. */
function named(id: string): string {
  return id === 'AWS::Partition' ? 'aws' : id.replace(/[0-9A-F]{8}$/, '');
}

/** A resource as rules compare it: everything but its id, metadata, dependencies, tags and texts. */
export function shape(resource: Resource): Json {
  const { id: _, Metadata: __, DependsOn: ___, Properties, ...rest } = resource;
  const said = Object.entries(Properties as Record<string, Json>).filter(([name]) => !unsaid.includes(name));
  return { ...rest, ...(plain(Object.fromEntries(said)) as Record<string, Json>) };
}

/** What a statement says that anyone may not do, or anyone may do. */
export const anyone = { AWS: '*' };

/** Kept when its stack goes; a trial's state goes with it. */
export function kept(trial: boolean): Record<string, string> {
  return trial
    ? { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }
    : { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
}

/** The two statements every bucket policy starts with. */
export function tlsOnly(bucket: string): Json[] {
  const everything = [`${bucket}.Arn`, `${bucket}.Arn/*`];
  return [
    {
      Action: 's3:*',
      Effect: 'Deny',
      Principal: anyone,
      Resource: everything,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Action: 's3:*',
      Effect: 'Deny',
      Principal: anyone,
      Resource: everything,
      Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } },
    },
  ];
}

/** A private, versioned bucket; its encryption, locks, logs and lifetimes come from the rule. */
export const privateBucket = {
  Type: 'AWS::S3::Bucket',
  OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  },
  VersioningConfiguration: { Status: 'Enabled' },
};

/** Lifecycle rules: unfinished uploads after a week, objects after `days`, versions after `noncurrentDays`. */
export function lifecycle(days: number, noncurrentDays: number): Json {
  return {
    Rules: [
      { Id: 'unfinished', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
      {
        Id: 'outlived',
        Status: 'Enabled',
        ExpirationInDays: days,
        NoncurrentVersionExpiration: { NoncurrentDays: noncurrentDays },
      },
    ],
  };
}

/** Encrypted by a customer managed key, or by S3's own. */
export function encryptedBy(key?: string): Json {
  const by = key === undefined ? { SSEAlgorithm: 'AES256' } : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key };
  return {
    ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: key !== undefined, ServerSideEncryptionByDefault: by }],
  };
}

/** The key policy's first statement: the account's IAM policies decide. */
export const accountDecides = {
  Action: 'kms:*',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Resource: '*',
};

/** Only CloudWatch, for this account alone, may publish to the topic, and by TLS only. */
export const topicPolicy = {
  Type: 'AWS::SNS::TopicPolicy',
  Topics: ['Topic'],
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AllowPublishThroughSSLOnly',
        Action: 'sns:Publish',
        Effect: 'Deny',
        Principal: '*',
        Resource: 'Topic',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Sid: 'Publishers',
        Action: 'sns:Publish',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Resource: 'Topic',
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      },
    ],
  },
};

/** CloudWatch may encrypt what it publishes for this account. */
export const publishersUse = {
  Sid: 'PublishToTopics',
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Resource: '*',
  Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
};

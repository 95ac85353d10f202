import { expect } from 'expect';
import type { Rule } from '../support/template';
import {
  account,
  att,
  dataKey,
  exactly,
  ofNetwork,
  platformKey,
  policyOf,
  ref,
  securityGroup,
  subnets,
} from './data-expect';

const client = 'elasticfilesystem:Client';
const everybody = { Effect: 'Deny', Principal: { AWS: '*' } };

const uploadRules: Rule[] = [
  exactly({
    says: 'files are encrypted; identities of this account mount them by TLS through an access point, never as root',
    type: 'AWS::EFS::FileSystem',
    start: 'UploadsFileSystem',
    kept: true,
    properties: () => ({
      Encrypted: true,
      KmsKeyId: dataKey(),
      ThroughputMode: 'elastic',
      LifecyclePolicies: [{ TransitionToIA: 'AFTER_30_DAYS' }, { TransitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }],
      FileSystemPolicy: policyOf(
        {
          Sid: 'IdentitiesOfThisAccount',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: [`${client}Mount`, `${client}Write`],
          Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
        },
        { ...everybody, Sid: 'NotWithoutTls', Action: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        {
          ...everybody,
          Sid: 'NotWithoutAccessPoint',
          Action: [`${client}Mount`, `${client}Write`],
          Condition: { Null: { 'elasticfilesystem:AccessPointArn': 'true' } },
        },
        { ...everybody, Sid: 'NotAsRoot', Action: `${client}RootAccess` },
      ),
    }),
  }),
  exactly({
    says: 'through the access point everybody is user 990 below /uploads',
    type: 'AWS::EFS::AccessPoint',
    start: 'UploadsFileSystem',
    properties: () => ({
      FileSystemId: ref('UploadsFileSystem'),
      PosixUser: { Uid: '990', Gid: '990' },
      RootDirectory: {
        Path: '/uploads',
        CreationInfo: { OwnerUid: '990', OwnerGid: '990', Permissions: '0750' },
      },
    }),
  }),
  {
    says: 'files are mounted in isolated subnets, one target a zone, behind their own security group',
    stacks: ['data'],
    holds: (template) => {
      const targets = template.resources('AWS::EFS::MountTarget').map(({ Properties }) => Properties as object);
      expect(targets).toEqual(
        subnets(template, 'isolated').map((SubnetId) => ({
          FileSystemId: ref('UploadsFileSystem'),
          SubnetId,
          SecurityGroups: [securityGroup(template, 'FileSystem')],
        })),
      );
    },
  },
];

const buckets = { Releases: {}, Evidence: {} };

const bucketRules: Rule[] = Object.keys(buckets).flatMap((start) => [
  exactly({
    says: `${start} is private, versioned, encrypted by the data key, and its use is logged`,
    type: 'AWS::S3::Bucket',
    start,
    kept: true,
    properties: (template) => ({
      ...(start === 'Evidence' ? lockedFor(template.variant.trial ? 1 : 400) : {}),
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: dataKey() },
          },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LoggingConfiguration: {
        DestinationBucketName: ofNetwork(template, 'RefAccessLogs'),
        LogFilePrefix: `buckets/${start.toLowerCase()}/`,
      },
      LifecycleConfiguration: {
        Rules: [
          { Id: 'unfinished', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
          { Id: 'superseded', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
          ...(start === 'Releases'
            ? [{ Id: 'inventories', Status: 'Enabled', Prefix: 'inventories/', ExpirationInDays: 30 }]
            : []),
        ],
      },
    }),
  }),
  exactly({
    says: `${start} is reached by TLS 1.2 and up only`,
    type: 'AWS::S3::BucketPolicy',
    start,
    properties: () => {
      const arn = att(start, 'Arn');
      const refused = {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:*',
        Resource: [arn, { 'Fn::Join': ['', [arn, '/*']] }],
      };
      return {
        Bucket: ref(start),
        PolicyDocument: policyOf(
          { ...refused, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
          { ...refused, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
        ),
      };
    },
  }),
]);

function lockedFor(days: number): object {
  return {
    ObjectLockEnabled: true,
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Days: days, Mode: 'GOVERNANCE' } },
    },
  };
}

const cached: Rule['when'] = ({ size }) => size !== 'solo';
const logs = { EngineLogs: 'engine-log', SlowLogs: 'slow-log' };
const nodes = { shop: ['cache.t4g.small', 2], surge: ['cache.m7g.large', 3] } as const;

const cacheRules: Rule[] = [
  exactly({
    says: 'the cache takes TLS and a password, is encrypted and replicated over zones',
    type: 'AWS::ElastiCache::ReplicationGroup',
    start: 'Cache',
    when: cached,
    properties: (template) => {
      const [type, count] = nodes[template.variant.size === 'surge' ? 'surge' : 'shop'];
      return {
        Engine: 'valkey',
        EngineVersion: '8.0',
        CacheNodeType: type,
        NumCacheClusters: count,
        AutomaticFailoverEnabled: true,
        MultiAZEnabled: true,
        CacheSubnetGroupName: ref('CacheSubnets'),
        CacheParameterGroupName: ref('CacheParameters'),
        SecurityGroupIds: [securityGroup(template, 'Cache')],
        Port: 6379,
        TransitEncryptionEnabled: true,
        TransitEncryptionMode: 'required',
        AtRestEncryptionEnabled: true,
        KmsKeyId: dataKey(),
        AuthToken: {
          'Fn::Join': ['', ['{{resolve:secretsmanager:', ref('CacheCredentials'), ':SecretString:password::}}']],
        },
        AutoMinorVersionUpgrade: true,
        PreferredMaintenanceWindow: 'tue:02:00-tue:03:00',
        SnapshotRetentionLimit: 15,
        LogDeliveryConfigurations: Object.entries(logs).map(([start, LogType]) => ({
          LogType,
          LogFormat: 'json',
          DestinationType: 'cloudwatch-logs',
          DestinationDetails: { CloudWatchLogsDetails: { LogGroup: ref(`Cache${start}`) } },
        })),
      };
    },
  }),
  exactly({
    says: 'the cache is in isolated subnets only',
    type: 'AWS::ElastiCache::SubnetGroup',
    start: 'CacheSubnets',
    when: cached,
    properties: (template) => ({ SubnetIds: subnets(template, 'isolated') }),
  }),
  exactly({
    says: 'a full cache drops what was used least recently',
    type: 'AWS::ElastiCache::ParameterGroup',
    start: 'CacheParameters',
    when: cached,
    properties: () => ({ CacheParameterGroupFamily: 'valkey8', Properties: { 'maxmemory-policy': 'allkeys-lru' } }),
  }),
  ...Object.entries(logs).map(([start, log]) =>
    exactly({
      says: `the cache’s ${log} is encrypted and kept 13 months, a trial’s one day`,
      type: 'AWS::Logs::LogGroup',
      start: `Cache${start}`,
      kept: true,
      when: cached,
      properties: (template) => ({
        LogGroupName: `/aws/vendedlogs/storefort/${template.variant.name}/cache-${log}-g1`,
        KmsKeyId: platformKey(template),
        RetentionInDays: template.variant.trial ? 1 : 400,
      }),
    }),
  ),
  {
    says: 'the smallest size has no cache',
    stacks: ['data'],
    when: ({ size }) => size === 'solo',
    holds: (template) => {
      expect(template.resources('AWS::RDS::DBInstance').length).toBe(1);
      expect(template.resources().filter(({ Type }) => Type.startsWith('AWS::ElastiCache'))).toEqual([]);
    },
  },
];

export const fileRules: Rule[] = [...uploadRules, ...bucketRules];
export const objectCacheRules: Rule[] = cacheRules;

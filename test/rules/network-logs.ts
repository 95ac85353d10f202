import { account, att, expectOne, joined, plainHttp, ref } from '../network/matchers';
import type { Rule, StackName } from '../support/template';

const stacks: readonly StackName[] = ['network'];
const bucketAndObjects = [att('AccessLogs', 'Arn'), joined(att('AccessLogs', 'Arn'), '/*')];
const deny = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: bucketAndObjects };

function deliver(service: string, prefix: string, sourceArn: string): object {
  return {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 's3:PutObject',
    Resource: joined(att('AccessLogs', 'Arn'), prefix),
    Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': sourceArn } },
  };
}

export const networkLogsRules: Rule[] = [
  {
    says: 'the access log bucket is private, versioned, encrypted by S3, and keeps logs 13 months',
    stacks,
    holds: (template) => {
      const days = template.variant.trial ? 1 : 400;
      const rules = [
        { Id: 'unfinished', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
        {
          Id: 'thirteen-months',
          Status: 'Enabled',
          ExpirationInDays: days,
          NoncurrentVersionExpiration: { NoncurrentDays: days },
        },
      ];
      const byS3 = { BucketKeyEnabled: false, ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } };
      expectOne(
        template,
        'AWS::S3::Bucket',
        'AccessLogs',
        {
          BucketEncryption: { ServerSideEncryptionConfiguration: [byS3] },
          LifecycleConfiguration: { Rules: rules },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          VersioningConfiguration: { Status: 'Enabled' },
        },
        'state',
      );
    },
  },
  {
    says: 'into the access log bucket write AWS’s two delivery services, for this account, in TLS, and nobody else',
    stacks,
    holds: (template) => {
      const { region } = template.variant;
      expectOne(
        template,
        'AWS::S3::BucketPolicy',
        'AccessLogs',
        {
          Bucket: ref('AccessLogs'),
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { ...deny, Condition: plainHttp },
              { ...deny, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
              {
                Sid: 'LoadBalancerLogs',
                ...deliver(
                  'logdelivery.elasticloadbalancing.amazonaws.com',
                  `/load-balancer/AWSLogs/${account}/*`,
                  `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/*`,
                ),
              },
              { Sid: 'BucketLogs', ...deliver('logging.s3.amazonaws.com', '/buckets/*', 'arn:aws:s3:::*') },
            ],
          },
        },
        'state',
      );
    },
  },
];

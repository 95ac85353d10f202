import { Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { HardenedLogGroup } from '../hardened/hardened-log-group';
import { AuditBucket } from './audit-bucket';
import { acknowledgeInlinePolicy } from './inline-policy';
import { keep, lasting } from './lasting';

export interface TrailProps {
  readonly key: IKey;
  readonly accessLogs: IBucket;
}

/** Fixed, because the key's and the bucket's policies name the trail before it is made. */
const trailName = 'storefort-account';
/** PCI DSS 10.5.1. */
const lockDays = 365;

/**
 * Every management call in every region of the account, to a bucket where it is locked for a year and to a log group that
 * alarms read (PCI DSS 10.2.1, 10.3.2, 10.3.4). Digests prove that no file is missing.
 * What it leaves open: reads and writes of objects and rows are not in it; S3 access logs and the database's logs are for that.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export class Trail extends Construct {
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    const { key, accessLogs } = props;
    const trailArn = Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName });
    const when = { 'aws:SourceArn': trailArn };

    const { bucket } = new AuditBucket(this, 'Files', {
      key,
      accessLogs,
      writer: 'cloudtrail.amazonaws.com',
      when,
      path: `AWSLogs/${account}/*`,
      objectLockDays: lockDays,
    });
    allowEncryption(key, account, when);
    const logGroup = new HardenedLogGroup(this, 'Events', { store: lasting, key });
    this.logGroup = logGroup;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com'),
      description: 'CloudTrail writes the events of the account to their log group',
    });
    logGroup.grantWrite(role);
    acknowledgeInlinePolicy(role);

    const trail = new CfnTrail(this, 'Trail', {
      trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      kmsKeyId: key.keyArn,
      s3BucketName: bucket.bucketName,
      cloudWatchLogsLogGroupArn: logGroup.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
      eventSelectors: [{ readWriteType: 'All', includeManagementEvents: true }],
    });
    trail.node.addDependency(bucket, role);
    keep(this);
  }
}

function allowEncryption(key: IKey, account: string, when: Record<string, string>): void {
  const cloudTrail = {
    effect: Effect.ALLOW,
    principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
    resources: ['*'],
  };
  key.addToResourcePolicy(
    new PolicyStatement({
      ...cloudTrail,
      sid: 'CloudTrailEncrypts',
      actions: ['kms:GenerateDataKey*'],
      conditions: {
        StringEquals: when,
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*` },
      },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      ...cloudTrail,
      sid: 'CloudTrailDescribes',
      actions: ['kms:DescribeKey'],
      conditions: { StringEquals: when },
    }),
  );
}

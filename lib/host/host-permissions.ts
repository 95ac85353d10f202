import type { Stack } from 'aws-cdk-lib';
import type { IAccessPoint, IFileSystem } from 'aws-cdk-lib/aws-efs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';

// What a host may do, one function a reason. The role is made of exactly these.

/**
 * Session Manager and Run Command. AWS's AmazonSSMManagedInstanceCore would also let a host read every parameter of the account.
 * ec2messages is left out: the agent of Amazon Linux 2023 uses ssmmessages alone. None of these actions can be narrowed to
 * one instance.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export function beManaged(): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'BeManaged',
      actions: [
        'ssm:ListAssociations',
        'ssm:ListInstanceAssociations',
        'ssm:UpdateInstanceInformation',
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      resources: ['*'],
    }),
  ];
}

/** Which release to run; nothing else of Parameter Store. */
export function readReleaseParameter(stack: Stack, store: Pick<StoreConfig, 'name' | 'generation'>): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ReadReleaseParameter',
      actions: ['ssm:GetParameter'],
      resources: [stack.formatArn({ service: 'ssm', resource: `parameter${namesOf(store).releaseParameter}` })],
    }),
  ];
}

/** Secrets by their full ARN, and the key that encrypts them, through Secrets Manager and S3 only. */
export function readSecrets(stack: Stack, secrets: readonly ISecret[], key: IKey): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ReadSecrets',
      actions: ['secretsmanager:GetSecretValue'],
      resources: secrets.map((secret) => secret.secretArn),
    }),
    new PolicyStatement({
      sid: 'UseKeyByService',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: {
        StringEquals: {
          'kms:ViaService': [`s3.${stack.region}.amazonaws.com`, `secretsmanager.${stack.region}.amazonaws.com`],
        },
      },
    }),
  ];
}

/** The doors' secrets, and the key *platform* for exactly these: what else it encrypts is none of a host's business. */
export function readDoorSecrets(stack: Stack, secrets: readonly ISecret[], key: IKey): PolicyStatement[] {
  const resources = secrets.map((secret) => secret.secretArn);
  return [
    new PolicyStatement({ sid: 'ReadDoorSecrets', actions: ['secretsmanager:GetSecretValue'], resources }),
    new PolicyStatement({
      sid: 'DecryptDoorSecrets',
      actions: ['kms:Decrypt'],
      resources: [key.keyArn],
      conditions: {
        StringEquals: {
          'kms:ViaService': `secretsmanager.${stack.region}.amazonaws.com`,
          'kms:EncryptionContext:SecretARN': resources,
        },
      },
    }),
  ];
}

/** Releases, and the key that proves who made them. */
export function readReleases(releases: IBucket, signingKey: IKey): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ReadReleases',
      actions: ['s3:GetObject'],
      resources: [releases.arnForObjects('releases/*')],
    }),
    new PolicyStatement({
      sid: 'VerifyReleases',
      actions: ['kms:GetPublicKey', 'kms:Verify'],
      resources: [signingKey.keyArn],
    }),
  ];
}

/**
 * What a host says it runs, beside the releases. Nothing of it is read back, and a single request writes it: an upload in parts would
 * need more. A host can write in another's folder; the receipt by which it is read comes from the host that was asked.
 */
export function writeInventories(releases: IBucket): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'WriteInventories',
      actions: ['s3:PutObject'],
      resources: [releases.arnForObjects('inventories/*')],
    }),
  ];
}

/** Exactly one object of the bucket that the account's CDK bootstrap shares among all apps. */
export function readBundle(bundle: IBucket, objectKey: string): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ReadBundle',
      actions: ['s3:GetObject'],
      resources: [bundle.arnForObjects(objectKey)],
    }),
  ];
}

/** Uploads through their access point, which fixes the user and the folder; never as root. */
export function mountUploads(uploads: { fileSystem: IFileSystem; accessPoint: IAccessPoint }): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'MountUploads',
      actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
      resources: [uploads.fileSystem.fileSystemArn],
      conditions: {
        Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' },
        StringEquals: { 'elasticfilesystem:AccessPointArn': uploads.accessPoint.accessPointArn },
      },
    }),
  ];
}

/** Where the nightly export goes: a bucket of another region, and the key that encrypts it there. */
export interface ExportTarget {
  readonly bucketName: string;
  readonly region: string;
  readonly key: IKey;
}

/**
 * The nightly export, below the store's own folder and into a bucket of this account. Nothing is read back or listed: who takes a
 * host over gets no older export from it. An upload in parts needs `kms:Decrypt` too, which without `s3:GetObject` decrypts nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export function writeExports(
  stack: Stack,
  store: Pick<StoreConfig, 'name' | 'generation'>,
  { bucketName, region, key }: ExportTarget,
): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'WriteExports',
      actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
      resources: [exportedObjects(store, bucketName)],
      conditions: { StringEquals: { 'aws:ResourceAccount': stack.account } },
    }),
    new PolicyStatement({
      sid: 'EncryptExports',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
    }),
  ];
}

/** ARN pattern of what hosts of one generation export. */
export function exportedObjects(
  { name, generation }: Pick<StoreConfig, 'name' | 'generation'>,
  bucketName: string,
): string {
  return `arn:aws:s3:::${bucketName}/exports/${name}/g${generation}/*`;
}

/** Log lines into the groups that exist, and metrics of the store's own namespace; PutMetricData knows no resources. */
export function report(
  store: Pick<StoreConfig, 'name' | 'generation'>,
  logGroups: readonly ILogGroup[],
): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'WriteLogs',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: logGroups.map((group) => group.logGroupArn),
    }),
    new PolicyStatement({
      sid: 'WriteMetrics',
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': namesOf(store).metricNamespace } },
    }),
  ];
}

/** Tells CloudFormation whether the bootstrap passed; own stack only. */
export function signal(stack: Stack): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'Signal',
      actions: ['cloudformation:SignalResource'],
      resources: [ownStack(stack)],
    }),
  ];
}

/** ARN pattern of the stack itself: its id is made up by CloudFormation. */
export function ownStack(stack: Stack): string {
  return stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${stack.stackName}/*` });
}

/** The mail relay's credentials, where there is one: with SES, see `MailRole`. Secrets Manager ends an ARN with six characters. */
export function readRelayCredentials(stack: Stack, { mail }: Pick<StoreConfig, 'mail'>): PolicyStatement[] {
  if (mail.via === 'ses') return [];
  return [
    new PolicyStatement({
      sid: 'ReadRelayCredentials',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [stack.formatArn({ service: 'secretsmanager', resource: `secret:${mail.secretName}-??????` })],
    }),
  ];
}

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { StoreConfig } from '../config/schema';
import type { ProvenBackups } from './verify-backup-expectations';

/** Where the exports of a store's generation lie in the export bucket. */
export function exportFolder({ name, generation }: Pick<StoreConfig, 'name' | 'generation'>): string {
  return `exports/${name}/g${generation}`;
}

/**
 * What proving takes: reading exports, recovery points, locks and the key's state, and putting evidence. Nothing here restores,
 * deletes, changes, or reads a recovery point's content; keys are used by way of S3 alone.
 *
 * @param region where the exports are: the offsite region
 */
export function verifyBackupPermissions(store: StoreConfig, region: string, proven: ProvenBackups): PolicyStatement[] {
  const { home, offsite } = proven.vaults;
  return [
    ...exportStatements(store, region, proven),
    new PolicyStatement({
      sid: 'KnowTheKey',
      actions: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus'],
      resources: [proven.offsiteKey.arn],
    }),
    new PolicyStatement({
      sid: 'KnowVaults',
      actions: ['backup:DescribeBackupVault', 'backup:ListRecoveryPointsByBackupVault'],
      resources: [home.arn, offsite.arn],
    }),
    ...evidenceStatements(store, proven),
  ];
}

function exportStatements(store: StoreConfig, region: string, proven: ProvenBackups): PolicyStatement[] {
  const { exportBucket, offsiteKey } = proven;
  const folder = exportFolder(store);
  return [
    new PolicyStatement({
      sid: 'ReadExports',
      actions: ['s3:GetObject', 's3:GetObjectRetention'],
      resources: [`${exportBucket.arn}/${folder}/*`],
    }),
    list('ListExports', exportBucket.arn, `${folder}/*`),
    new PolicyStatement({
      sid: 'DecryptExports',
      actions: ['kms:Decrypt'],
      resources: [offsiteKey.arn],
      conditions: via(region),
    }),
  ];
}

/** Earlier evidence is read again: what was proven of the newest export, and when a drill last passed. */
function evidenceStatements(store: StoreConfig, { evidence }: ProvenBackups): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'KeepEvidence',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [`${evidence.bucketArn}/${store.name}/*`],
    }),
    list('ListEvidence', evidence.bucketArn, `${store.name}/*`),
    new PolicyStatement({
      sid: 'EncryptEvidence',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [evidence.keyArn],
      conditions: via(evidence.region),
    }),
  ];
}

/** Without it S3 says of a missing object that it is forbidden. */
function list(sid: string, bucketArn: string, prefix: string): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions: ['s3:ListBucket'],
    resources: [bucketArn],
    conditions: { StringLike: { 's3:prefix': prefix } },
  });
}

const via = (region: string) => ({ StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } });

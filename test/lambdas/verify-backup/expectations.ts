import type { VerifyBackupExpectations } from '../../../lambdas/verify-backup/contract';

const account = '111122223333';
export const homeKey = `arn:aws:kms:us-east-1:${account}:key/home`;
export const offsiteKey = `arn:aws:kms:us-west-2:${account}:key/offsite`;
export const databaseArn = `arn:aws:rds:us-east-1:${account}:db:shop`;
export const fileSystemArn = `arn:aws:elasticfilesystem:us-east-1:${account}:file-system/fs-1`;

export const policy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
    {
      Sid: 'UseViaBackup',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['kms:Decrypt', 'kms:Encrypt'],
      Resource: '*',
      Condition: { StringEquals: { 'kms:CallerAccount': account } },
    },
  ],
};

export function expectations(): VerifyBackupExpectations {
  return {
    store: 'acme',
    generation: 2,
    exportBucket: 'acme-exports',
    keyArn: offsiteKey,
    keyPolicy: structuredClone(policy),
    lockDays: 35,
    trial: false,
    exportIntervalHours: 24,
    rpoHours: 24,
    drillIntervalHours: 168,
    offsiteDrillIntervalHours: 2_208,
    vaults: {
      home: {
        name: 'acme-home-g2',
        region: 'us-east-1',
        keyArn: homeKey,
        minRetentionDays: 14,
        maxRetentionDays: 365,
        keyArns: { database: homeKey, files: homeKey },
        lockFinal: false,
      },
      offsite: {
        name: 'acme-offsite-g2',
        region: 'us-west-2',
        keyArn: offsiteKey,
        minRetentionDays: 7,
        maxRetentionDays: 365,
        keyArns: { database: offsiteKey, files: offsiteKey },
        lockFinal: true,
      },
    },
    databaseArn,
    fileSystemArn,
    evidence: { bucket: 'acme-evidence', region: 'us-east-1' },
  };
}

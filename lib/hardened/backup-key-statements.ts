import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * Use of the keys for backing up, copying and restoring, by way of the services that hold the data, and the grants those services need.
 * The database's key encrypts its recovery points, a vault's key those of the file system and all copies in it.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
 *
 * @param keyArns keys of the data and of the vaults
 * @param regions where the services run
 */
export function backupKeyStatements(keyArns: readonly string[], regions: readonly string[]): PolicyStatement[] {
  const services = regions.flatMap((region) =>
    ['backup', 'elasticfilesystem', 'rds'].map((service) => `${service}.${region}.amazonaws.com`),
  );
  const resources = [...keyArns];
  return [
    new PolicyStatement({ sid: 'KnowKeys', actions: ['kms:DescribeKey'], resources }),
    new PolicyStatement({
      sid: 'UseKeys',
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources,
      conditions: { StringEquals: { 'kms:ViaService': services } },
    }),
    new PolicyStatement({
      sid: 'GrantKeys',
      actions: ['kms:CreateGrant'],
      resources,
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ];
}

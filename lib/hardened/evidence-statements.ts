import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Where evidence is put. */
export interface EvidencePlace {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly keyArn: string;
  readonly region: string;
}

/**
 * Putting evidence of one check, and reading it again: an answer that got lost is told from other evidence under the same key by
 * what lies there. Nothing is listed.
 *
 * @param folder `<store>/<check>`
 */
export function evidenceStatements(
  { bucketArn, keyArn, region }: Omit<EvidencePlace, 'bucketName'>,
  folder: string,
): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'KeepEvidence',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [`${bucketArn}/${folder}/*`],
    }),
    new PolicyStatement({
      sid: 'EncryptEvidence',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
    }),
  ];
}

import { S3Client } from '@aws-sdk/client-s3';
import { AwsEvidenceStore } from '../../lambdas/shared/aws-evidence-store';
import type { Evidence, EvidenceStore } from '../../lambdas/shared/evidence';
import type { StoreConfig } from '../../lib/config/schema';
import { awsRefusal } from '../aws-refusal';

/** The evidence of a store, read with the credentials of whoever asks. */
export function evidenceIn(bucket: string, { name, region }: Pick<StoreConfig, 'name' | 'region'>): EvidenceStore {
  const store = new AwsEvidenceStore(new S3Client({ region }), bucket, name);
  const refused = (error: unknown) =>
    awsRefusal(
      error instanceof Error && error.cause instanceof Error ? error.cause : error,
      error instanceof Error ? error.message : 'the evidence could not be read',
      `s3:ListBucket and s3:GetObject on ${bucket}, and kms:Decrypt with its key`,
    );
  return {
    put: (evidence: Evidence) => store.put(evidence),
    newest: async (...question) => {
      try {
        return await store.newest(...question);
      } catch (error) {
        throw refused(error);
      }
    },
  };
}

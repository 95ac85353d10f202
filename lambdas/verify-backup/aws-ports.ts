import { BackupClient } from '@aws-sdk/client-backup';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { AwsEvidenceStore } from '../shared/aws-evidence-store';
import { AwsExports } from './aws-exports';
import { AwsKeys } from './aws-keys';
import { AwsVaults } from './aws-vaults';
import type { VerifyBackupExpectations } from './contract';
import type { Ports } from './ports';

/** An answer that does not begin within this time is asked for again. */
const patience = { maxAttempts: 5, requestHandler: { connectionTimeout: 5_000, socketTimeout: 30_000 } };

/** The adapters for what the event names: vaults and evidence are in regions of their own, key and exports in the function's. */
export function awsPorts({
  store,
  exportBucket,
  vaults,
  evidence,
}: VerifyBackupExpectations): Pick<Ports, 'exports' | 'keys' | 'vaults' | 'evidence'> {
  const vaultsIn = (region: string) => new AwsVaults(new BackupClient({ ...patience, region }));
  return {
    exports: new AwsExports(new S3Client(patience), exportBucket),
    keys: new AwsKeys(new KMSClient(patience)),
    vaults: { home: vaultsIn(vaults.home.region), offsite: vaultsIn(vaults.offsite.region) },
    evidence: new AwsEvidenceStore(new S3Client({ ...patience, region: evidence.region }), evidence.bucket, store),
  };
}

import { BackupClient } from '@aws-sdk/client-backup';
import { EFSClient } from '@aws-sdk/client-efs';
import { RDSClient } from '@aws-sdk/client-rds';
import { AwsRecoveryPoints } from './aws-recovery-points';
import { AwsRestoreJobs } from './aws-restore-jobs';
import { AwsRestored } from './aws-restored';
import type { Followed, Started, Validated } from './contract';
import { startDrillEvent } from './event';
import { followRestore } from './follow-restore';
import { startDrillSettings } from './settings';
import { startRestore } from './start-restore';
import { validateRestore } from './validate-restore';

const settings = startDrillSettings(process.env);
const backup = new BackupClient();
const jobs = new AwsRestoreJobs(backup, settings.restoreRoleArn);
const points = new AwsRecoveryPoints(backup, settings.vaultName);
const ports = { jobs, points, restored: new AwsRestored(new RDSClient(), new EFSClient()), now: () => new Date() };

export async function handler(event: unknown): Promise<Started | Followed | Validated> {
  const asked = startDrillEvent.parse(event);
  if (asked.step === 'start') return startRestore(asked.run, settings, ports);
  if (asked.step === 'follow') return followRestore(asked.run, settings, ports);
  return validateRestore(asked, jobs);
}

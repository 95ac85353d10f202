import {
  type BackupClient,
  DescribeBackupJobCommand,
  ListRecoveryPointsByBackupVaultCommand,
  type RecoveryPointByBackupVault,
  StartBackupJobCommand,
} from '@aws-sdk/client-backup';
import { isContinuousBackup } from '../shared/continuous-backup';
import { asked, paged } from '../shared/paged';
import type { BackupJob, Backups } from './ports';

export interface AwsBackupsProps {
  readonly vaultName: string;
  readonly databaseArn: string;
  /** Role that AWS Backup backs up with. */
  readonly backupRoleArn: string;
  /** How long a recovery point is kept: within the vault's lock, or the job fails. */
  readonly recoveryPointDays: number;
}

/** In minutes: AWS takes no less for the first; and nobody waits for a window's end that long. */
const startWithin = 60;
const completeWithin = 120;

/**
 * Backup jobs of the database in one vault. Needs `backup:ListRecoveryPointsByBackupVault`, `backup:StartBackupJob` on the vault,
 * `backup:DescribeBackupJob`, and `iam:PassRole` of the backup role to AWS Backup.
 */
export class AwsBackups implements Backups {
  constructor(
    private readonly client: BackupClient,
    private readonly props: AwsBackupsProps,
  ) {}

  async newest(): Promise<Date | undefined> {
    const { vaultName, databaseArn } = this.props;
    const points = await paged(`the recovery points of ${databaseArn}`, async (NextToken) => {
      const answer = await this.client.send(
        new ListRecoveryPointsByBackupVaultCommand({
          BackupVaultName: vaultName,
          ByResourceArn: databaseArn,
          NextToken,
        }),
      );
      return { found: answer.RecoveryPoints, next: answer.NextToken };
    });
    const times = points.flatMap(takenAt).map((time) => time.getTime());
    return times.length === 0 ? undefined : new Date(Math.max(...times));
  }

  async start(token: string): Promise<string> {
    const { vaultName, databaseArn, backupRoleArn, recoveryPointDays } = this.props;
    const { BackupJobId } = await asked(`a recovery point of ${databaseArn}`, () =>
      this.client.send(
        new StartBackupJobCommand({
          BackupVaultName: vaultName,
          ResourceArn: databaseArn,
          IamRoleArn: backupRoleArn,
          IdempotencyToken: token,
          StartWindowMinutes: startWithin,
          CompleteWindowMinutes: completeWithin,
          Lifecycle: { DeleteAfterDays: recoveryPointDays },
        }),
      ),
    );
    if (BackupJobId === undefined) throw new Error('AWS Backup names no job');
    return BackupJobId;
  }

  async describe(backupJobId: string): Promise<BackupJob> {
    const what = `backup job ${backupJobId}`;
    const { State, StatusMessage, RecoveryPointArn } = await asked(what, () =>
      this.client.send(new DescribeBackupJobCommand({ BackupJobId: backupJobId })),
    );
    if (State === undefined) throw new Error(`${what} has no status`);
    return { status: State, message: StatusMessage, recoveryPointArn: RecoveryPointArn };
  }
}

/** When a job waited, what it holds is as old as its beginning. */
function takenAt({ RecoveryPointArn, Status, CreationDate, InitiationDate }: RecoveryPointByBackupVault): Date[] {
  if (Status !== 'COMPLETED' || RecoveryPointArn === undefined || CreationDate === undefined) return [];
  if (isContinuousBackup(RecoveryPointArn)) return [];
  return [InitiationDate !== undefined && InitiationDate < CreationDate ? InitiationDate : CreationDate];
}

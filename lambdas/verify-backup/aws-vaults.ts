import {
  type BackupClient,
  DescribeBackupVaultCommand,
  ListRecoveryPointsByBackupVaultCommand,
  type RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';
import { isContinuousBackup } from '../shared/continuous-backup';
import type { RecoveryPoint, Vault, Vaults } from './ports';

/** A page has up to a thousand. */
const mostPages = 100;

/** AWS Backup. Needs `backup:DescribeBackupVault` and `backup:ListRecoveryPointsByBackupVault` on the vault. */
export class AwsVaults implements Vaults {
  /** @param client of the vault's region */
  constructor(private readonly client: BackupClient) {}

  async describe(vault: string): Promise<Vault> {
    try {
      const found = await this.client.send(new DescribeBackupVaultCommand({ BackupVaultName: vault }));
      if (found.Locked === undefined) throw new Error('the answer does not say whether it is locked');
      return {
        keyArn: found.EncryptionKeyArn,
        locked: found.Locked,
        minRetentionDays: found.MinRetentionDays,
        maxRetentionDays: found.MaxRetentionDays,
        lockDate: found.LockDate,
      };
    } catch (error) {
      throw new Error(`the vault ${vault} could not be described`, { cause: error });
    }
  }

  async recoveryPoints(vault: string, since: Date): Promise<readonly RecoveryPoint[]> {
    const points: RecoveryPointByBackupVault[] = [];
    let token: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await this.list(vault, since, token);
      if (answer.RecoveryPoints === undefined) throw new Error(`the list of ${vault} has a page without a list`);
      points.push(...answer.RecoveryPoints);
      token = answer.NextToken;
      if (token === undefined) return points.filter(isSnapshot).map(recoveryPoint);
    }
    throw new Error(`the list of ${vault} does not end`);
  }

  private async list(vault: string, since: Date, token: string | undefined) {
    try {
      return await this.client.send(
        // Not by resource: a copy in another region is listed under what AWS calls it there, and a finding shows what there is.
        new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: vault, ByCreatedAfter: since, NextToken: token }),
      );
    } catch (error) {
      throw new Error(`the recovery points of ${vault} could not be listed`, { cause: error });
    }
  }
}

function isSnapshot({ RecoveryPointArn }: RecoveryPointByBackupVault): boolean {
  return RecoveryPointArn === undefined || !isContinuousBackup(RecoveryPointArn);
}

function recoveryPoint(found: RecoveryPointByBackupVault): RecoveryPoint {
  const { RecoveryPointArn, Status, CreationDate, InitiationDate } = found;
  if (RecoveryPointArn === undefined || Status === undefined || CreationDate === undefined) {
    throw new Error('a recovery point lacks ARN, status or date');
  }
  return {
    arn: RecoveryPointArn,
    resourceArn: found.ResourceArn,
    status: Status,
    takenAt: InitiationDate !== undefined && InitiationDate < CreationDate ? InitiationDate : CreationDate,
    keyArn: found.EncryptionKeyArn,
    encrypted: found.IsEncrypted === true,
    deleteAfterDays: found.Lifecycle?.DeleteAfterDays,
  };
}

import {
  type BackupClient,
  GetRecoveryPointRestoreMetadataCommand,
  ListRecoveryPointsByBackupVaultCommand,
  type RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';
import { isContinuousBackup } from '../shared/continuous-backup';
import type { DrillResource } from './contract';
import type { RecoveryPoint, RecoveryPoints } from './ports';

const types: Readonly<Record<DrillResource, string>> = { database: 'RDS', files: 'EFS' };

const mostPages = 200;

/** Recovery points of one vault: it holds one store’s, and nobody else’s. */
export class AwsRecoveryPoints implements RecoveryPoints {
  constructor(
    private readonly client: BackupClient,
    private readonly vaultName: string,
  ) {}

  async newest(resource: DrillResource): Promise<RecoveryPoint | undefined> {
    const points = (await this.all(types[resource])).flatMap(restorable);
    return points.reduce<RecoveryPoint | undefined>(
      (newest, each) => (newest === undefined || each.takenAt > newest.takenAt ? each : newest),
      undefined,
    );
  }

  async metadata(arn: string): Promise<Readonly<Record<string, string>>> {
    try {
      const { RestoreMetadata } = await this.client.send(
        new GetRecoveryPointRestoreMetadataCommand({ BackupVaultName: this.vaultName, RecoveryPointArn: arn }),
      );
      return RestoreMetadata ?? {};
    } catch (error) {
      throw new Error(`the restore metadata of ${arn} could not be read`, { cause: error });
    }
  }

  private async all(type: string): Promise<readonly RecoveryPointByBackupVault[]> {
    const points: RecoveryPointByBackupVault[] = [];
    let token: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await this.page(type, token);
      points.push(...(answer.RecoveryPoints ?? []));
      token = answer.NextToken;
      if (token === undefined) return points;
    }
    throw new Error(`the list of recovery points in ${this.vaultName} does not end`);
  }

  private async page(ByResourceType: string, NextToken: string | undefined) {
    try {
      return await this.client.send(
        new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: this.vaultName, ByResourceType, NextToken }),
      );
    } catch (error) {
      throw new Error(`the recovery points in ${this.vaultName} could not be listed`, { cause: error });
    }
  }
}

function restorable({ RecoveryPointArn, CreationDate, Status }: RecoveryPointByBackupVault): RecoveryPoint[] {
  if (Status !== 'COMPLETED' || RecoveryPointArn === undefined || CreationDate === undefined) return [];
  return isContinuousBackup(RecoveryPointArn) ? [] : [{ arn: RecoveryPointArn, takenAt: CreationDate }];
}

import { oneLine } from '../shared/one-line';
import type { BackupAnswer } from './contract';
import type { Backups } from './ports';

const underWay: readonly string[] = ['CREATED', 'PENDING', 'RUNNING', 'ABORTING'];

/** Begins a recovery point, once an execution. @throws Error when AWS refuses or does not answer */
export async function backUp(execution: string, backups: Backups): Promise<BackupAnswer> {
  return { state: 'running', backupJobId: await backups.start(execution) };
}

/** How far it is. @throws Error when AWS refuses or does not answer, or does not name what it made */
export async function followBackup(backupJobId: string, backups: Backups): Promise<BackupAnswer> {
  const { status, message, recoveryPointArn } = await backups.describe(backupJobId);
  if (underWay.includes(status)) return { state: 'running', backupJobId };
  if (status !== 'COMPLETED') {
    const because = `the backup job ended as ${status}: ${oneLine(message) ?? 'AWS Backup gives no reason'}`;
    return { state: 'failed', backupJobId, because };
  }
  if (recoveryPointArn === undefined) throw new Error(`backup job ${backupJobId} names no recovery point`);
  return { state: 'done', backupJobId, recoveryPointArn };
}

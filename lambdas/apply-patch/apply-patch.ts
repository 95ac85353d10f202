import { admit } from './admit';
import { backUp, followBackup } from './back-up';
import type { AdmitAnswer, ApplyPatchStep, BackupAnswer, RefreshAnswer } from './contract';
import type { Ports } from './ports';
import { cancelRefresh, followRefresh, refresh } from './refresh';

/**
 * One step of a patch window.
 * @throws Error when AWS refuses, throttles or does not answer: the machine asks again
 */
export function applyPatch(
  asked: ApplyPatchStep,
  settings: { readonly rpoHours: number },
  ports: Ports,
): Promise<AdmitAnswer | BackupAnswer | RefreshAnswer> {
  switch (asked.step) {
    case 'admit':
      return admit(asked, settings, ports);
    case 'back-up':
      return backUp(asked.execution, ports.backups);
    case 'follow-backup':
      return followBackup(asked.backupJobId, ports.backups);
    case 'refresh':
      return refresh(asked, settings, ports);
    case 'follow-refresh':
      return followRefresh(asked, ports);
    case 'cancel-refresh':
      return cancelRefresh(ports.refreshes);
  }
}

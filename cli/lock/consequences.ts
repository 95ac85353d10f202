import type { Evidence } from '../../lambdas/shared/evidence';
import type { StoreConfig } from '../../lib/config/schema';
import { counted, wrap } from '../terminal/layout';
import { lockedVaults } from './locked-vaults';

/** What nobody can undo once the lock is deployed and has cooled off, for a person who is about to agree to it. */
export function consequences(store: StoreConfig, drill: Evidence): string {
  const vaults = lockedVaults(store);
  const longest = Math.max(...vaults.map(({ maxRetentionDays }) => maxRetentionDays));
  const paragraphs = [
    `${store.name}: proven by the restore drill of ${drill.finishedAt} (${drill.id}).`,
    '',
    `With backup.lock: compliance, from 72 hours after the next deploy, nobody can undo this: not you, not root, not AWS.`,
    ...vaults.map(
      ({ name, region, minRetentionDays, maxRetentionDays }) =>
        `- ${name} in ${region}: every recovery point stays until its life ends; new ones must live from ${minRetentionDays} to ${counted(maxRetentionDays, 'day')}, and the limits never change.`,
    ),
    `- The vaults cannot be deleted while they hold recovery points: up to ${counted(longest, 'day')} from the last backup. Until then they cost, and the account should not be closed.`,
    `- Personal data that is erased in the shop stays in recovery points until they expire. A restore brings it back: docs/runbooks/after-a-restore.md erases it again.`,
    `- backup.retentionDays, pointInTimeDays and monthlyRetentionDays can be changed only within these limits: a backup job outside them fails.`,
    '',
    'Within the 72 hours the lock can still be taken off:',
    ...vaults.map(
      ({ name, region }) =>
        `  aws backup delete-backup-vault-lock-configuration --region ${region} --backup-vault-name ${name}`,
    ),
  ];
  return `${paragraphs.map((text) => (text.startsWith('  aws') || text === '' ? text : wrap(text, text.startsWith('- ') ? '  ' : '', ''))).join('\n')}\n`;
}

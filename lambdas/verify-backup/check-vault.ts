import type { CheckResult } from '../shared/check-result';
import { ask, judge, judged, type Question } from './answer';
import type { ExpectedVault } from './contract';
import type { Ports, Vault } from './ports';

/** Home or offsite. */
export type Place = 'home' | 'offsite';

/** Whether nobody can delete what is in the vault, as deployed, and its own key is the right one. */
export async function checkVault(
  place: Place,
  expected: ExpectedVault,
  { vaults, deadline }: Pick<Ports, 'vaults' | 'deadline'>,
): Promise<readonly CheckResult[]> {
  const lock: Question = {
    id: `${place}-vault-lock`,
    what: `the lock of the vault ${expected.name} is as deployed`,
    expected: lockText({
      locked: true,
      minRetentionDays: expected.minRetentionDays,
      maxRetentionDays: expected.maxRetentionDays,
      final: expected.lockFinal,
    }),
    requirement: 'PCI DSS 10.3.2',
  };
  const key: Question = {
    id: `${place}-vault-key`,
    what: `the vault ${expected.name} is encrypted with the expected key`,
    expected: expected.keyArn,
    requirement: 'PCI DSS 3.5.1',
  };
  const vault = await ask(deadline, () => vaults[place].describe(expected.name));
  return judge([lock, key], vault, (found) => {
    const observed = lockText({ ...found, final: found.lockDate !== undefined });
    return [
      judged(lock, observed === lock.expected, observed),
      judged(key, found.keyArn === expected.keyArn, found.keyArn ?? 'no key named'),
    ];
  });
}

function lockText(lock: Pick<Vault, 'locked' | 'minRetentionDays' | 'maxRetentionDays'> & { final: boolean }): string {
  if (!lock.locked) return 'not locked';
  const { minRetentionDays: min, maxRetentionDays: max } = lock;
  return `locked, ${lock.final ? 'for good' : 'not for good'}, ${min ?? 'no least'} to ${max ?? 'no most'} days`;
}

import type { CheckResult } from '../shared/check-result';
import { ask, judge, judged } from './answer';
import { canonicalPolicy } from './canonical-policy';
import type { VerifyBackupExpectations } from './contract';
import type { KeyState, Ports } from './ports';

const usable = {
  id: 'key-usable',
  what: 'the key of the exports can be used and is not about to be deleted',
  expected: 'state Enabled',
  requirement: 'PCI DSS 3.7.1',
};
const rotation = {
  id: 'key-rotation',
  what: 'the key of the exports rotates by itself',
  expected: 'rotation on',
  requirement: 'PCI DSS 3.7.4',
};
const policy = {
  id: 'key-policy',
  what: 'who may use the key of the exports is as deployed',
  expected: 'the policy as deployed',
  requirement: 'PCI DSS 3.6.1.2',
};

/** Without its key the export is noise: whoever schedules the key's deletion deletes every export. */
export async function checkKey(
  expected: VerifyBackupExpectations,
  { keys, deadline }: Pick<Ports, 'keys' | 'deadline'>,
): Promise<readonly CheckResult[]> {
  const key = await ask(deadline, () => keys.describe(expected.keyArn));
  return judge([usable, rotation, policy], key, (found) => judgeKey(expected, found));
}

function judgeKey(expected: VerifyBackupExpectations, key: KeyState): readonly CheckResult[] {
  const same = canonicalPolicy(key.policy) === canonicalPolicy(expected.keyPolicy);
  return [
    judged(usable, key.state === 'Enabled', `state ${key.state}`),
    judged(rotation, key.rotating, key.rotating ? 'rotation on' : 'rotation off'),
    judged(policy, same, same ? 'the policy as deployed' : 'another policy than the one deployed'),
  ];
}

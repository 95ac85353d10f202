import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge';

const by = { owner: 'storefort', reviewBy: '2027-11-01' };

/** Accepts that a role's policy stands in it. */
export function acknowledgeOwnPolicy(role: IConstruct): void {
  acknowledge(
    role,
    ['NIST.800.53.R5::NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321::PCI.DSS.321-IAMNoInlinePolicy'],
    {
      ...by,
      reason:
        'the policy belongs to this one role and lives and goes with it; shared by nobody, it cannot drift from its use',
    },
  );
}

/**
 * Accepts wildcards in a role's policy.
 * @param wildcards such as `Resource::*`
 */
export function acknowledgeWildcards(role: IConstruct, wildcards: readonly string[], reason: string): void {
  const ids = wildcards.map((finding) => `AwsSolutions::AwsSolutions-IAM5[${finding}]`);
  acknowledge(role, ids, { ...by, reason });
}

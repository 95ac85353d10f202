import type { IRole } from 'aws-cdk-lib/aws-iam';
import { acknowledge } from '../hardened/acknowledge';

/** Accepts that a role's permissions are part of the role. */
export function acknowledgeInlinePolicy(role: IRole): void {
  acknowledge(
    role,
    ['NIST.800.53.R5::NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321::PCI.DSS.321-IAMNoInlinePolicy'],
    {
      reason:
        'the permissions fit this one role and go with it; as a managed policy they could be attached to another principal, and every statement is tested',
      owner: 'storefort',
      reviewBy: '2027-11-01',
    },
  );
}

import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcards } from './acknowledge-role';
import type { HardenedFunction } from './hardened-function';

/**
 * Lets a function do what the statements say, and accepts the wildcards in their resources.
 *
 * @param reason why nothing narrower than those wildcards is known when the policy is written
 */
export function allow(grantee: HardenedFunction, statements: readonly PolicyStatement[], reason: string): void {
  for (const statement of statements) grantee.addToRolePolicy(statement);
  const wildcards = statements
    .flatMap(({ resources }) => resources)
    .filter((each) => each !== '*' && each.includes('*'));
  if (grantee.role && wildcards.length > 0) {
    acknowledgeWildcards(
      grantee.role,
      [...new Set(wildcards)].map((each) => `Resource::${each}`),
      reason,
    );
  }
}

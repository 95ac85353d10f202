import type { CustomResourceAnswer, CustomResourceRequest } from '../shared/custom-resource';
import type { SecurityGroups } from './ports';

/**
 * Takes every rule out of a VPC's default security group, so that what is put into it by oversight reaches nothing
 * (Security Hub EC2.2). A group cannot be without its rules before it exists, and CloudFormation does not own this one.
 * Deleting leaves it closed: the group goes with its VPC.
 *
 * @throws Error when a rule is left
 */
export async function closeDefaultSecurityGroup(
  request: CustomResourceRequest<{ readonly groupId: string }>,
  securityGroups: SecurityGroups,
): Promise<CustomResourceAnswer> {
  const { groupId } = request.properties;
  if (request.type === 'Delete') return { physicalId: request.physicalId ?? groupId };
  await securityGroups.revoke(groupId, await securityGroups.rulesOf(groupId));
  const { ingress, egress } = await securityGroups.rulesOf(groupId);
  const left = [...ingress, ...egress];
  if (left.length > 0) throw new Error(`${groupId} still has rules: ${left.join(', ')}`);
  return { physicalId: groupId };
}

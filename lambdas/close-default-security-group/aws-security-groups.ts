import {
  type EC2Client,
  paginateDescribeSecurityGroupRules,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import type { GroupRules, SecurityGroups } from './ports';

/** EC2's. */
export class AwsSecurityGroups implements SecurityGroups {
  constructor(private readonly ec2: EC2Client) {}

  async rulesOf(groupId: string): Promise<GroupRules> {
    const rules = { ingress: [] as string[], egress: [] as string[] };
    const Filters = [{ Name: 'group-id', Values: [groupId] }];
    try {
      for await (const page of paginateDescribeSecurityGroupRules({ client: this.ec2 }, { Filters })) {
        for (const { SecurityGroupRuleId: id, IsEgress } of page.SecurityGroupRules ?? []) {
          if (id) rules[IsEgress ? 'egress' : 'ingress'].push(id);
        }
      }
    } catch (cause) {
      throw new Error(`rules of ${groupId} could not be read`, { cause });
    }
    return rules;
  }

  async revoke(GroupId: string, { ingress, egress }: GroupRules): Promise<void> {
    try {
      // EC2 refuses an empty list.
      if (ingress.length > 0) {
        await this.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: [...ingress] }));
      }
      if (egress.length > 0) {
        await this.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, SecurityGroupRuleIds: [...egress] }));
      }
    } catch (cause) {
      throw new Error(`rules of ${GroupId} could not be taken out`, { cause });
    }
  }
}

/** The rules of one security group, by their ids. */
export interface GroupRules {
  readonly ingress: readonly string[];
  readonly egress: readonly string[];
}

/** Security groups of the account and region. */
export interface SecurityGroups {
  /** @throws Error when EC2 does not answer */
  rulesOf(groupId: string): Promise<GroupRules>;
  /** Takes rules out. @throws Error when EC2 did not take all of them out */
  revoke(groupId: string, rules: GroupRules): Promise<void>;
}

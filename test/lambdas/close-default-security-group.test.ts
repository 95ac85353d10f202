import {
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsSecurityGroups } from '../../lambdas/close-default-security-group/aws-security-groups';
import { closeDefaultSecurityGroup } from '../../lambdas/close-default-security-group/close-default-security-group';
import type { GroupRules, SecurityGroups } from '../../lambdas/close-default-security-group/ports';

class FakeSecurityGroups implements SecurityGroups {
  /** Rules that EC2 keeps whatever it is told. */
  sticky: string[] = [];

  constructor(private rules: GroupRules) {}

  rulesOf(): Promise<GroupRules> {
    return Promise.resolve(this.rules);
  }

  revoke(_: string, { ingress, egress }: GroupRules): Promise<void> {
    const left = (held: readonly string[], gone: readonly string[]) =>
      held.filter((id) => !gone.includes(id) || this.sticky.includes(id));
    this.rules = { ingress: left(this.rules.ingress, ingress), egress: left(this.rules.egress, egress) };
    return Promise.resolve();
  }
}

const properties = { groupId: 'sg-1' };

describe('closeDefaultSecurityGroup', () => {
  test.each(['Create', 'Update'] as const)('takes out the rules both ways (%s)', async (type) => {
    const groups = new FakeSecurityGroups({ ingress: ['sgr-1'], egress: ['sgr-2', 'sgr-3'] });
    expect(await closeDefaultSecurityGroup({ type, properties }, groups)).toEqual({ physicalId: 'sg-1' });
    expect(await groups.rulesOf()).toEqual({ ingress: [], egress: [] });
  });

  test('is content with a group that is closed already', async () => {
    const groups = new FakeSecurityGroups({ ingress: [], egress: [] });
    expect(await closeDefaultSecurityGroup({ type: 'Create', properties }, groups)).toEqual({ physicalId: 'sg-1' });
  });

  test('fails when a rule is left', async () => {
    const groups = new FakeSecurityGroups({ ingress: ['sgr-1'], egress: [] });
    groups.sticky = ['sgr-1'];
    await expect(closeDefaultSecurityGroup({ type: 'Create', properties }, groups)).rejects.toThrow(
      'sg-1 still has rules: sgr-1',
    );
  });

  test('leaves the group as it is when it is deleted', async () => {
    const rules = { ingress: ['sgr-1'], egress: [] };
    const groups = new FakeSecurityGroups(rules);
    await closeDefaultSecurityGroup({ type: 'Delete', properties, physicalId: 'sg-1' }, groups);
    expect(await groups.rulesOf()).toEqual(rules);
  });
});

describe('AwsSecurityGroups', () => {
  const ec2 = mockClient(EC2Client);
  const groups = new AwsSecurityGroups(new EC2Client({ region: 'us-east-1' }));

  beforeEach(() => {
    ec2.reset();
  });

  test('reads the rules of all pages by direction', async () => {
    ec2
      .on(DescribeSecurityGroupRulesCommand, { Filters: [{ Name: 'group-id', Values: ['sg-1'] }] })
      .resolvesOnce({ NextToken: 'more', SecurityGroupRules: [{ SecurityGroupRuleId: 'sgr-1', IsEgress: false }] })
      .resolvesOnce({ SecurityGroupRules: [{ SecurityGroupRuleId: 'sgr-2', IsEgress: true }] });
    expect(await groups.rulesOf('sg-1')).toEqual({ ingress: ['sgr-1'], egress: ['sgr-2'] });
  });

  test('revokes each direction by rule id, and asks for nothing where there is nothing', async () => {
    await groups.revoke('sg-1', { ingress: [], egress: ['sgr-2'] });
    expect(ec2.commandCalls(RevokeSecurityGroupIngressCommand)).toHaveLength(0);
    expect(ec2.commandCalls(RevokeSecurityGroupEgressCommand)[0]?.args[0].input).toEqual({
      GroupId: 'sg-1',
      SecurityGroupRuleIds: ['sgr-2'],
    });
    await groups.revoke('sg-1', { ingress: ['sgr-1'], egress: [] });
    expect(ec2.commandCalls(RevokeSecurityGroupIngressCommand)[0]?.args[0].input).toEqual({
      GroupId: 'sg-1',
      SecurityGroupRuleIds: ['sgr-1'],
    });
  });

  test('says which group it was when EC2 refuses', async () => {
    ec2.on(DescribeSecurityGroupRulesCommand).rejects(new Error('throttled'));
    ec2.on(RevokeSecurityGroupIngressCommand).rejects(new Error('denied'));
    await expect(groups.rulesOf('sg-1')).rejects.toThrow('rules of sg-1 could not be read');
    await expect(groups.revoke('sg-1', { ingress: ['sgr-1'], egress: [] })).rejects.toThrow('could not be taken out');
  });
});

import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  CfnFirewallConfig,
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct, type IDependable } from 'constructs';

export interface DnsFirewallProps {
  readonly vpc: IVpc;
  /** Names that may be resolved. */
  readonly allowed: string[];
  /** What becomes of the others: refused, or answered and logged. */
  readonly mode: 'block' | 'observe';
  /**
   * The association cannot be deleted while it is protected, nor changed, by CloudFormation either: a trial does
   * without.
   */
  readonly protect: boolean;
}

/**
 * The VPC's resolver answers the allowed names and no others, and nothing at all when the firewall cannot decide. The
 * names an allowed one is an alias of need not be listed: CloudFront and S3 change them. It filters names, not
 * addresses: who knows an address needs no name, and port 443 is open to all addresses.
 */
export class DnsFirewall extends Construct {
  private readonly association: CfnFirewallRuleGroupAssociation;

  constructor(scope: Construct, id: string, props: DnsFirewallProps) {
    super(scope, id);
    const allowed = new CfnFirewallDomainList(this, 'Allowed', { domains: props.allowed });
    const everything = new CfnFirewallDomainList(this, 'Everything', { domains: ['*'] });
    const rules = new CfnFirewallRuleGroup(this, 'Rules', {
      firewallRules: [
        {
          priority: 100,
          action: 'ALLOW',
          firewallDomainListId: allowed.attrId,
          firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
        },
        { priority: 200, firewallDomainListId: everything.attrId, ...otherwise[props.mode] },
      ],
    });
    const failClosed = new CfnFirewallConfig(this, 'FailClosed', {
      resourceId: props.vpc.vpcId,
      firewallFailOpen: 'DISABLED',
    });
    // The resource type is younger than cfn-lint 1.51:
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53resolver-firewallconfig.html
    failClosed.addMetadata('cfn-lint', { config: { ignore_checks: ['E3006'] } });
    this.association = new CfnFirewallRuleGroupAssociation(this, 'Association', {
      vpcId: props.vpc.vpcId,
      firewallRuleGroupId: rules.attrId,
      priority: 101,
      mutationProtection: props.protect ? 'ENABLED' : 'DISABLED',
    });
    this.association.addResourceDependency(failClosed);
    // A changed tag would be a change of a protected association, and the update would fail.
    this.association.addPropertyDeletionOverride('Tags');
  }

  /**
   * Makes the protected association last. A first deploy that fails is rolled back, and what is protected cannot be:
   * whatever may fail comes before.
   */
  associateAfter(...resources: IDependable[]): void {
    this.association.node.addDependency(...resources);
  }
}

const otherwise = { block: { action: 'BLOCK', blockResponse: 'NXDOMAIN' }, observe: { action: 'ALERT' } } as const;

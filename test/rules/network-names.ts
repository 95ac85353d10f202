import { expect } from 'expect';
import { att, expectOne, namesOfAll, ref } from '../network/matchers';
import type { Rule, StackName, Template, Variant } from '../support/template';

const stacks: readonly StackName[] = ['network'];
const offsiteOf: Readonly<Record<string, string>> = { 'us-east-1': 'us-west-2', 'eu-central-1': 'eu-west-1' };

/** Written out, so that a name that slips into the list is seen. */
function names({ name, region, offsite, mail }: Variant): string[] {
  const away = offsiteOf[region] ?? '';
  return [
    '*.20.10.in-addr.arpa',
    '*.254.169.in-addr.arpa',
    '*.cache.amazonaws.com',
    region === 'us-east-1' ? '*.ec2.internal' : `*.${region}.compute.internal`,
    `*.efs.${region}.amazonaws.com`,
    `*.${region}.rds.amazonaws.com`,
    `*.s3.${region}.amazonaws.com`,
    ...(region === 'us-east-1' ? ['cloudformation-custom-resource-response-useast1.s3.amazonaws.com'] : []),
    `s3.${region}.amazonaws.com`,
    `al2023-repos-${region}-de612dc2.s3.dualstack.${region}.amazonaws.com`,
    `autoscaling.${region}.amazonaws.com`,
    `cloudformation.${region}.amazonaws.com`,
    `ec2.${region}.amazonaws.com`,
    `ec2messages.${region}.amazonaws.com`,
    `elasticfilesystem.${region}.amazonaws.com`,
    `kms.${region}.amazonaws.com`,
    `logs.${region}.amazonaws.com`,
    `monitoring.${region}.amazonaws.com`,
    `rds.${region}.amazonaws.com`,
    `secretsmanager.${region}.amazonaws.com`,
    `ssm.${region}.amazonaws.com`,
    `ssmmessages.${region}.amazonaws.com`,
    `sts.${region}.amazonaws.com`,
    'api.stripe.com',
    'files.stripe.com',
    'shop.example.com',
    'staff.example.com',
    ...(offsite ? [`storefort-${name}-g1-exports-111122223333.s3.${away}.amazonaws.com`] : []),
    mail === 'ses' ? `email.${region}.amazonaws.com` : 'smtp.relay.example.net',
  ];
}

function expectRules(template: Template, otherwise: object): void {
  expectOne(template, 'AWS::Route53Resolver::FirewallRuleGroup', 'DnsFirewallRules', {
    FirewallRules: [
      {
        Priority: 100,
        Action: 'ALLOW',
        FirewallDomainListId: att('DnsFirewallAllowed', 'Id'),
        FirewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
      },
      { Priority: 200, FirewallDomainListId: att('DnsFirewallEverything', 'Id'), ...otherwise },
    ],
  });
}

export const networkNamesRules: Rule[] = [
  {
    says: 'the names that may be resolved are these, and the other list is everything',
    stacks,
    holds: (template) => {
      const allowed = template.one('AWS::Route53Resolver::FirewallDomainList', 'DnsFirewallAllowed');
      expect(Object.keys(allowed.Properties as object).sort()).toEqual(['Domains', 'Tags']);
      expect([...(allowed.Properties as { Domains: string[] }).Domains].sort()).toEqual(names(template.variant).sort());
      expectOne(template, 'AWS::Route53Resolver::FirewallDomainList', 'DnsFirewallEverything', { Domains: ['*'] });
      expect(template.resources('AWS::Route53Resolver::FirewallDomainList')).toHaveLength(2);
    },
  },
  {
    says: 'other names are refused',
    stacks,
    when: ({ egress }) => egress === 'block',
    holds: (template) => {
      expectRules(template, { Action: 'BLOCK', BlockResponse: 'NXDOMAIN' });
    },
  },
  {
    says: 'a store that observes answers other names, and says so in the log',
    stacks,
    when: ({ egress }) => egress === 'observe',
    holds: (template) => {
      expectRules(template, { Action: 'ALERT' });
    },
  },
  {
    says: 'the firewall stands before the VPC, protected from changes, and answers nothing when it cannot decide',
    stacks,
    holds: (template) => {
      expectOne(template, 'AWS::Route53Resolver::FirewallRuleGroupAssociation', 'DnsFirewall', {
        VpcId: ref('Vpc'),
        FirewallRuleGroupId: att('DnsFirewallRules', 'Id'),
        Priority: 101,
        MutationProtection: template.variant.trial ? 'DISABLED' : 'ENABLED',
      });
      expectOne(template, 'AWS::Route53Resolver::FirewallConfig', 'DnsFirewallFailClosed', {
        ResourceId: ref('Vpc'),
        FirewallFailOpen: 'DISABLED',
      });
    },
  },
  {
    says: 'the protected association comes after everything that a first deploy may fail at',
    stacks,
    holds: (template) => {
      const { DependsOn } = template.one('AWS::Route53Resolver::FirewallRuleGroupAssociation');
      for (const last of ['Origin', 'DoorsShop', 'DoorsStaff', 'DnsFirewallFailClosed']) {
        expect(DependsOn).toContainEqual(expect.stringMatching(`^${last}`));
      }
    },
  },
  {
    says: 'every query in the VPC is logged',
    stacks,
    holds: (template) => {
      expectOne(template, 'AWS::Route53Resolver::ResolverQueryLoggingConfig', 'DnsQueryLog', {
        DestinationArn: att('DnsQueryLogLogs', 'Arn'),
      });
      expectOne(template, 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', 'DnsQueryLog', {
        ResolverQueryLogConfigId: att('DnsQueryLogConfig', 'Id'),
        ResourceId: ref('Vpc'),
      });
    },
  },
  {
    says: 'log groups are encrypted with the platform key and kept 13 months, a trial’s one day',
    stacks,
    holds: (template) => {
      const groups = [
        'CloudFrontPrefixListFinderLogs',
        'DefaultSecurityGroupCloserLogs',
        'DnsQueryLogLogs',
        'FlowLogLogs',
      ];
      expect(namesOfAll(template, 'AWS::Logs::LogGroup')).toEqual(groups);
      for (const group of groups) {
        expectOne(
          template,
          'AWS::Logs::LogGroup',
          group,
          {
            KmsKeyId: att('PlatformKey', 'Arn'),
            RetentionInDays: template.variant.trial ? 1 : 400,
            ...(group === 'DnsQueryLogLogs' && {
              LogGroupName: `/aws/vendedlogs/storefort/${template.variant.name}/dns-g1`,
            }),
          },
          'state',
        );
      }
    },
  },
];

import { expect } from 'expect';
import { alternativesOf, refusedAtShop, refusedAtStaff, shopRules, staffRules } from '../support/acl-rows';
import { type AclRow, inOrder, visible } from '../support/acl-words';
import { allOf, type EdgeRow, edgeRows } from '../support/edge-rows';
import type { Rule } from '../support/template';

const acl = (name: string, door: 'shop' | 'staff', DefaultAction: object, rules: readonly AclRow[]) => ({
  Scope: 'CLOUDFRONT',
  DefaultAction,
  AssociationConfig: { RequestBody: { CLOUDFRONT: { DefaultSizeInspectionLimit: 'KB_64' } } },
  VisibilityConfig: visible(`${name}-${door}`),
  Rules: inOrder(rules),
});

const rows: EdgeRow[] = [
  [
    'the shop’s web ACL: what the table refuses, floods, what AWS knows; everyone else comes in',
    'AWS::WAFv2::WebACL',
    'ShopWebAcl',
    ({ name }) => acl(name, 'shop', { Allow: {} }, shopRules),
  ],
  [
    'the staff door’s web ACL: the same first, then the networks of staff; nobody else comes in',
    'AWS::WAFv2::WebACL',
    'StaffWebAcl',
    ({ name, staffIpv6 }) => acl(name, 'staff', { Block: {} }, staffRules(staffIpv6 === true)),
  ],
  [
    'staff’s IPv4 networks',
    'AWS::WAFv2::IPSet',
    'StaffWebAclStaffIPV4',
    () => ({ Scope: 'CLOUDFRONT', IPAddressVersion: 'IPV4', Addresses: ['203.0.113.0/29'] }),
  ],
  [
    'staff’s IPv6 networks',
    'AWS::WAFv2::IPSet',
    'StaffWebAclStaffIPV6',
    () => ({ Scope: 'CLOUDFRONT', IPAddressVersion: 'IPV6', Addresses: ['2001:db8:1::/48'] }),
    ({ staffIpv6 }) => staffIpv6 === true,
  ],
];

const sets = (['Shop', 'Staff'] as const).map((door): Rule => ({
  says: `paths that the ${door} door refuses, in at most ten patterns of at most 200 characters`,
  stacks: ['edge'],
  holds: (template) => {
    const {
      RegularExpressionList,
      Tags: _,
      Description: __,
      ...rest
    } = template.one('AWS::WAFv2::RegexPatternSet', `${door}WebAclRefusedPaths`).Properties;
    expect(rest).toEqual({ Scope: 'CLOUDFRONT' });
    const patterns = RegularExpressionList as string[];
    expect(patterns.length).toBeLessThanOrEqual(10);
    expect(Math.max(...patterns.map((pattern) => pattern.length))).toBeLessThanOrEqual(200);
    expect(alternativesOf(patterns).sort()).toEqual([...(door === 'Shop' ? refusedAtShop : refusedAtStaff)].sort());
  },
}));

/** Tokens, keys and sessions stand in them. */
const secretHeaders = [
  'authorization',
  'cookie',
  'referer',
  'x-wp-nonce',
  'nonce',
  'cart-token',
  'x-wc-webhook-signature',
];

const logs = (['Shop', 'Staff'] as const).map((door): EdgeRow => [
  `what the ${door} door’s web ACL stopped or counted is written down without what may be a token`,
  'AWS::WAFv2::LoggingConfiguration',
  `Logs${door}Stopped`,
  ({ name }) => ({
    ResourceArn: `${door}WebAcl.Arn`,
    LogDestinationConfigs: [`arn:aws:logs:us-east-1:111122223333:log-group:aws-waf-logs-storefort-${name}-g1`],
    RedactedFields: [
      ...secretHeaders.map((Name) => ({ SingleHeader: { Name } })),
      { QueryString: {} },
      ...(door === 'Staff' ? [{ UriPath: {} }] : []),
    ],
    LoggingFilter: {
      DefaultBehavior: 'DROP',
      Filters: [
        {
          Behavior: 'KEEP',
          Requirement: 'MEETS_ANY',
          Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((Action) => ({ ActionCondition: { Action } })),
        },
      ],
    },
  }),
]);

export const edgeWebAclRules: Rule[] = [
  ...edgeRows([...rows, ...logs]),
  ...sets,
  allOf('AWS::WAFv2::WebACL', () => ['ShopWebAcl', 'StaffWebAcl']),
  allOf('AWS::WAFv2::IPSet', ({ staffIpv6 }) => [
    'StaffWebAclStaffIPV4',
    ...(staffIpv6 === true ? ['StaffWebAclStaffIPV6'] : []),
  ]),
];

import { allOf, type EdgeRow, edgeRows } from '../support/edge-rows';
import type { Rule, Variant } from '../support/template';
import { expect } from 'expect';

/** Route 53's own name for all of CloudFront. */
const cloudFront = (door: 'Shop' | 'Staff') => ({
  HostedZoneId: 'Z2FDTNDATAQYW2',
  DNSName: `${door}Distribution.DomainName`,
});

const record = (door: 'Shop' | 'Staff', Name: string, Type: 'A' | 'AAAA') => ({
  Name: `${Name}.`,
  Type,
  HostedZoneId: 'Z0123456789EXAMPLE01',
  AliasTarget: cloudFront(door),
});

const ours = ({ dns }: Variant) => dns === 'zone';
const pointed = ({ dns, cutover }: Variant) => dns === 'zone' && cutover === true;

const records: EdgeRow[] = [['Ipv4', 'A'] as const, ['Ipv6', 'AAAA'] as const].flatMap(([id, type]): EdgeRow[] => [
  [
    `the domain’s ${type} record points at the shop door after the owner’s word only`,
    'AWS::Route53::RecordSet',
    `ShopRecords${id}`,
    () => record('Shop', 'shop.example.com', type),
    pointed,
  ],
  [
    `www.’s ${type} record points there too`,
    'AWS::Route53::RecordSet',
    `ShopRecordsWww${id}`,
    () => record('Shop', 'www.shop.example.com', type),
    (variant) => pointed(variant) && variant.apex === true,
  ],
  [
    `the staff door’s ${type} record is there at once`,
    'AWS::Route53::RecordSet',
    `StaffRecords${id}`,
    () => record('Staff', 'staff.example.com', type),
    (variant) => ours(variant) && (type === 'A' || variant.staffIpv6 === true),
  ],
]);

function recordsOf(variant: Variant): string[] {
  if (!ours(variant)) return [];
  const shop = ['ShopRecordsIpv4', 'ShopRecordsIpv6'];
  const www = ['ShopRecordsWwwIpv4', 'ShopRecordsWwwIpv6'];
  return [
    'StaffRecordsIpv4',
    ...(variant.staffIpv6 ? ['StaffRecordsIpv6'] : []),
    ...(variant.cutover ? shop : []),
    ...(variant.cutover && variant.apex ? www : []),
  ];
}

export const edgeNameRules: Rule[] = [
  ...edgeRows(records),
  allOf('AWS::Route53::RecordSet', recordsOf),
  {
    says: 'the owner can read what each door’s name must point at',
    stacks: ['edge'],
    holds: ({ json }) => {
      expect(Object.keys(json.Outputs as object).sort()).toEqual(expect.arrayContaining(['ShopTarget', 'StaffTarget']));
    },
  },
];

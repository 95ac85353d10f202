/**
 * What Storefort must know of a region and must not look up, because a lookup without an account puts `dummy1a` into a
 * template. Zone ids, not zone names: a name means another place in every account.
 * Zones without CloudFront VPC origins are left out (use1-az3, usw1-az2, apne1-az3, cac1-az3).
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export interface Region {
  /** Zone ids where a VPC origin can stand, the first three of them used in this order. */
  readonly zoneIds: readonly string[];
  /** City or country, as AWS names it. */
  readonly place: string;
}

const table = {
  'us-east-1': { place: 'N. Virginia', zoneIds: ['use1-az1', 'use1-az2', 'use1-az4'] },
  'us-east-2': { place: 'Ohio', zoneIds: ['use2-az1', 'use2-az2', 'use2-az3'] },
  'us-west-1': { place: 'N. California', zoneIds: ['usw1-az1', 'usw1-az3'] },
  'us-west-2': { place: 'Oregon', zoneIds: ['usw2-az1', 'usw2-az2', 'usw2-az3'] },
  'ca-central-1': { place: 'Montreal', zoneIds: ['cac1-az1', 'cac1-az2', 'cac1-az4'] },
  'sa-east-1': { place: 'São Paulo', zoneIds: ['sae1-az1', 'sae1-az2', 'sae1-az3'] },
  'eu-central-1': { place: 'Frankfurt', zoneIds: ['euc1-az1', 'euc1-az2', 'euc1-az3'] },
  'eu-west-1': { place: 'Ireland', zoneIds: ['euw1-az1', 'euw1-az2', 'euw1-az3'] },
  'eu-west-2': { place: 'London', zoneIds: ['euw2-az1', 'euw2-az2', 'euw2-az3'] },
  'eu-west-3': { place: 'Paris', zoneIds: ['euw3-az1', 'euw3-az2', 'euw3-az3'] },
  'eu-north-1': { place: 'Stockholm', zoneIds: ['eun1-az1', 'eun1-az2', 'eun1-az3'] },
  'ap-northeast-1': { place: 'Tokyo', zoneIds: ['apne1-az1', 'apne1-az2', 'apne1-az4'] },
  'ap-northeast-2': { place: 'Seoul', zoneIds: ['apne2-az1', 'apne2-az2', 'apne2-az3'] },
  'ap-southeast-1': { place: 'Singapore', zoneIds: ['apse1-az1', 'apse1-az2', 'apse1-az3'] },
  'ap-southeast-2': { place: 'Sydney', zoneIds: ['apse2-az1', 'apse2-az2', 'apse2-az3'] },
  'ap-south-1': { place: 'Mumbai', zoneIds: ['aps1-az1', 'aps1-az2', 'aps1-az3'] },
} as const satisfies Record<string, Region>;

export type RegionName = keyof typeof table;

export const regions: Readonly<Record<RegionName, Region>> = table;

export const regionNames = Object.keys(table) as [RegionName, ...RegionName[]];

/** CloudFront, its web ACLs, certificates, metrics and alarms exist in this region only. */
export const edgeRegion: RegionName = 'us-east-1';

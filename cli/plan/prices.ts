import type { RegionName } from '../../lib/config/regions';

/**
 * How far a price can be trusted. `corroborated`: several published price guides of that date say the same. `remembered`: from
 * experience. None was read from AWS's own price list: check before a budget depends on it.
 */
export type Confidence = 'corroborated' | 'remembered';

/** What AWS asks for one unit in us-east-1, on demand, in US dollars without tax. */
export interface Price {
  readonly service: string;
  readonly dollars: number;
  readonly unit: 'hour' | 'month' | 'GiB-month' | 'GiB';
  readonly source: string;
  /** The day whose prices these are, YYYY-MM-DD. */
  readonly asOf: string;
  readonly confidence: Confidence;
  /** False: the same everywhere. */
  readonly regional: boolean;
}

/** AWS counts a month as so many hours: 365 × 24 / 12. */
export const hoursPerMonth = 730;

interface Page {
  readonly service: string;
  readonly source: string;
}

const pages = {
  vpc: { service: 'VPC', source: 'https://aws.amazon.com/vpc/pricing/' },
  balancing: { service: 'Load balancing', source: 'https://aws.amazon.com/elasticloadbalancing/pricing/' },
  ec2: { service: 'EC2', source: 'https://aws.amazon.com/ec2/pricing/on-demand/' },
  ebs: { service: 'EBS', source: 'https://aws.amazon.com/ebs/pricing/' },
  rds: { service: 'RDS', source: 'https://aws.amazon.com/rds/mariadb/pricing/' },
  cache: { service: 'ElastiCache', source: 'https://aws.amazon.com/elasticache/pricing/' },
  efs: { service: 'EFS', source: 'https://aws.amazon.com/efs/pricing/' },
  kms: { service: 'KMS', source: 'https://aws.amazon.com/kms/pricing/' },
  secrets: { service: 'Secrets Manager', source: 'https://aws.amazon.com/secrets-manager/pricing/' },
  watch: { service: 'CloudWatch', source: 'https://aws.amazon.com/cloudwatch/pricing/' },
  backup: { service: 'AWS Backup', source: 'https://aws.amazon.com/backup/pricing/' },
  s3: { service: 'S3', source: 'https://aws.amazon.com/s3/pricing/' },
  waf: { service: 'WAF', source: 'https://aws.amazon.com/waf/pricing/' },
} as const satisfies Record<string, Page>;

const corroborated = { confidence: 'corroborated', asOf: '2026-06-01' } as const;
const remembered = { confidence: 'remembered', asOf: '2025-06-01' } as const;
const hourly = { unit: 'hour', regional: true } as const;
const perGiBMonth = { unit: 'GiB-month', regional: true } as const;
const flatMonth = { unit: 'month', regional: false } as const;

/** Prices by what is bought. A thing that is missing here is printed without a price, never guessed. */
export const prices = {
  natGateway: { ...pages.vpc, dollars: 0.045, ...hourly, ...corroborated },
  publicAddress: { ...pages.vpc, dollars: 0.005, unit: 'hour', regional: false, ...corroborated },
  interfaceEndpoint: { ...pages.vpc, dollars: 0.01, ...hourly, ...remembered },
  loadBalancer: { ...pages.balancing, dollars: 0.0225, ...hourly, ...remembered },
  volume: { ...pages.ebs, dollars: 0.08, ...perGiBMonth, ...remembered },
  databaseStorage: { ...pages.rds, dollars: 0.115, ...perGiBMonth, ...corroborated },
  fileStorage: { ...pages.efs, dollars: 0.3, ...perGiBMonth, ...remembered },
  key: { ...pages.kms, dollars: 1, ...flatMonth, ...remembered },
  secret: { ...pages.secrets, dollars: 0.4, ...flatMonth, ...remembered },
  alarmMetric: { ...pages.watch, dollars: 0.1, ...flatMonth, ...remembered },
  compositeAlarm: { ...pages.watch, dollars: 0.5, ...flatMonth, ...remembered },
  customMetric: { ...pages.watch, dollars: 0.3, ...flatMonth, ...remembered },
  dashboard: { ...pages.watch, dollars: 3, ...flatMonth, ...remembered },
  logIngestion: { ...pages.watch, dollars: 0.5, unit: 'GiB', regional: true, ...remembered },
  databaseBackup: { ...pages.backup, dollars: 0.095, ...perGiBMonth, ...corroborated },
  fileBackup: { ...pages.backup, dollars: 0.05, ...perGiBMonth, ...corroborated },
  fileRestore: { ...pages.backup, dollars: 0.02, unit: 'GiB', regional: true, ...remembered },
  /** A piece: one recovery point restored by a restore testing plan. */
  restoreTest: { ...pages.backup, dollars: 1.5, ...flatMonth, ...remembered },
  objectStorage: { ...pages.s3, dollars: 0.023, ...perGiBMonth, ...remembered },
  webAcl: { ...pages.waf, dollars: 5, ...flatMonth, ...remembered },
  webAclRule: { ...pages.waf, dollars: 1, ...flatMonth, ...remembered },
} as const satisfies Record<string, Price>;

const ec2 = (dollars: number): Price => ({ ...pages.ec2, dollars, ...hourly, ...remembered });
const rds = (dollars: number, from: { confidence: Confidence; asOf: string } = remembered): Price => ({
  ...pages.rds,
  dollars,
  ...hourly,
  ...from,
});
const cache = (dollars: number): Price => ({ ...pages.cache, dollars, ...hourly, ...remembered });

/** EC2, Linux, by instance type. */
export const instancePrices: Readonly<Record<string, Price>> = {
  't4g.micro': ec2(0.0084),
  't4g.small': ec2(0.0168),
  't4g.medium': ec2(0.0336),
  't4g.large': ec2(0.0672),
  'm7g.large': ec2(0.0816),
  'm7g.xlarge': ec2(0.1632),
};

/** RDS for MariaDB in one zone, by class without `db.`; Multi-AZ is twice that, storage included. */
export const databasePrices: Readonly<Record<string, Price>> = {
  't4g.small': rds(0.032, corroborated),
  't4g.medium': rds(0.065, corroborated),
  't4g.large': rds(0.129),
  'm7g.large': rds(0.168),
  'm7g.xlarge': rds(0.337),
  'r7g.large': rds(0.239),
  'r7g.xlarge': rds(0.478),
  'r7g.2xlarge': rds(0.956),
};

/** ElastiCache for Valkey, by node type: a fifth below Redis OSS. */
export const cachePrices: Readonly<Record<string, Price>> = {
  'cache.t4g.micro': cache(0.0128),
  'cache.t4g.small': cache(0.0256),
  'cache.t4g.medium': cache(0.052),
  'cache.m7g.large': cache(0.1264),
  'cache.r7g.large': cache(0.1752),
};

/**
 * How much dearer a region is than us-east-1, over the services used here: an estimate from experience (2025-06-01), not a price.
 * Services differ within a region.
 */
const regionFactors: Readonly<Record<RegionName, number>> = {
  'us-east-1': 1,
  'us-east-2': 1,
  'us-west-1': 1.18,
  'us-west-2': 1,
  'ca-central-1': 1.1,
  'sa-east-1': 1.65,
  'eu-central-1': 1.18,
  'eu-west-1': 1.1,
  'eu-west-2': 1.17,
  'eu-west-3': 1.18,
  'eu-north-1': 1.06,
  'ap-northeast-1': 1.3,
  'ap-northeast-2': 1.25,
  'ap-southeast-1': 1.27,
  'ap-southeast-2': 1.25,
  'ap-south-1': 1.05,
};

/** The factor of a region; 1 for one that is not in the table, which no store file can name. */
export function regionFactor(region: string): number {
  return Object.entries(regionFactors).find(([name]) => name === region)?.[1] ?? 1;
}

/** Either way, in percent: prices remembered, and outside the us-east-1 price level a factor estimated on top. */
export function uncertaintyPercent(region: string): number {
  return regionFactor(region) === 1 ? 10 : 20;
}

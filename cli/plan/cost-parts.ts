import type { PlannedResource, PlannedStack } from './assembly';
import type { Purchase } from './purchase';
import { backupParts } from './cost-backups';
import { fleetParts } from './cost-fleet';
import { filterParts, logParts } from './cost-logs';
import { flag, list, number, text } from './property';
import { cachePrices, databasePrices, type Price, prices } from './prices';

type CostPart = (stack: PlannedStack) => Purchase[];

const nominalFileGiB = 10;
const nominalBucketGiB = 5;

/** What in a template costs money, part by part. What costs cents, or only when used, is not here: see `notIncluded`. */
export const costParts: readonly CostPart[] = [
  each('AWS::EC2::NatGateway', () => [one('NAT gateway', prices.natGateway)]),
  each('AWS::EC2::EIP', () => [one('public IPv4 address', prices.publicAddress)]),
  each('AWS::EC2::VPCEndpoint', endpoint),
  each('AWS::ElasticLoadBalancingV2::LoadBalancer', () => [
    one('load balancer, without capacity units', prices.loadBalancer),
  ]),
  fleetParts,
  each('AWS::RDS::DBInstance', database),
  each('AWS::ElastiCache::ReplicationGroup', cacheNodes),
  each('AWS::EFS::FileSystem', () => [nominal('file storage', nominalFileGiB, prices.fileStorage)]),
  each('AWS::S3::Bucket', () => [nominal('objects', nominalBucketGiB, prices.objectStorage)]),
  each('AWS::KMS::Key', () => [one('customer managed key', prices.key)]),
  each('AWS::SecretsManager::Secret', ({ properties }) => [
    { item: 'secret, each replica too', quantity: 1 + list(properties, 'ReplicaRegions').length, price: prices.secret },
  ]),
  each('AWS::CloudWatch::Alarm', alarm),
  each('AWS::CloudWatch::CompositeAlarm', () => [one('composite alarm', prices.compositeAlarm)]),
  each('AWS::CloudWatch::Dashboard', () => [one('dashboard', prices.dashboard)]),
  each('AWS::Logs::MetricFilter', filterParts),
  steadyMetrics,
  logParts,
  backupParts,
  each('AWS::WAFv2::WebACL', ({ properties }) => [
    one('web ACL', prices.webAcl),
    { item: 'web ACL rule or group', quantity: list(properties, 'Rules').length, price: prices.webAclRule },
  ]),
];

function each(type: string, bought: (resource: PlannedResource) => Purchase[]): CostPart {
  return ({ resources }) => resources.filter((resource) => resource.type === type).flatMap(bought);
}

function one(item: string, price: Price | undefined): Purchase {
  return { item, quantity: 1, price };
}

function nominal(item: string, GiB: number, price: Price): Purchase {
  return { item, quantity: GiB, price, assumption: `assumed ${GiB} GiB each` };
}

function endpoint({ properties }: PlannedResource): Purchase[] {
  if (text(properties, 'VpcEndpointType') !== 'Interface') return [];
  return [
    {
      item: 'interface endpoint and zone',
      quantity: list(properties, 'SubnetIds').length,
      price: prices.interfaceEndpoint,
    },
  ];
}

function database({ properties }: PlannedResource): Purchase[] {
  const instanceClass = text(properties, 'DBInstanceClass').replace(/^db\./, '');
  const copies = flag(properties, 'MultiAZ') ? 2 : 1;
  const where = copies === 2 ? ', Multi-AZ: primary and standby' : '';
  const managed = flag(properties, 'ManageMasterUserPassword') ? [one('secret, each replica too', prices.secret)] : [];
  return [
    { item: `db.${instanceClass}${where}`, quantity: copies, price: databasePrices[instanceClass] },
    {
      item: `database storage${copies === 2 ? ', in both zones' : ''}`,
      quantity: copies * number(properties, 'AllocatedStorage'),
      price: prices.databaseStorage,
    },
    ...managed,
  ];
}

function cacheNodes({ properties }: PlannedResource): Purchase[] {
  const nodeType = text(properties, 'CacheNodeType');
  const byGroups = Math.max(1, number(properties, 'NumNodeGroups')) * (1 + number(properties, 'ReplicasPerNodeGroup'));
  const quantity = number(properties, 'NumCacheClusters') || byGroups;
  return [{ item: `${nodeType} node`, quantity, price: cachePrices[nodeType] }];
}

/**
 * Metrics of our own that functions write all day: those that an alarm looks at every five minutes, and misses. Others are written a
 * few times a day, and billed by the hour.
 */
function steadyMetrics({ resources }: PlannedStack): Purchase[] {
  const alarms = resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm');
  const steady = alarms.filter(
    ({ properties }) =>
      text(properties, 'Namespace').startsWith('Storefort/') &&
      text(properties, 'TreatMissingData') === 'breaching' &&
      number(properties, 'Period') <= 300,
  );
  const named = new Set(steady.map(({ properties }) => text(properties, 'MetricName')));
  return [...named].map(() => one('metric that a function writes all day', prices.customMetric));
}

/** Each metric that an alarm reads is billed. */
function alarm({ properties }: PlannedResource): Purchase[] {
  const read = list(properties, 'Metrics').filter((query) => 'MetricStat' in query).length;
  return [{ item: 'alarm, by metrics read', quantity: Math.max(1, read), price: prices.alarmMetric }];
}

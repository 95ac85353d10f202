import { exportBucketName } from '../config/names';
import type { RegionName } from '../config/regions';
import type { StoreConfig } from '../config/schema';
import { alRepositoryBucket, responseBucket } from './aws-buckets';
import { gatewayDomains } from './gateway-domains';

/** Regional endpoints that hosts and the functions in the VPC call. */
const services = [
  'autoscaling',
  'cloudformation',
  'ec2',
  'ec2messages',
  'elasticfilesystem',
  'kms',
  'logs',
  'monitoring',
  'rds',
  'secretsmanager',
  'ssm',
  'ssmmessages',
  'sts',
];

/**
 * Every name that may be resolved in the VPC, sorted, each once. `*.` stands for any number of labels. What it leaves
 * open: a bucket of anybody in the home region has a name below `*.s3.<region>.amazonaws.com`; which of them can be used is decided by
 * the S3 endpoint's policy. Of the offsite region's buckets only the store's own has a name here, for it is reached by NAT.
 */
export function allowedNames(store: StoreConfig): string[] {
  const names = [
    ...awsNames(store.region),
    ...offsiteNames(store),
    ...mailNames(store),
    ...reverseNames(store.network.cidr),
    ...store.payments.flatMap(({ gateway }) => gatewayDomains[gateway] ?? []),
    ...store.egress.domains,
    // WordPress calls itself: loopback requests and cron.
    store.domain,
    store.staffHost,
  ];
  return [...new Set(names)].sort();
}

function awsNames(region: RegionName): string[] {
  return [
    ...services.map((service) => `${service}.${region}.amazonaws.com`),
    `s3.${region}.amazonaws.com`,
    `*.s3.${region}.amazonaws.com`,
    // CloudFormation names its bucket of us-east-1 without the region, as S3 did at first.
    ...(region === 'us-east-1' ? [`${responseBucket(region)}.s3.amazonaws.com`] : []),
    `${alRepositoryBucket(region)}.s3.dualstack.${region}.amazonaws.com`,
    `*.efs.${region}.amazonaws.com`,
    `*.${region}.rds.amazonaws.com`,
    '*.cache.amazonaws.com',
    region === 'us-east-1' ? '*.ec2.internal' : `*.${region}.compute.internal`,
  ];
}

/** The bucket of the nightly export, by the name that the AWS CLI calls it by. S3 asks the key's region itself. */
function offsiteNames(store: StoreConfig): string[] {
  const { offsite } = store.backup;
  return 'region' in offsite ? [`${exportBucketName(store)}.s3.${offsite.region}.amazonaws.com`] : [];
}

function mailNames({ mail, region }: StoreConfig): string[] {
  return mail.via === 'ses' ? [`email.${region}.amazonaws.com`] : [mail.host];
}

/** Only the VPC's own: a stranger's reverse zone would be a way to send queries to the stranger. */
function reverseNames(vpcCidr: string): string[] {
  const [first = '', second = ''] = vpcCidr.split('.');
  return [`*.${second}.${first}.in-addr.arpa`, '*.254.169.in-addr.arpa'];
}

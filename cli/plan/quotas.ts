import type { StoreConfig } from '../../lib/config/schema';
import { sizeOf } from '../../lib/config/sizes';

const storesBeforeWarning = 3;

/** AWS's defaults a region. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const defaultQuota = { vpcs: 5, elasticAddresses: 5, vpcOriginsOfAccount: 25, headerPoliciesOfAccount: 20 };
/** Shop, staff, till pages. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const headerPoliciesOfStore = 3;

/**
 * What several stores in one account run into. One account a store is advised; from the third on this speaks, and earlier when
 * addresses run out.
 */
export function quotaWarnings(store: StoreConfig, known: readonly StoreConfig[]): string[] {
  const ofAccount = known.filter(({ account }) => account === store.account);
  const ofRegion = ofAccount.filter(({ region }) => region === store.region);
  const addresses = ofRegion.reduce((sum, one) => sum + sizeOf(one).natGateways, 0);
  const warnings: string[] = [];
  if (ofAccount.length >= storesBeforeWarning) {
    warnings.push(
      `account ${store.account} holds ${ofAccount.length} stores; one account a store is advised: a mistake or a stolen credential reaches all of them`,
      `${ofRegion.length} of them in ${store.region}, each with a VPC: the default quota is ${defaultQuota.vpcs} VPCs a region (L-F678F1CE)`,
      `each has a VPC origin: the default quota is ${defaultQuota.vpcOriginsOfAccount} an account`,
      `they have ${headerPoliciesOfStore * ofAccount.length} response headers policies: the default quota is ${defaultQuota.headerPoliciesOfAccount} an account`,
    );
  }
  if (ofAccount.length >= storesBeforeWarning || addresses > defaultQuota.elasticAddresses) {
    warnings.push(
      `their NAT gateways hold ${addresses} Elastic IP addresses in ${store.region}: the default quota is ${defaultQuota.elasticAddresses} (L-0263D0A3)`,
    );
  }
  return warnings;
}

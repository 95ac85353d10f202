import type { StoreConfig } from './schema';

/** Names that AWS limits in length or alphabet, and the parameters and secrets other programs find by name. */
export interface StoreNames {
  /** `AWS::ElasticLoadBalancingV2`: at most 32 of `[A-Za-z0-9-]`. */
  readonly loadBalancer: string;
  readonly targetGroup: string;
  /** AWS Backup: `[A-Za-z0-9_]{1,50}`; CloudFormation does not check it at synth. */
  readonly restoreTestingPlan: string;
  /** AWS Backup, unique in account and region; drills say by it where they restored from. */
  readonly homeVault: string;
  readonly offsiteVault: string;
  /** Step Functions, at most 80 of `[A-Za-z0-9_-]`: the restore drill at home, of the offsite copy, and the nightly export. */
  readonly drillMachine: string;
  readonly offsiteDrillMachine: string;
  readonly exportMachine: string;
  /** Step Functions: the patch window. */
  readonly patchMachine: string;
  /** Systems Manager documents: a host exports the database, says what it runs, sends a test mail, cancels a test order. */
  readonly exportDocument: string;
  readonly inventoryDocument: string;
  readonly testMailDocument: string;
  readonly testOrderDocument: string;
  /** Database instances that a drill restored itself begin with it: RDS takes at most 63 of `[a-z0-9-]`. */
  readonly drillPrefix: string;
  /** Amazon SES: at most 64 of `[A-Za-z0-9_-]`; who sends mail needs permission on it and on the identity. */
  readonly mailConfigurationSet: string;
  /** `/storefort/<store>`: everything below belongs to this store. */
  readonly parameterPrefix: string;
  /** Holds the AMI id that the launch template resolves; the patch window writes it. */
  readonly amiParameter: string;
  /** Holds which release archive the hosts run. */
  readonly releaseParameter: string;
  /** CloudWatch namespace of the store's own metrics. */
  readonly metricNamespace: string;
  /** Secrets Manager: the secret has this name at home and as replica in us-east-1, where its ARN is another. */
  readonly doorSecrets: { readonly shop: string; readonly staff: string };
  /** Prefix of names at the edge that must be unique in the account: at most 32 of `[A-Za-z0-9-]`. */
  readonly edge: string;
}

/** The limits, for the store file's checks. Lengths in characters. */
export const nameLimits = {
  loadBalancer: { pattern: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/, maxLength: 32 },
  targetGroup: { pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/, maxLength: 32 },
  restoreTestingPlan: { pattern: /^[A-Za-z0-9_]{1,50}$/, maxLength: 50 },
} as const;

/**
 * Bucket of the nightly export: hosts of another region must know its name before it is made, the DNS firewall lets them resolve no
 * other, and the account makes it the store's own. S3 takes at most 63 of `[a-z0-9-]`; this has 53 at most.
 */
export function exportBucketName(store: Pick<StoreConfig, 'name' | 'generation' | 'account'>): string {
  return `storefort-${store.name}-g${store.generation}-exports-${store.account}`;
}

/**
 * Bucket of the account's one copy of the vulnerability feed, which all its stores read: they stand in other stages, so a name is all
 * they can know of it.
 */
export function feedBucketName(account: string, region: string): string {
  return `storefort-feed-${account}-${region}`;
}

/** Secrets Manager: the key of the feed's provider, put there by hand, once an account and region. */
export const feedSecretName = 'storefort/account/wordfence';

/** Derives every limited name from the store's name and generation, so that one place knows them. */
export function namesOf(store: Pick<StoreConfig, 'name' | 'generation'>): StoreNames {
  const suffixed = `${store.name}-g${store.generation}`;
  const parameterPrefix = `/storefort/${store.name}`;
  return {
    loadBalancer: `storefort-${suffixed}`,
    targetGroup: `web-${suffixed}`,
    restoreTestingPlan: `storefort_${suffixed.replaceAll('-', '_')}`,
    homeVault: `${store.name}-home-g${store.generation}`,
    offsiteVault: `${store.name}-offsite-g${store.generation}`,
    drillMachine: `storefort-${suffixed}-drill`,
    offsiteDrillMachine: `storefort-${suffixed}-offsite-drill`,
    exportMachine: `storefort-${suffixed}-export`,
    patchMachine: `storefort-${suffixed}-patch`,
    exportDocument: `storefort-${suffixed}-export`,
    inventoryDocument: `storefort-${suffixed}-inventory`,
    testMailDocument: `storefort-${suffixed}-test-mail`,
    testOrderDocument: `storefort-${suffixed}-test-order`,
    drillPrefix: `${suffixed}-drill-`,
    mailConfigurationSet: `storefort-${suffixed}`,
    parameterPrefix,
    amiParameter: `${parameterPrefix}/ami`,
    releaseParameter: `${parameterPrefix}/release`,
    metricNamespace: `Storefort/${store.name}`,
    doorSecrets: {
      shop: `storefort/${store.name}/shop-door-g${store.generation}`,
      staff: `storefort/${store.name}/staff-door-g${store.generation}`,
    },
    edge: `storefort-${suffixed}`,
  };
}

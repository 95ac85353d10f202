import type { EvidenceStore } from '../shared/evidence';
import type { Inventory } from '../shared/inventory';
import type { Metrics } from '../shared/metrics';
import type { VulnerabilitySource } from '../shared/vulnerabilities/vulnerability';

/** One host of the fleet. */
export interface Host {
  readonly instanceId: string;
  readonly imageId: string;
  readonly launchedAt: Date;
  readonly inService: boolean;
  /** Counts of Patch Manager; undefined: it knows nothing of the host. A locked release makes it say compliant for ever. */
  readonly patchState?: { readonly missing: number; readonly failed: number; readonly scannedAt: Date };
}

/** A machine image. */
export interface Image {
  readonly imageId: string;
  readonly createdAt: Date;
  readonly name: string;
}

/** Hosts and images. Methods throw when AWS refuses, does not answer, or answers by halves. */
export interface Fleet {
  hosts(): Promise<readonly Host[]>;
  /** What AWS's public parameter names now. */
  newestImage(): Promise<Image>;
  /** @returns undefined when the image is gone */
  image(imageId: string): Promise<Image | undefined>;
}

/** Asks a host what it runs. */
export interface Inventories {
  /** @throws Error when the host does not answer in time, the object is not what the host's receipt says, or no inventory */
  take(instanceId: string, signal: AbortSignal): Promise<Inventory>;
}

/** Of a plugin or theme on wordpress.org. */
export type Listing =
  | { readonly state: 'listed'; readonly newest: string; readonly lastUpdated: Date }
  | { readonly state: 'closed'; readonly since?: Date; readonly reason?: string }
  /** wordpress.org has no such slug: commercial, or own. */
  | { readonly state: 'unknown' };

/** MD5 of each file; a file may have several that are right. */
export type Checksums = Readonly<Record<string, readonly string[]>>;

/** What wordpress.org publishes. Methods throw when it does not answer in full. */
export interface WordPressOrg {
  /** Newest version of core, and the newest of the branch (`6.8` of 6.8.3), with whether the running one is called insecure. */
  core(version: string): Promise<{
    readonly newest: string;
    readonly newestOfBranch: string;
    readonly status: 'latest' | 'outdated' | 'insecure';
  }>;
  plugin(slug: string): Promise<Listing>;
  theme(slug: string): Promise<Listing>;
  /** @returns undefined when there are none for that version */
  coreChecksums(version: string, locale: string): Promise<Checksums | undefined>;
  pluginChecksums(slug: string, version: string): Promise<Checksums | undefined>;
}

/** RDS, ACM and Lambda, in whichever regions. Methods throw when AWS refuses, does not answer, or answers by halves. */
export interface ManagedServices {
  database(): Promise<{
    readonly engine: string;
    readonly version: string;
    /** End of standard support of the major version; undefined: AWS does not say. */
    readonly endOfSupport?: Date;
    readonly pending: readonly {
      readonly action: string;
      readonly description: string;
      readonly forcedAfter?: Date;
      readonly since?: Date;
    }[];
  }>;
  certificates(): Promise<
    readonly {
      readonly region: string;
      readonly names: readonly string[];
      readonly notAfter?: Date;
      readonly status: string;
      readonly inUse: boolean;
    }[]
  >;
  /** Of the store's functions. */
  functions(): Promise<readonly { readonly region: string; readonly name: string; readonly runtime: string }[]>;
}

export interface Ports {
  readonly fleet: Fleet;
  readonly inventories: Inventories;
  readonly wordpressOrg: WordPressOrg;
  /** The account's feed first; each is asked of all components. */
  readonly sources: readonly VulnerabilitySource[];
  readonly managed: ManagedServices;
  readonly evidence: EvidenceStore;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Aborted when so little time is left that evidence must be written now. */
  readonly deadline: AbortSignal;
  readonly namespace: string;
  readonly version: string;
}

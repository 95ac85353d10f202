import type { EvidenceStore } from '../shared/evidence';
import type { DumpFacts } from '../shared/dump/dump-facts';
import type { Metrics } from '../shared/metrics';

/** The current version of one object in the export bucket. */
export interface StoredObject {
  readonly key: string;
  readonly versionId: string;
  readonly bytes: number;
  readonly lastModified: Date;
  /** As S3 names it, such as `aws:kms`. */
  readonly encryption?: string;
  readonly keyArn?: string;
}

/** Object Lock of one version. */
export interface Retention {
  readonly mode: string;
  readonly until: Date;
}

/** The bucket of the nightly export. Methods throw when AWS refuses, does not answer, or answers by halves. */
export interface Exports {
  /** @returns undefined when there is no such object */
  head(key: string): Promise<StoredObject | undefined>;
  /** @returns undefined when that version is not locked */
  retention(object: StoredObject): Promise<Retention | undefined>;
  /** That version, to its last byte: ends with an error when fewer or more bytes came than it has. */
  open(object: StoredObject, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Names of the folders directly below a prefix that ends in `/`, each without the prefix and without `/`. */
  folders(prefix: string): Promise<readonly string[]>;
}

/** What KMS says of a key. */
export interface KeyState {
  /** Such as `Enabled`, `Disabled`, `PendingDeletion`. */
  readonly state: string;
  readonly rotating: boolean;
  /** The default policy: JSON. */
  readonly policy: unknown;
}

/** KMS of the export bucket's region. Methods throw when AWS refuses or does not answer. */
export interface Keys {
  describe(keyArn: string): Promise<KeyState>;
}

/** A vault of AWS Backup. Limits in days. */
export interface Vault {
  readonly keyArn?: string;
  readonly locked: boolean;
  readonly minRetentionDays?: number;
  readonly maxRetentionDays?: number;
  /** When the lock becomes, or became, final; under `governance` there is none. */
  readonly lockDate?: Date;
}

export interface RecoveryPoint {
  readonly arn: string;
  /** What it is a recovery point of. */
  readonly resourceArn?: string;
  /** Such as `COMPLETED`, `PARTIAL`. */
  readonly status: string;
  /** When the data was read: the earliest time that AWS names. */
  readonly takenAt: Date;
  readonly keyArn?: string;
  readonly encrypted: boolean;
  /** Undefined: it is kept for ever. */
  readonly deleteAfterDays?: number;
}

/** AWS Backup of one region. Methods throw when AWS refuses, does not answer, or answers by halves. */
export interface Vaults {
  describe(vault: string): Promise<Vault>;
  /** All recovery points that were created since then, those of a continuous backup apart. */
  recoveryPoints(vault: string, since: Date): Promise<readonly RecoveryPoint[]>;
}

/** Reads a dump to its end. @throws Error when the source fails or time is up; a bad dump is told in the facts */
export type ScanDump = (source: AsyncIterable<Uint8Array>, signal: AbortSignal) => Promise<DumpFacts>;

export interface Ports {
  readonly exports: Exports;
  readonly keys: Keys;
  readonly vaults: { readonly home: Vaults; readonly offsite: Vaults };
  readonly scan: ScanDump;
  readonly evidence: EvidenceStore;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Aborted when so little time is left that evidence must be written now. */
  readonly deadline: AbortSignal;
  /** CloudWatch namespace. */
  readonly namespace: string;
  readonly version: string;
}

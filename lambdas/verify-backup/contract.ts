/** Environment of `verify-backup`. */
export const verifyBackupEnvironment = {
  /** CloudWatch namespace of the store's metrics. */
  metricNamespace: 'METRIC_NAMESPACE',
  /** Version of Storefort that verifies. */
  version: 'STOREFORT_VERSION',
} as const;

/** Metrics, without dimensions: the namespace is the store's. What could not be found out puts `errors` and neither 1 nor 0. */
export const verifyBackupMetrics = {
  /** 1 or 0, each daily run. */
  backupProven: 'BackupProven',
  /** 1 or 0, each export that arrives. */
  exportProven: 'ExportProven',
  /** Rows in the dump, of all tables. */
  exportRows: 'ExportRows',
  /** Age of the newest export in hours, each daily run. */
  exportAgeHours: 'ExportAgeHours',
  /** 1 for each run that could not find everything out; the function fails as well, so that it is tried again. */
  errors: 'VerificationErrors',
} as const;

/** Names of the evidence: of one export when it arrived, and of everything each day. */
export const verifyBackupChecks = { arrival: 'export-proof', daily: 'backup-proof' } as const;

/** What a vault and the recovery points in it are to be. */
export interface ExpectedVault {
  readonly name: string;
  readonly region: string;
  /** Encrypts the vault. */
  readonly keyArn: string;
  /** Limits of the lock, as deployed. */
  readonly minRetentionDays: number;
  readonly maxRetentionDays: number;
  /** Which key recovery points carry: of the database, and of the file system. */
  readonly keyArns: { readonly database: string; readonly files: string };
  /** `compliance`: nobody takes the lock off, after its cooling-off. */
  readonly lockFinal: boolean;
}

/** What the stacks deployed and the store file promises. Too large for an environment: it comes with each event. */
export interface VerifyBackupExpectations {
  readonly store: string;
  readonly generation: number;
  /** Name of the bucket of the nightly export. */
  readonly exportBucket: string;
  /** Key of the export bucket. */
  readonly keyArn: string;
  /** Its policy as deployed: a JSON object. */
  readonly keyPolicy: unknown;
  /** How long each object is to be locked. */
  readonly lockDays: number;
  readonly trial: boolean;
  readonly exportIntervalHours: number;
  readonly rpoHours: number;
  /** Of the scheduled drill at home. */
  readonly drillIntervalHours: number;
  readonly offsiteDrillIntervalHours: number;
  readonly vaults: { readonly home: ExpectedVault; readonly offsite: ExpectedVault };
  readonly databaseArn: string;
  readonly fileSystemArn: string;
  /** Bucket of the evidence, and its region: at home. */
  readonly evidence: { readonly bucket: string; readonly region: string };
}

/** What the function is invoked with. */
export interface VerifyBackupEvent {
  readonly expected: VerifyBackupExpectations;
  /** The manifest that arrived in the export bucket. @default - the daily run */
  readonly manifestKey?: string;
}

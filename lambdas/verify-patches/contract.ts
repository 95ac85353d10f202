/** Environment of `verify-patches`. */
export const verifyPatchesEnvironment = {
  metricNamespace: 'METRIC_NAMESPACE',
  version: 'STOREFORT_VERSION',
} as const;

/** Metrics, without dimensions. An error puts neither 1 nor 0: its alarm rings of silence. */
export const verifyPatchesMetrics = {
  /** 1 or 0, each run. */
  patchesProven: 'PatchesProven',
} as const;

/** Name of the evidence. */
export const verifyPatchesCheck = 'patch-proof';

/** Something that this blueprint fixes the version of. */
export interface Pin {
  /** Such as `lambda-runtime`. */
  readonly name: string;
  readonly value: string;
  /** YYYY-MM-DD: when somebody last looked whether it is still right. */
  readonly reviewed: string;
}

/** What the store file promises, and where its parts are. It comes with each event. */
export interface VerifyPatchesExpectations {
  readonly store: string;
  readonly generation: number;
  readonly region: string;
  /** Every plugin the shop runs, and no other. */
  readonly plugins: readonly { readonly name: string; readonly version: string }[];
  readonly locales: readonly string[];
  /** Deadline of critical vulnerabilities and of those that nobody has rated, in days; of all others 30 (PCI DSS 6.3.3). */
  readonly criticalDays: number;
  readonly autoScalingGroup: string;
  /** AWS's public parameter that names the newest image. */
  readonly newestImageParameter: string;
  /** Systems Manager document that makes a host write its inventory down. */
  readonly inventoryDocument: string;
  /** Where hosts put inventories. */
  readonly inventoryBucket: string;
  readonly databaseIdentifier: string;
  /** Both doors, for the certificates at home and in us-east-1. */
  readonly hostNames: readonly string[];
  /** Names of the store's stacks by region: what their functions are named by. */
  readonly stacks: Readonly<Record<string, readonly string[]>>;
  readonly feedBucket: string;
  readonly secondSource: 'none' | 'wpvulnerability';
  readonly pins: readonly Pin[];
  readonly evidence: { readonly bucket: string; readonly region: string };
}

/** What the function is invoked with. */
export interface VerifyPatchesEvent {
  readonly expected: VerifyPatchesExpectations;
  /** The patch window's execution whose end this is. @default - the daily run */
  readonly execution?: string;
}

/** What it answers, for the patch window. */
export interface VerifyPatchesAnswer {
  readonly verdict: 'pass' | 'fail' | 'error';
  readonly evidenceKey: string;
  /** Several lines, for a person: at most 2,000 characters. */
  readonly summary: string;
}

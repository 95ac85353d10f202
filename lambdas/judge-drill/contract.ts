/** Names of the function's environment variables. */
export const judgeDrillEnvironment = {
  store: 'STORE',
  /** `home` or `offsite`. */
  place: 'PLACE',
  vaultName: 'VAULT_NAME',
  rtoHours: 'RTO_HOURS',
  rpoHours: 'RPO_HOURS',
  metricNamespace: 'METRIC_NAMESPACE',
  evidenceBucket: 'EVIDENCE_BUCKET',
  evidenceRegion: 'EVIDENCE_REGION',
  /** Version of Storefort that judges. */
  version: 'STOREFORT_VERSION',
} as const;

/** Of each drill, with the dimensions `Place` and `Resource`. An error puts no verdict: it proved nothing either way. */
export const drillMetrics = {
  /** 1 for a pass, 0 for a fail. */
  verdict: 'DrillVerdict',
  /** From asking for the restore until it was there, and the check, in seconds. */
  rtoSeconds: 'RtoSeconds',
  /** Age of the recovery point when its restore was asked for, in seconds. */
  rpoSeconds: 'RpoSeconds',
} as const;

/** Names of the evidence. */
export const drillChecks = { home: 'restore-drill', offsite: 'offsite-drill' } as const;

/** `summary` is one line of what was found. */
export interface Judged {
  readonly verdict: 'pass' | 'fail' | 'error';
  readonly evidenceKey: string;
  readonly summary: string;
}

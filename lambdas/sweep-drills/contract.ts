/** Names of the function's environment variables. */
export const sweepDrillsEnvironment = {
  /** What names of restored resources begin with. */
  drillPrefix: 'DRILL_PREFIX',
  /** Role that AWS Backup restores drills with. */
  restoreRoleArn: 'RESTORE_ROLE_ARN',
  /** The shop's own database and file system: never removed, whatever they are called. JSON list of ARNs. */
  spared: 'SPARED_ARNS',
  metricNamespace: 'METRIC_NAMESPACE',
  /** `home` or `offsite`. */
  place: 'PLACE',
} as const;

/** With the dimension `Place`; each day, also 0. */
export const sweepDrillsMetrics = { leftBehind: 'DrillLeftBehind' } as const;

/** `remove` takes away what one drill restored; `sweep` what any drill left behind a day ago or longer. */
export type SweepDrillsEvent =
  | {
      readonly step: 'remove';
      readonly run: {
        /** Name of the execution. */
        readonly execution: string;
        /** When it began, ISO 8601. */
        readonly startedAt: string;
        readonly restoreJobId?: string;
      };
    }
  | { readonly step: 'sweep' };

/** `going`: look again later. `left`: it did not go in time, and is named. */
export interface Removed {
  readonly state: 'gone' | 'going' | 'left';
  readonly left: string;
}

export interface Swept {
  /** What was found, by ARN. */
  readonly found: readonly string[];
}

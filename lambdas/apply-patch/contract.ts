/** Environment of `apply-patch`. */
export const applyPatchEnvironment = {
  store: 'STORE',
  autoScalingGroup: 'AUTO_SCALING_GROUP',
  /** The store's own parameter with the image id, which the launch template resolves. */
  imageParameter: 'IMAGE_PARAMETER',
  /** AWS's public parameter that names the newest image. */
  newestImageParameter: 'NEWEST_IMAGE_PARAMETER',
  vaultName: 'VAULT_NAME',
  databaseArn: 'DATABASE_ARN',
  backupRoleArn: 'BACKUP_ROLE_ARN',
  /** Of the recovery point a window takes: within the vault's lock. */
  recoveryPointDays: 'RECOVERY_POINT_DAYS',
  rpoHours: 'RPO_HOURS',
  /** Name of the state machine, in the database's account and region: one window at a time. */
  machineName: 'MACHINE_NAME',
  /** JSON: prefixes of the names of the store's alarms, by region. */
  alarmPrefixes: 'ALARM_PREFIXES',
  /** JSON: names of alarms that do not keep a window shut, because patching is what silences them. */
  toleratedAlarms: 'TOLERATED_ALARMS',
  /** JSON: names of alarms, at most ten, that end an instance refresh. */
  refreshAlarms: 'REFRESH_ALARMS',
  /** JSON: names of the store's stacks by region. */
  stacks: 'STACKS',
} as const;

/** What a window was started with. */
export interface PatchRequest {
  /** Why now: of a window by hand. @default - the scheduled window */
  readonly reason?: string;
  /** A person's word that alarms, and a shop that is not well before, are no hindrance. @default false */
  readonly despiteFindings?: boolean;
}

/** One step of a window; each may be asked again, and does the same or finds it done. */
export type ApplyPatchStep =
  /** Whether the window may open, and what there is to do. */
  | { readonly step: 'admit'; readonly execution: string; readonly startedAt: string; readonly request: PatchRequest }
  /** Begins a recovery point of the database, once an execution. */
  | { readonly step: 'back-up'; readonly execution: string }
  | { readonly step: 'follow-backup'; readonly backupJobId: string }
  /** Writes the image id and begins an instance refresh, once an execution and direction. */
  | {
      readonly step: 'refresh';
      readonly execution: string;
      readonly direction: 'forward' | 'back';
      readonly imageId: string;
      /** Of one forward: hours after the window was admitted, it is asked once more what keeps it shut. @default {} */
      readonly request?: PatchRequest;
    }
  /** It is done when the hosts run that image, not before. */
  | { readonly step: 'follow-refresh'; readonly refreshId: string; readonly imageId: string }
  /**
   * Ends whichever refresh the group has under way, by no id: of one whose beginning was never answered there is none. Answers
   * `running` until nothing runs any more; where nothing ran, `done` with the refresh id `none`.
   */
  | { readonly step: 'cancel-refresh' };

export type AdmitAnswer =
  | { readonly state: 'refused'; readonly because: readonly string[] }
  | {
      readonly state: 'admitted';
      readonly work: 'nothing' | 'image';
      readonly image: { readonly now: string; readonly newest: string };
    };

export type BackupAnswer =
  | { readonly state: 'running'; readonly backupJobId: string }
  | { readonly state: 'done'; readonly backupJobId: string; readonly recoveryPointArn: string }
  | { readonly state: 'failed'; readonly backupJobId: string; readonly because: string };

export type RefreshAnswer =
  | { readonly state: 'running'; readonly refreshId: string; readonly percent: number }
  | { readonly state: 'done'; readonly refreshId: string }
  /** Of one forward that did not begin: nothing was changed. */
  | { readonly state: 'refused'; readonly because: readonly string[] }
  /** Ended, and nothing of it runs any more. */
  | { readonly state: 'failed'; readonly refreshId: string; readonly because: string };

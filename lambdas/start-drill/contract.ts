/** Names of the function's environment variables. */
export const startDrillEnvironment = {
  /** Vault whose newest recovery point is restored. */
  vaultName: 'VAULT_NAME',
  /** Role that AWS Backup restores with. */
  restoreRoleArn: 'RESTORE_ROLE_ARN',
  /** What names of restored resources begin with. */
  drillPrefix: 'DRILL_PREFIX',
  subnetGroupName: 'SUBNET_GROUP_NAME',
  databaseSecurityGroupId: 'DATABASE_SECURITY_GROUP_ID',
  /** Such as `db.t4g.small`. */
  databaseClass: 'DATABASE_CLASS',
  /** Key that encrypts restored files. */
  filesKeyArn: 'FILES_KEY_ARN',
  /** Restore jobs of this plan are scheduled drills; absent: none are. */
  testingPlanArn: 'RESTORE_TESTING_PLAN_ARN',
} as const;

export type DrillResource = 'database' | 'files';

/** What the state machine knows of a drill from its begin. */
export interface DrillRun {
  /** Whether AWS Backup's restore testing restored, and cleans up. */
  readonly scheduled: boolean;
  /** Name of the execution. */
  readonly execution: string;
  /** When it began, ISO 8601. */
  readonly startedAt: string;
}

export interface FollowedRun extends DrillRun {
  readonly restoreJobId: string;
  /** What the last look found. */
  readonly restore?: { readonly unavailableAt?: string };
}

/** `start` restores the newest recovery point; `follow` looks how far that is; `validate` tells AWS Backup the final verdict. */
export type StartDrillEvent =
  | { readonly step: 'start'; readonly run: DrillRun & { readonly resource: DrillResource } }
  | { readonly step: 'follow'; readonly run: FollowedRun }
  | {
      readonly step: 'validate';
      readonly restoreJobId: string;
      readonly verdict: 'pass' | 'fail';
      readonly summary: string;
    };

/** `none`: the vault holds nothing to restore. */
export type Started =
  { readonly state: 'started'; readonly restoreJobId: string } | { readonly state: 'none'; readonly reason: string };

/** A restore as far as it is known. Times in ISO 8601. */
export interface RestoreFacts {
  readonly resource: DrillResource;
  readonly recoveryPointArn: string;
  /** When the recovery point was taken; of a copy, when it was copied. */
  readonly takenAt?: string;
  /** When the restore was asked for. */
  readonly requestedAt: string;
  /** When AWS Backup was done. */
  readonly completedAt?: string;
  readonly createdResourceArn?: string;
  /** Size of the recovery point, as AWS Backup says. */
  readonly pointBytes?: number;
  /** When this was found out. */
  readonly seenAt: string;
}

/**
 * `foreign`: no drill of this store. `running`: look again later. `late`: it took too long. `failed`: it will not be; `transient`
 * when another try may succeed. `restored`: there it is.
 */
export type Followed =
  | { readonly state: 'foreign' }
  | {
      readonly state: 'running';
      /** AWS Backup was done, and yet the database was not available: seen at this time. */
      readonly unavailableAt?: string;
    }
  | ({ readonly state: 'late'; readonly reason: string } & RestoreFacts)
  | ({ readonly state: 'failed'; readonly transient: boolean; readonly reason: string } & RestoreFacts)
  | ({
      readonly state: 'restored';
      readonly database?: { readonly host: string; readonly port: number };
      /** By when the database was available: at once when AWS Backup was done, if no look before saw otherwise. */
      readonly availableAt?: string;
      /** When it was last seen not to be, if it was. */
      readonly unavailableAt?: string;
      /** What the file system weighs, once it was weighed after the restore. */
      readonly files?: { readonly meteredBytes?: number };
    } & RestoreFacts);

/** The verdict stands in AWS Backup, from this time or an earlier one. */
export interface Validated {
  readonly state: 'validated';
}

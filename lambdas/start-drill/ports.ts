import type { DrillResource } from './contract';

/** A completed recovery point that can be restored as it is. */
export interface RecoveryPoint {
  readonly arn: string;
  readonly takenAt: Date;
}

export interface RecoveryPoints {
  /** The newest completed one of a resource, point-in-time recovery left out. @throws Error when the vault cannot be read */
  newest(resource: DrillResource): Promise<RecoveryPoint | undefined>;
  /** What AWS Backup kept to restore it with. */
  metadata(arn: string): Promise<Readonly<Record<string, string>>>;
}

export interface RestoreRequest {
  readonly resource: DrillResource;
  readonly recoveryPointArn: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** The same token again starts nothing, and gives the same job. */
  readonly token: string;
}

export interface RestoreJob {
  readonly status: 'PENDING' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'ABORTED';
  readonly message?: string;
  readonly resource: DrillResource;
  readonly recoveryPointArn: string;
  readonly takenAt?: Date;
  readonly requestedAt: Date;
  readonly completedAt?: Date;
  readonly createdResourceArn?: string;
  readonly pointBytes?: number;
  /** Absent: nobody's restore testing. */
  readonly testingPlanArn?: string;
  /** `SUCCESSFUL` and `FAILED` are final. */
  readonly validation?: string;
}

export interface RestoreJobs {
  /** @returns the job's id */
  start(request: RestoreRequest): Promise<string>;
  /** @returns undefined for a job of something that no drill restores */
  describe(id: string): Promise<RestoreJob | undefined>;
  validate(id: string, status: 'SUCCESSFUL' | 'FAILED', message: string): Promise<void>;
}

/** What a restore made. */
export interface Restored {
  /** @returns undefined while there is none */
  database(
    arn: string,
  ): Promise<
    { readonly status: string; readonly endpoint?: { readonly host: string; readonly port: number } } | undefined
  >;
  fileSystem(
    arn: string,
  ): Promise<{ readonly status: string; readonly meteredBytes?: number; readonly meteredAt?: Date } | undefined>;
  /** Marks a file system with a drill's name, if it is still there. */
  mark(arn: string, name: string): Promise<void>;
}

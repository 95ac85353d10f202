/** Names of the function's environment variables. */
export const checkShopEnvironment = {
  /** The shop's schema on the restored server. */
  schema: 'SCHEMA',
  /** User that logs in with an IAM token, and reads. */
  user: 'DATABASE_USER',
} as const;

/** What a restored shop is held against; absent: listed, not judged. The rest comes with the recovery point. */
export interface ShopExpectations {
  readonly siteUrl?: string;
  readonly plugins?: readonly string[];
  readonly administrators?: readonly string[];
  readonly retentionDays?: number;
  readonly quietHours?: number;
}

export interface CheckShopEvent {
  /** What `start-drill` found restored. */
  readonly restore: {
    readonly database: { readonly host: string; readonly port: number };
    /** When the recovery point was taken. */
    readonly takenAt?: string;
  };
  readonly expectations: ShopExpectations;
}

/** Counts and verdicts, never rows. */
export interface ShopFindings {
  readonly verdict: 'pass' | 'fail' | 'error';
  readonly results: readonly {
    readonly id: string;
    readonly what: string;
    readonly observed: string;
    readonly expected: string;
    readonly verdict: 'pass' | 'fail' | 'error' | 'not-run';
    readonly requirement?: string;
  }[];
  readonly counts?: {
    readonly orders: number;
    readonly products: number;
    readonly customers: number;
    readonly users: number;
  };
  /** Of this look alone: what was tried before it, or waited for, is no part of the recovery. */
  readonly startedAt: string;
  readonly checkedAt: string;
}

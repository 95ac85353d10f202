/** Ids of machine images. Methods throw when AWS refuses or does not answer. */
export interface Images {
  /** What the store's own parameter says: hosts that start now run it. */
  current(): Promise<string>;
  /** What AWS's public parameter says. */
  newest(): Promise<string>;
  /** Writes the store's parameter. @throws Error also when Parameter Store does not take the image, which may be gone */
  write(imageId: string): Promise<void>;
}

export interface Host {
  readonly instanceId: string;
  readonly imageId: string;
  /** In service and healthy, as Auto Scaling sees it. */
  readonly well: boolean;
}

export interface Hosts {
  /** @throws Error when AWS refuses, does not answer, or answers by halves */
  fleet(): Promise<{ readonly desired: number; readonly hosts: readonly Host[] }>;
}

export type Direction = 'forward' | 'back';

/** An instance refresh of the fleet. */
export interface Refresh {
  readonly refreshId: string;
  /** `ending`: cancelled, or rolling back, and not yet over. */
  readonly state: 'active' | 'ending' | 'successful' | 'ended';
  /** As AWS calls it, such as `Baking`. */
  readonly status: string;
  readonly percent: number;
  readonly reason?: string;
  /** Absent while it has not begun. */
  readonly startedAt?: Date;
  /** By its preferences; absent: no window began it. */
  readonly direction?: Direction;
}

export interface Refreshes {
  /** The newest hundred. @throws Error when AWS refuses or does not answer */
  recent(): Promise<readonly Refresh[]>;
  /** @throws Error also when there is none of that id */
  find(refreshId: string): Promise<Refresh>;
  /**
   * @param waived alarms that are on already, and therefore end nothing: the refresh would fail of them at once
   * @returns its id; undefined when another one runs already
   */
  start(direction: Direction, waived: readonly string[]): Promise<string | undefined>;
  /** Ends the one that runs. When none does any more, that is well too. */
  cancel(): Promise<void>;
}

export interface BackupJob {
  /** As AWS Backup calls it, such as `COMPLETED`. */
  readonly status: string;
  readonly message?: string;
  readonly recoveryPointArn?: string;
}

export interface Backups {
  /** When the database's newest completed recovery point was taken, point-in-time recovery left out. @throws Error when the vault cannot be read */
  newest(): Promise<Date | undefined>;
  /** The same token again starts nothing, and gives the same job. @returns the job's id */
  start(token: string): Promise<string>;
  describe(backupJobId: string): Promise<BackupJob>;
}

export interface Alarms {
  /** The store's alarms in ALARM, with their region; those that are tolerated left out. @throws Error when AWS does not say */
  ringing(): Promise<readonly string[]>;
}

export interface Deployments {
  /** Stacks that are being changed, with their region and status. @throws Error when AWS does not say */
  underWay(): Promise<readonly string[]>;
}

export interface Windows {
  /** Executions of the state machine that run, this one too. @throws Error when AWS does not say */
  running(): Promise<readonly { readonly execution: string; readonly startedAt: Date }[]>;
}

export interface Ports {
  readonly images: Images;
  readonly hosts: Hosts;
  readonly refreshes: Refreshes;
  readonly backups: Backups;
  readonly alarms: Alarms;
  readonly deployments: Deployments;
  readonly windows: Windows;
  readonly now: () => Date;
}

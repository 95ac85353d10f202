/** Something that may be a drill's: a database instance or a file system of this account and region. */
export interface Copy {
  readonly arn: string;
  /** A database's identifier; a file system's creation token, and the value of the drill's tag if it has one. */
  readonly names: readonly string[];
  /** Whether it is on its way out already. */
  readonly going: boolean;
  readonly beingMade: boolean;
  /** Undefined while it is being made; RDS may know of none later either. */
  readonly createdAt?: Date;
}

export interface Copies {
  /** All of them, whosever they are. @throws Error when the list breaks off */
  all(): Promise<readonly Copy[]>;
  /**
   * Asks for its removal, without a last snapshot.
   * @param drillName name of the drill that made it, which it need not bear itself
   * @throws Error when AWS refuses, such as while it is being made
   */
  remove(copy: Copy, drillName: string): Promise<void>;
}

export interface Restores {
  /** How a restore job stands, and what it made so far. */
  look(id: string): Promise<{ readonly running: boolean; readonly createdResourceArn?: string }>;
  /** Whether a restore that a drill asked for since then still runs: for a drill that never learned its job's id. */
  anyRuns(since: Date): Promise<boolean>;
}

import type { StoreConfig } from '../../lib/config/schema';

export type FleetOf = Pick<StoreConfig, 'name' | 'generation' | 'region' | 'account'>;

/** The hosts of a store that take part in serving it. */
export interface Hosts {
  /**
   * Ids of the instances of the store's Auto Scaling group that are in service and healthy, sorted.
   * @returns undefined when the store has no such group here
   * @throws CommandError when AWS cannot be asked: no credentials, or not the right to look
   */
  healthy(store: FleetOf): Promise<readonly string[] | undefined>;
}

/** Programs of this machine. */
export interface Programs {
  isInstalled(program: string): boolean;
  /** Runs a program on this terminal. @returns its exit code */
  run(program: string, args: readonly string[]): Promise<number>;
}

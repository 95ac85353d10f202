import { namesOf } from '../../lib/config/names';
import type { StoreConfig } from '../../lib/config/schema';
import { byHand, followed } from '../execution/execution-arn';
import type { Wanted } from '../execution/run-execution';
import { CommandError, exitCodes } from '../exit-codes';

export interface StoreDrillOptions {
  /** Drills the second copy, in its own region. @default false */
  readonly offsite?: boolean;
  /** Restores the uploads' file system in place of the database. @default false */
  readonly files?: boolean;
  /** What is missing since the last drill was taken out on purpose: counts are not held against it. @default false */
  readonly newCounts?: boolean;
  /** ARN of an execution that runs, or ran: no new one is started. */
  readonly follow?: string;
  /** Prints one JSON object in place of text. @default false */
  readonly json?: boolean;
}

/**
 * Which drill a person asked for.
 * @throws CommandError when the store has no offsite copy, or the execution to follow is none of this store's drills
 */
export function planOf(store: StoreConfig, options: StoreDrillOptions, now: Date): Wanted {
  const { drillMachine, offsiteDrillMachine } = namesOf(store);
  if (options.follow !== undefined)
    return followed(options.follow, 'drill', store, [drillMachine, offsiteDrillMachine]);
  const region = options.offsite ? offsiteRegionOf(store) : store.region;
  const machine = options.offsite ? offsiteDrillMachine : drillMachine;
  return {
    region,
    machineArn: `arn:aws:states:${region}:${store.account}:stateMachine:${machine}`,
    name: byHand(now),
    input: { resource: options.files ? 'files' : 'database', ...(options.newCounts && { newCounts: true }) },
  };
}

function offsiteRegionOf({ name, backup }: StoreConfig): string {
  if ('region' in backup.offsite) return backup.offsite.region;
  throw new CommandError(`${name} has no offsite copy to drill: backup.offsite is switched off`, exitCodes.usage);
}

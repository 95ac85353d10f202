import { namesOf } from '../../lib/config/names';
import type { StoreConfig } from '../../lib/config/schema';
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

/** What is to be started or followed, and where. */
export type DrillPlan =
  | { readonly region: string; readonly executionArn: string }
  | { readonly region: string; readonly machineArn: string; readonly name: string; readonly input: object };

const execution = /^arn:aws:states:([a-z0-9-]+):(\d{12}):execution:([A-Za-z0-9_-]+):[A-Za-z0-9_-]+$/;

/**
 * Which drill a person asked for.
 * @throws CommandError when the store has no offsite copy, or the execution to follow is none of this store's drills
 */
export function planOf(store: StoreConfig, options: StoreDrillOptions, now: Date): DrillPlan {
  if (options.follow !== undefined) return following(store, options.follow);
  const names = namesOf(store);
  const region = options.offsite ? offsiteRegionOf(store) : store.region;
  const machine = options.offsite ? names.offsiteDrillMachine : names.drillMachine;
  return {
    region,
    machineArn: `arn:aws:states:${region}:${store.account}:stateMachine:${machine}`,
    name: `by-hand-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`,
    input: { resource: options.files ? 'files' : 'database', ...(options.newCounts && { newCounts: true }) },
  };
}

function following(store: StoreConfig, executionArn: string): DrillPlan {
  const [, region = '', account, machine] = execution.exec(executionArn) ?? [];
  const { drillMachine, offsiteDrillMachine } = namesOf(store);
  if (account !== store.account || (machine !== drillMachine && machine !== offsiteDrillMachine)) {
    throw new CommandError(
      `--follow must be the ARN of a drill of ${store.name} (generation ${store.generation}), got ${JSON.stringify(executionArn)}; copy it from what storefort drill printed`,
      exitCodes.usage,
    );
  }
  return { region, executionArn };
}

function offsiteRegionOf({ name, backup }: StoreConfig): string {
  if ('region' in backup.offsite) return backup.offsite.region;
  throw new CommandError(`${name} has no offsite copy to drill: backup.offsite is switched off`, exitCodes.usage);
}

import type { StoreConfig } from '../../lib/config/schema';
import { CommandError, exitCodes } from '../exit-codes';

const execution = /^arn:aws:states:([a-z0-9-]+):(\d{12}):execution:([A-Za-z0-9_-]+):[A-Za-z0-9_-]+$/;

/**
 * Where an execution runs that a person wants to follow.
 * @param machines names of the store's machines of that kind
 * @throws CommandError when it is an execution of none of them
 */
export function followed(
  executionArn: string,
  noun: string,
  store: Pick<StoreConfig, 'name' | 'generation' | 'account'>,
  machines: readonly string[],
): { readonly region: string; readonly executionArn: string } {
  const [, region = '', account, machine = ''] = execution.exec(executionArn) ?? [];
  if (account === store.account && machines.includes(machine)) return { region, executionArn };
  throw new CommandError(
    `--follow must be the ARN of a ${noun} of ${store.name} (generation ${store.generation}), got ${JSON.stringify(executionArn)}; copy it from what storefort ${noun} printed`,
    exitCodes.usage,
  );
}

/** Name of an execution that a person starts: no two within a second. */
export function byHand(now: Date): string {
  return `by-hand-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;
}

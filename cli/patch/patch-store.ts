import type { PatchRequest } from '../../lambdas/apply-patch/contract';
import { namesOf } from '../../lib/config/names';
import type { StoreConfig } from '../../lib/config/schema';
import { byHand, followed } from '../execution/execution-arn';
import type { Wanted } from '../execution/run-execution';
import { CommandError, exitCodes } from '../exit-codes';

export interface PatchOptions {
  /** Why now. */
  readonly reason?: string;
  /** Alarms, and a shop that is not well before, are no hindrance. @default false */
  readonly despiteFindings?: boolean;
  /** ARN of an execution that runs, or ran: no new one is started. */
  readonly follow?: string;
  /** Starts nothing: prints the newest proof. @default false */
  readonly show?: boolean;
  /** Prints one JSON object in place of text. @default false */
  readonly json?: boolean;
}

const longestReason = 200;
/** Characters of a refused reason that are said back: a pasted page would bury what is wrong with it. */
const repeated = 60;

/**
 * Which window a person asked for.
 * @throws CommandError when it has no reason, options contradict each other, or the execution to follow is none of this store's windows
 */
export function planOf(store: StoreConfig, options: PatchOptions, now: Date): Wanted {
  const machine = namesOf(store).patchMachine;
  if (options.follow !== undefined) {
    refuse(options, ['reason', 'despiteFindings'], '--follow starts nothing');
    return followed(options.follow, 'patch', store, [machine]);
  }
  const input: PatchRequest = {
    reason: reasonOf(options),
    ...(options.despiteFindings === true && { despiteFindings: true }),
  };
  return {
    region: store.region,
    machineArn: `arn:aws:states:${store.region}:${store.account}:stateMachine:${machine}`,
    name: byHand(now),
    input,
  };
}

/** @throws CommandError when options are given that say nothing beside `--show` */
export function checkShow(options: PatchOptions): void {
  refuse(options, ['reason', 'despiteFindings', 'follow'], '--show changes nothing');
}

function reasonOf({ reason }: PatchOptions): string {
  if (reason === undefined) {
    throw new CommandError(
      '--reason is missing: it says in the evidence why the window is opened now, such as CVE-2026-12345; only --show and --follow go without',
      exitCodes.usage,
    );
  }
  const text = reason.trim();
  // `--reason --show`: whoever forgot the text meant to change nothing.
  if (text.startsWith('-')) throw reasonMust('not begin with "-"', text);
  const shown = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]+$/u.test(text);
  if (shown && text.length >= 3 && text.length <= longestReason) return text;
  throw reasonMust(`be 3 to ${longestReason} characters on one line`, text);
}

function reasonMust(must: string, text: string): CommandError {
  const characters = Array.from(text);
  const begins = JSON.stringify(characters.slice(0, repeated).join(''));
  const more = characters.length > repeated ? ` and ${characters.length - repeated} more` : '';
  return new CommandError(
    `--reason must ${must}, got ${begins}${more}; it stands in the evidence, such as CVE-2026-12345`,
    exitCodes.usage,
  );
}

function refuse(options: PatchOptions, others: readonly (keyof PatchOptions)[], why: string): void {
  const given = others.filter((name) => options[name] !== undefined);
  if (given.length === 0) return;
  const named = given.map((name) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  throw new CommandError(`${why}: it takes no ${named.join(', ')}`, exitCodes.usage);
}

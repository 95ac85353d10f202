import type { StoreConfig } from '../../lib/config/schema';
import { CommandError, exitCodes } from '../exit-codes';
import { entryOf, type JournalEntry } from './journal-events';
import type { Journal } from './ports';

export interface ReadJournal {
  /** By time, each line once. */
  readonly entries: readonly JournalEntry[];
  /** Lines that speak of the journal and are no entries: masked by the log's data protection, torn, or strangers'. */
  readonly unreadable: number;
}

/** All that the shop wrote down since then. @throws CommandError when the logs cannot be read */
export async function readJournal(store: StoreConfig, since: Date, journal: Journal): Promise<ReadJournal> {
  const entries = new Map<string, JournalEntry>();
  let unreadable = 0;
  for await (const message of journal.since(store, since)) {
    const entry = entryOf(message);
    if (entry === undefined) unreadable += 1;
    else if (new Date(entry.event.at) >= since) entries.set(entry.line, entry);
  }
  const sorted = [...entries.values()].sort(
    (one, other) => new Date(one.event.at).getTime() - new Date(other.event.at).getTime(),
  );
  return { entries: sorted, unreadable };
}

/**
 * A recovery point's time as a person gives it: with a zone, or it could be any of them.
 * @throws CommandError when it is no time, or one to come
 */
export function timeOf(text: string, now: Date): Date {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? new Date(text)
    : new Date(NaN);
  if (Number.isNaN(time.getTime())) {
    throw new CommandError(
      `--since must be a time with its zone such as 2026-11-25T01:15:00Z, got ${JSON.stringify(text)}; copy the recovery point’s CreationDate`,
      exitCodes.usage,
    );
  }
  if (time > now) throw new CommandError(`--since must be past, got ${text}`, exitCodes.usage);
  return time;
}

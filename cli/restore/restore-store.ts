import type { StoreConfig } from '../../lib/config/schema';
import { runOnHost } from '../admin/host-session';
import type { Hosts, Programs } from '../admin/ports';
import { CommandError, exitCodes } from '../exit-codes';
import { counted } from '../terminal/layout';
import type { Person } from '../terminal/person';
import type { JournalEntry } from './journal-events';
import { erasureCommands, orderIdCommand } from './on-host';
import type { Journal } from './ports';
import { type ReadJournal, readJournal } from './read-journal';

export interface RestorePorts {
  readonly journal: Journal;
  readonly hosts: Hosts;
  readonly programs: Programs;
  readonly person: Person;
}

/** A recovery point is not of one instant: what happened in the hour before it may or may not be in it. Doing it twice harms nothing. */
const beforeMs = 60 * 60 * 1000;

/** Reads what the shop wrote down around and after a recovery point, and says how much it could not read. */
export async function readAround(
  store: StoreConfig,
  since: Date,
  ports: Pick<RestorePorts, 'journal' | 'person'>,
): Promise<ReadJournal> {
  const read = await readJournal(store, new Date(since.getTime() - beforeMs), ports.journal);
  if (read.unreadable > 0) {
    ports.person.say(
      `${counted(read.unreadable, 'line')} of the log could not be read: masked by its data protection, torn, or written by strangers\n`,
    );
  }
  return read;
}

/** What was erased, a line each. */
export function listErasures(entries: readonly JournalEntry[]): string {
  return entries
    .map(({ event }) => (event.event === 'erased' ? `${event.at} ${event.what} ${event.id}\n` : ''))
    .join('');
}

/** Erases again, on a host, what had been erased. @returns exit code of the first session that failed, or 0 */
export async function replayErasures(
  store: StoreConfig,
  since: Date,
  yes: boolean,
  ports: RestorePorts,
): Promise<number> {
  const { entries, unreadable } = await readAround(store, since, ports);
  const commands = erasureCommands(entries, since);
  if (commands.length === 0) {
    ports.person.say('nothing was erased since then\n');
    return unreadable > 0 ? exitCodes.findings : exitCodes.ok;
  }
  const many = counted(listErasures(entries).split('\n').length - 1, 'erasure');
  await agreed(
    store,
    `${many} will be done again in ${store.name}, for good. Take --list to see them.`,
    yes,
    ports.person,
  );
  return onHost(store, commands, ports);
}

/** Raises, on a host, the next order's id above all that were issued. @returns exit code */
export async function raiseOrderId(
  store: StoreConfig,
  since: Date,
  yes: boolean,
  ports: RestorePorts,
): Promise<number> {
  const { entries } = await readAround(store, since, ports);
  const raise = orderIdCommand(entries);
  if (raise === undefined) {
    throw new CommandError(
      `the journal names no order since then; if that cannot be, see docs/runbooks/after-a-restore.md`,
    );
  }
  await agreed(store, `The last order known is ${raise.last}; the next one will be more than that.`, yes, ports.person);
  return onHost(store, [raise.command], ports);
}

async function onHost(store: StoreConfig, commands: readonly string[], ports: RestorePorts): Promise<number> {
  for (const [at, command] of commands.entries()) {
    if (commands.length > 1) ports.person.say(`session ${at + 1} of ${commands.length}\n`);
    const code = await runOnHost(store, command, ports);
    if (code !== 0) return code;
  }
  ports.person.say('A session does not tell whether its command succeeded: read what the host said above.\n');
  return exitCodes.ok;
}

async function agreed(store: StoreConfig, what: string, yes: boolean, person: Person): Promise<void> {
  person.say(`${what}\n`);
  if (yes) return;
  const typed = await person.ask(`Type ${store.name} to go on: `);
  if (typed === undefined) {
    throw new CommandError('nobody is here to agree; run it on a terminal, or give --yes', exitCodes.usage);
  }
  if (typed !== store.name) throw new CommandError('nothing was done: the name was not typed');
}

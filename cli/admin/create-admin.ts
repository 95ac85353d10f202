import type { StoreConfig } from '../../lib/config/schema';
import { CommandError } from '../exit-codes';
import { runOnHost } from './host-session';
import type { Hosts, Programs } from './ports';

export interface NewAdmin {
  readonly store: StoreConfig;
  /** @default - the host's script chooses */
  readonly login?: string;
  /** @default - the host's script chooses */
  readonly email?: string;
}

/**
 * Opens a Session Manager session on a host of the store that makes an administrator and shows, on this terminal alone, an
 * address to sign in with, once: the address is a key to the shop.
 *
 * @returns the exit code of the session
 * @throws CommandError with what is missing
 */
export async function createAdmin(admin: NewAdmin, { hosts, programs }: { hosts: Hosts; programs: Programs }) {
  return runOnHost(admin.store, commandOf(admin), { hosts, programs });
}

/** A shell on the host reads it. */
function commandOf({ login, email }: NewAdmin): string {
  if ((login === undefined) !== (email === undefined)) {
    throw new CommandError('--login and --email belong together; give both, or neither', 2);
  }
  const command = 'sudo /opt/storefort/host/bin/storefort-admin create';
  if (login === undefined || email === undefined) return command;
  const word = /^[A-Za-z0-9._+@-]{1,100}$/;
  for (const [option, value] of [
    ['--login', login],
    ['--email', email],
  ] as const) {
    if (!word.test(value) || value.startsWith('-')) {
      throw new CommandError(`${option} must be letters, digits and . _ + @ -, got ${JSON.stringify(value)}`, 2);
    }
  }
  return `${command} --login ${login} --email ${email}`;
}

import type { StoreConfig } from '../../lib/config/schema';
import { CommandError } from '../exit-codes';
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
 * address to sign in with, once.
 *
 * Not Run Command: that keeps what a command printed for 30 days where everybody with `ssm:GetCommandInvocation` reads it, and
 * the address is a key to the shop. A session's output goes to the terminal, and to a log only where the account's Session
 * Manager preferences say so.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html
 *
 * @returns the exit code of the session
 * @throws CommandError with what is missing
 */
export async function createAdmin(admin: NewAdmin, { hosts, programs }: { hosts: Hosts; programs: Programs }) {
  const command = commandOf(admin);
  refuseMissing(programs);
  const target = await hostOf(admin.store, hosts);
  return programs.run('aws', [
    ...['ssm', 'start-session', '--region', admin.store.region, '--target', target],
    ...['--document-name', 'AWS-StartInteractiveCommand', '--parameters', JSON.stringify({ command: [command] })],
  ]);
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

function refuseMissing(programs: Programs): void {
  if (!programs.isInstalled('aws')) {
    throw new CommandError(
      'the AWS command line is not installed; see https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
    );
  }
  if (!programs.isInstalled('session-manager-plugin')) {
    throw new CommandError(
      'the Session Manager plugin of the AWS command line is not installed; see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html',
    );
  }
}

async function hostOf(store: StoreConfig, hosts: Hosts): Promise<string> {
  const found = await hosts.healthy(store);
  if (found === undefined) {
    throw new CommandError(
      `account ${store.account} has no hosts of ${store.name} (generation ${store.generation}) in ${store.region}; deploy ${store.name}-host first, or use credentials of that account`,
    );
  }
  const [target] = found;
  if (target === undefined) {
    throw new CommandError(
      `no host of ${store.name} is in service and healthy; wait for one, or look at its bootstrap log`,
    );
  }
  return target;
}

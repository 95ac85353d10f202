import { CommandError } from '../exit-codes';
import type { FleetOf, Hosts, Programs } from './ports';

/**
 * Runs a command in a Session Manager session on a host of the store, on this terminal alone.
 *
 * Not Run Command: that keeps what a command printed for 30 days where everybody with `ssm:GetCommandInvocation` reads it.
 * A session's output goes to the terminal, and to a log only where the account's Session Manager preferences say so.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html
 *
 * @param command for a shell on the host
 * @returns the exit code of the session, which is not the command's
 * @throws CommandError with what is missing
 */
export async function runOnHost(
  store: FleetOf,
  command: string,
  { hosts, programs }: { readonly hosts: Hosts; readonly programs: Programs },
): Promise<number> {
  refuseMissing(programs);
  const target = await hostOf(store, hosts);
  return programs.run('aws', [
    ...['ssm', 'start-session', '--region', store.region, '--target', target],
    ...['--document-name', 'AWS-StartInteractiveCommand', '--parameters', JSON.stringify({ command: [command] })],
  ]);
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

async function hostOf(store: FleetOf, hosts: Hosts): Promise<string> {
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

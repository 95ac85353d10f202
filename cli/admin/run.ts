import { storeOf } from '../store-argument';
import { AwsHosts } from './aws-hosts';
import { createAdmin } from './create-admin';
import { TerminalPrograms } from './terminal-programs';

/**
 * Makes an administrator of a store.
 * @param store a name (`acme`) or a store file
 * @returns the exit code of the session
 */
export async function runCreateAdmin(
  store: string,
  options: { readonly login?: string; readonly email?: string },
): Promise<number> {
  const admin = { store: storeOf(store), ...options };
  return createAdmin(admin, { hosts: new AwsHosts(), programs: new TerminalPrograms() });
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadStore, storeFiles } from '../../lib/config/load';
import { CommandError, exitCodes } from '../exit-codes';
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
  const admin = { store: loadStore(fileOf(store)), ...options };
  return createAdmin(admin, { hosts: new AwsHosts(), programs: new TerminalPrograms() });
}

function fileOf(store: string): string {
  if (/\.ya?ml$/.test(store)) return store;
  const file = path.join('stores', `${store}.yaml`);
  if (existsSync(file)) return file;
  const known = existsSync('stores') ? storeFiles('stores').map((each) => path.parse(each).name) : [];
  throw new CommandError(
    `stores/${store}.yaml does not exist; the stores are: ${known.join(', ') || 'none'}`,
    exitCodes.usage,
  );
}

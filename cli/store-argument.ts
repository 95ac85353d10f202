import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadStore, storeFiles } from '../lib/config/load';
import type { StoreConfig } from '../lib/config/schema';
import { CommandError, exitCodes } from './exit-codes';

/**
 * The file of a store that a command was given.
 * @param store a name (`acme`) or a store file
 * @throws CommandError with the stores there are, when there is no such file
 */
export function storeFileOf(store: string): string {
  const file = /\.ya?ml$/.test(store) ? store : path.join('stores', `${store}.yaml`);
  if (existsSync(file)) return file;
  const known = existsSync('stores') ? storeFiles('stores').map((each) => path.parse(each).name) : [];
  throw new CommandError(`${file} does not exist; the stores are: ${known.join(', ') || 'none'}`, exitCodes.usage);
}

/**
 * The store that a command was given.
 * @throws CommandError when there is none of that name, or no such file
 * @throws StoreFileError with every problem of its file
 */
export function storeOf(store: string): StoreConfig {
  return loadStore(storeFileOf(store));
}

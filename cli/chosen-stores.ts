import path from 'node:path';
import { loadStores, storeFiles } from '../lib/config/load';
import { nearest } from '../lib/config/nearest';
import type { StoreConfig } from '../lib/config/schema';

/** Thrown when `-c store=NAME` names no store file; the message names the nearest and lists all. */
export class UnknownStoreError extends Error {
  constructor(name: string, known: readonly string[], folder: string) {
    const [near] = nearest(name, known);
    const hint = near === undefined ? '' : `, did you mean "${near}"?`;
    const list = known.length === 0 ? `${folder} holds no store file` : `the stores are: ${known.join(', ')}`;
    super(`-c store=${name} names no store${hint}; ${list}`);
    this.name = 'UnknownStoreError';
  }
}

export interface ChosenStores {
  /** To build. */
  readonly stores: readonly StoreConfig[];
  /** All of the folder. */
  readonly knownStores: readonly StoreConfig[];
}

/**
 * The stores of a folder, all of them loaded and held against each other, and the one that was asked for.
 * @param name the store's name; undefined: all
 * @throws StoreFileError with every problem of every file, whichever was asked for
 * @throws UnknownStoreError when there is no such store
 */
export function chosenStores(folder: string, name: string | undefined): ChosenStores {
  const shown = path.relative(process.cwd(), folder) || '.';
  const knownStores = loadStores(storeFiles(shown));
  if (name === undefined) return { stores: knownStores, knownStores };
  const stores = knownStores.filter((store) => store.name === name);
  const names = knownStores.map((store) => store.name);
  if (stores.length === 0) throw new UnknownStoreError(name, names, shown);
  return { stores, knownStores };
}

/**
 * What `-c store=NAME` says, from the context the CDK command line hands its app.
 * @param json the value of CDK_CONTEXT_JSON
 */
export function storeInContext(json: string | undefined): string | undefined {
  const context: unknown = JSON.parse(json ?? '{}');
  if (typeof context !== 'object' || context === null || !('store' in context)) return undefined;
  return String(context.store);
}

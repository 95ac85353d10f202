import type { z } from 'zod';
import type { Finding, Path } from '../finding';
import type { Salvaged } from '../salvage';
import type { storeSchema } from '../schema';

/** A store file whose every field is sound by itself, or undefined where it is not. */
export type Draft = Salvaged<z.output<typeof storeSchema>>;

/** What a rule over several fields may look at. */
export interface RuleInput {
  readonly file: Draft;
  /** The store's name, from the file's name. */
  readonly name: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Whether the author wrote the field: a default is never the author's mistake. */
  readonly wrote: (path: Path) => boolean;
}

/** One decision over several fields. It is silent where a field it needs is unsound: the schema has spoken of that already. */
export type StoreRule = (input: RuleInput) => readonly Finding[];

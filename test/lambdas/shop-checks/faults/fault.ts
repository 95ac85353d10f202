import type { Expectations } from '../../../../lambdas/shared/shop-checks/expectations';

/** Something that goes wrong with a shop, and the checks that must say so: no others may. */
export interface Fault {
  readonly name: string;
  /** `{p}` is the schema and the prefix. */
  readonly done: readonly string[];
  readonly fails: readonly string[];
  /** In the storage that has such a thing. @default both */
  readonly storage?: 'hpos' | 'posts';
  readonly expectations?: Partial<Expectations>;
  /** Part of what is observed. */
  readonly says?: string;
}

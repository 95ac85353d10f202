import type { StoreConfig } from '../../lib/config/schema';

/** What the process that synthesizes is asked. */
export interface SynthesisRequest {
  readonly stores: readonly StoreConfig[];
  readonly knownStores: readonly StoreConfig[];
  /** The cloud assembly goes here. */
  readonly outdir: string;
}

/** What it answers. Findings of rule packs are no failure: they are in the assembly's report. */
export type SynthesisAnswer =
  { readonly kind: 'done'; readonly packs: readonly string[] } | { readonly kind: 'failed'; readonly message: string };

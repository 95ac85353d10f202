import { z } from 'zod';
import { checkResultSchema } from './check-result';

/** Why something is believed to be sound, or known not to be: one JSON shape for every check there is. */
export const evidenceSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Unique; part of the object's key. */
  id: z.string().regex(/^[A-Za-z0-9-]{8,80}$/),
  /** The store's name; of a laptop's drill without a store file, `unknown`. */
  store: z.string().min(1),
  /** Which check, such as `restore-drill`. */
  check: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** Who checked. */
  producer: z.strictObject({ name: z.string().min(1), version: z.string().min(1) }),
  /** What was checked: names, ARNs, object keys, checksums. */
  subject: z.record(z.string(), z.string()),
  verdict: z.enum(['pass', 'fail', 'error']),
  results: z.array(checkResultSchema),
  /** Numbers with their unit in the name, such as `rtoSeconds`. */
  measures: z.record(z.string(), z.number()),
});

export type Evidence = z.output<typeof evidenceSchema>;

/** `<store>/<check>/YYYY/MM/DD/<time>-<id>.json`, in UTC: what lies below a day's prefix is that day's. */
export function evidenceKey({ store, check, finishedAt, id }: Pick<Evidence, 'store' | 'check' | 'finishedAt' | 'id'>) {
  const at = new Date(finishedAt).toISOString();
  const day = at.slice(0, 10).replaceAll('-', '/');
  return `${store}/${check}/${day}/${at.slice(11, 19).replaceAll(':', '')}Z-${id}.json`;
}

/** Where evidence is put, and looked up. */
export interface EvidenceStore {
  /** Puts it once: the same evidence again changes nothing. @returns its key @throws Error when it could not be put */
  put(evidence: Evidence): Promise<string>;
  /**
   * The newest evidence of a check that finished in `[since, until)`, by its key's time, that `wanted` accepts.
   * @throws Error when the store cannot be read, or holds something under such a key that is no evidence
   */
  newest(
    check: string,
    period: { readonly since: Date; readonly until: Date },
    wanted?: (evidence: Evidence) => boolean,
  ): Promise<Evidence | undefined>;
}

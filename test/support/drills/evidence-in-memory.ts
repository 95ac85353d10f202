import { type Evidence, evidenceKey, evidenceSchema, type EvidenceStore } from '../../../lambdas/shared/evidence';

/** Evidence in memory, which refuses what a locked bucket would: other evidence under a key that is taken. */
export class EvidenceInMemory implements EvidenceStore {
  readonly kept: Evidence[] = [];

  put(evidence: Evidence): Promise<string> {
    const key = evidenceKey(evidenceSchema.parse(evidence));
    const there = this.kept.find((each) => evidenceKey(each) === key);
    if (there && JSON.stringify(there) !== JSON.stringify(evidence)) throw new Error(`${key} is there, and other`);
    if (!there) this.kept.push(evidence);
    return Promise.resolve(key);
  }

  newest(
    check: string,
    { since, until }: { readonly since: Date; readonly until: Date },
    wanted: (evidence: Evidence) => boolean = () => true,
  ): Promise<Evidence | undefined> {
    const found = this.kept.filter((each) => {
      const at = new Date(each.finishedAt);
      return each.check === check && at >= since && at < until && wanted(each);
    });
    return Promise.resolve(found.sort((one, other) => (one.finishedAt < other.finishedAt ? 1 : -1))[0]);
  }
}

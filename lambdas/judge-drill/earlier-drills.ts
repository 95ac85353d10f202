import type { Evidence, EvidenceStore } from '../shared/evidence';
import type { Counts } from '../shared/shop-checks/expectations';
import { countsIn } from './measures';

/** What this drill is held against. */
export interface Earlier {
  readonly counts?: Counts;
  readonly meteredBytes?: number;
}

interface Kind {
  readonly check: string;
  readonly resource: string;
  /** Only what ended before. */
  readonly until: Date;
}

const dayMs = 86_400_000;

/** How long evidence is kept: no earlier drill is found beyond. */
const memoryDays = 400;

/** So long before the last drill that passed its predecessors count: half of the files each week would be gone in no time. */
const weighedDays = 90;

/**
 * What earlier drills of the same kind that passed measured. One that could not measure it is passed over: else a single one would
 * have the next judge nothing.
 * @throws Error when evidence cannot be read
 */
export async function earlierDrills(store: EvidenceStore, kind: Kind): Promise<Earlier> {
  if (kind.resource === 'files') return { meteredBytes: await mostWeighed(store, kind) };
  const counted = await newest(store, kind, ({ measures }) => countsIn(measures) !== undefined);
  return { counts: counted && countsIn(counted.measures) };
}

async function mostWeighed(store: EvidenceStore, kind: Kind): Promise<number | undefined> {
  const last = await newest(store, kind, ({ measures }) => measures['meteredBytes'] !== undefined);
  if (last === undefined) return undefined;
  const since = Date.parse(last.finishedAt) - weighedDays * dayMs;
  const all: Evidence[] = [];
  await newest(
    store,
    kind,
    (each) => {
      all.push(each);
      // No other is wanted, but all within the days are to be seen.
      return false;
    },
    new Date(since),
  );
  // What a person accepted is the measure from then on.
  const accepted = Math.max(0, ...all.filter(({ subject }) => 'newCounts' in subject).map(endOf));
  return Math.max(
    ...all.filter((each) => endOf(each) >= accepted).map(({ measures }) => measures['meteredBytes'] ?? 0),
  );
}

function endOf({ finishedAt }: Evidence): number {
  return Date.parse(finishedAt);
}

async function newest(
  store: EvidenceStore,
  { check, resource, until }: Kind,
  wanted: (evidence: Evidence) => boolean,
  since = new Date(until.getTime() - memoryDays * dayMs),
): Promise<Evidence | undefined> {
  return store.newest(
    check,
    { since, until },
    (each) => each.verdict === 'pass' && each.subject['resource'] === resource && wanted(each),
  );
}

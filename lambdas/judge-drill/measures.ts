import type { Counts } from '../shared/shop-checks/expectations';
import { countsSchema } from '../shared/shop-checks/expectations';
import type { JudgeDrillEvent } from './event';

/** Numbers of a drill, as its evidence keeps them. */
export interface Measures extends Partial<Counts> {
  readonly rtoSeconds?: number;
  readonly rpoSeconds?: number;
  readonly meteredBytes?: number;
  readonly pointBytes?: number;
}

/**
 * What can be measured of a drill. The recovery time runs from asking for the restore until the shop was checked, or until the files
 * were back; the recovery point's age is taken when its restore was asked for.
 */
export function measuresOf({ restore, shop }: JudgeDrillEvent): Measures {
  if (restore?.state !== 'restored') return {};
  const { requestedAt, takenAt, completedAt, pointBytes } = restore;
  const backAt = restore.resource === 'files' ? completedAt : shop?.checkedAt;
  return {
    ...known({
      rtoSeconds: secondsBetween(requestedAt, backAt),
      rpoSeconds: secondsBetween(takenAt, requestedAt),
      pointBytes,
      meteredBytes: restore.files?.meteredBytes,
    }),
    ...shop?.counts,
  };
}

/** Evidence holds numbers only. */
function known(measures: Readonly<Record<string, number | undefined>>): Measures {
  return Object.fromEntries(Object.entries(measures).filter(([, value]) => value !== undefined));
}

/** Counts that an earlier drill measured; undefined when it did not. */
export function countsIn({ orders, products, customers, users }: Readonly<Record<string, number>>): Counts | undefined {
  const counts = countsSchema.safeParse({ orders, products, customers, users });
  return counts.success ? counts.data : undefined;
}

function secondsBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  return Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}

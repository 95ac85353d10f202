import { verdictOf } from '../shared/check-result';
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
 * What can be measured of a drill. The recovery time runs from asking for the restore until database or files were back; the one
 * check that came to something is a part of it, waiting for it and trying again are not. The recovery point's age is taken when its
 * restore was asked for.
 */
export function measuresOf({ restore, shop }: JudgeDrillEvent): Measures {
  if (restore?.state !== 'restored') return {};
  const { requestedAt, takenAt, completedAt, availableAt, pointBytes } = restore;
  return {
    ...known({
      rtoSeconds:
        restore.resource === 'files'
          ? secondsBetween(requestedAt, completedAt)
          : sum(secondsBetween(requestedAt, availableAt), checkSeconds(shop)),
      rpoSeconds: secondsBetween(takenAt, requestedAt),
      pointBytes,
      meteredBytes: restore.files?.meteredBytes,
    }),
    ...shop?.counts,
  };
}

/** A recovery time that is certain: what became available between two looks may have done so right after the first. */
export function leastRtoSeconds({ restore, shop }: JudgeDrillEvent): number | undefined {
  if (restore?.state !== 'restored') return undefined;
  return sum(secondsBetween(restore.requestedAt, restore.unavailableAt), checkSeconds(shop));
}

/** Of a check that came to something. */
function checkSeconds(shop: JudgeDrillEvent['shop']): number | undefined {
  if (shop === undefined || verdictOf(shop.results) === 'error') return undefined;
  return secondsBetween(shop.startedAt, shop.checkedAt);
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
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

import { inTime } from '../shared/in-time';
import type { Inventories } from './ports';

/**
 * Inventories that come within that time or not at all: a host that hangs must not take from the others, and from what is asked about
 * them, the time that is left.
 * @param mostMs of one host
 */
export function timedInventories(inventories: Inventories, mostMs: number): Inventories {
  return {
    take: (instanceId, signal) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(mostMs)]);
      return inTime(limit, () => inventories.take(instanceId, limit));
    },
  };
}

import type { z } from 'zod';
import type { StoreConfig, storeSchema } from './schema';

const standing = { retentionDays: 35, pointInTimeDays: 14, monthlyRetentionDays: 365 };
const trial = { retentionDays: 1, pointInTimeDays: 1, monthlyRetentionDays: 1 };

/** Settles what depends on more than one field: a trial store keeps everything for one day. */
export function settle(name: string, { $schema: _, ...file }: z.output<typeof storeSchema>): StoreConfig {
  return { ...file, name, backup: { ...file.backup, ...definedOr(file.backup, file.trial ? trial : standing) } };
}

function definedOr(
  given: { retentionDays?: number; pointInTimeDays?: number; monthlyRetentionDays?: number },
  fallback: typeof standing,
): typeof standing {
  return {
    retentionDays: given.retentionDays ?? fallback.retentionDays,
    pointInTimeDays: given.pointInTimeDays ?? fallback.pointInTimeDays,
    monthlyRetentionDays: given.monthlyRetentionDays ?? fallback.monthlyRetentionDays,
  };
}

import type { z } from 'zod';
import type { StoreConfig, storeSchema } from './schema';

/** In days. */
interface Lifetimes {
  readonly retentionDays: number;
  readonly pointInTimeDays: number;
  readonly monthlyRetentionDays: number;
}

/**
 * Settles what depends on more than one field: a trial store keeps everything for one day; a standing one by default keeps
 * daily recovery points for 35 days, monthly ones for a year or as long as the daily ones, and can go back 14 days to any second or as
 * long as the daily ones last.
 */
export function settle(name: string, written: z.output<typeof storeSchema>): StoreConfig {
  const { backup } = written;
  const byDefault = written.trial ? trial : standing(backup.retentionDays ?? 35);
  // Only editors read $schema.
  const file = withoutKey(written, '$schema');
  return {
    ...file,
    name,
    backup: {
      ...backup,
      retentionDays: backup.retentionDays ?? byDefault.retentionDays,
      pointInTimeDays: backup.pointInTimeDays ?? byDefault.pointInTimeDays,
      monthlyRetentionDays: backup.monthlyRetentionDays ?? byDefault.monthlyRetentionDays,
    },
  };
}

const trial: Lifetimes = { retentionDays: 1, pointInTimeDays: 1, monthlyRetentionDays: 1 };

function standing(retentionDays: number): Lifetimes {
  return {
    retentionDays,
    pointInTimeDays: Math.min(14, retentionDays),
    monthlyRetentionDays: Math.max(365, retentionDays),
  };
}

function withoutKey<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const copy: Partial<T> = { ...value };
  Reflect.deleteProperty(copy, key);
  return copy as Omit<T, K>;
}

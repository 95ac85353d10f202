import { z } from 'zod';
import type { CheckShopEvent } from './contract';

export const checkShopEvent = z.object({
  restore: z.object({
    database: z.object({ host: z.string().min(1), port: z.int().min(1).max(65535) }),
    takenAt: z.iso.datetime().optional(),
  }),
  expectations: z.strictObject({
    siteUrl: z.string().optional(),
    plugins: z.array(z.string()).optional(),
    administrators: z.array(z.string()).optional(),
    retentionDays: z.int().min(1).optional(),
    quietHours: z.number().positive().optional(),
  }),
}) satisfies z.ZodType<CheckShopEvent>;

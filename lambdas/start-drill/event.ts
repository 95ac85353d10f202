import { z } from 'zod';
import type { StartDrillEvent } from './contract';

const run = z.object({
  scheduled: z.boolean(),
  execution: z.string().min(1),
  startedAt: z.iso.datetime(),
});

/** What the machine passes; it hands over all it knows, of which each step reads its part. */
export const startDrillEvent = z.discriminatedUnion('step', [
  z.object({ step: z.literal('start'), run: run.extend({ resource: z.enum(['database', 'files']) }) }),
  z.object({
    step: z.literal('follow'),
    run: run.extend({
      restoreJobId: z.string().min(1),
      restore: z.object({ unavailableAt: z.iso.datetime().optional() }).optional(),
    }),
  }),
  z.object({
    step: z.literal('validate'),
    restoreJobId: z.string().min(1),
    verdict: z.enum(['pass', 'fail']),
    summary: z.string(),
  }),
]) satisfies z.ZodType<StartDrillEvent>;

import { z } from 'zod';
import type { SweepDrillsEvent } from './contract';

export const sweepDrillsEvent = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('remove'),
    run: z.object({
      // The machine removes only what a drill restored itself: AWS Backup takes away what its restore tests made.
      scheduled: z.literal(false),
      execution: z.string().min(1),
      startedAt: z.iso.datetime(),
      restoreJobId: z.string().min(1).optional(),
    }),
  }),
  z.object({ step: z.literal('sweep') }),
]) satisfies z.ZodType<SweepDrillsEvent>;

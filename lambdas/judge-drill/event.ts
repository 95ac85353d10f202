import { z } from 'zod';
import { checkResultSchema } from '../shared/check-result';
import { countsSchema } from '../shared/shop-checks/expectations';

const time = z.iso.datetime();
const resource = z.enum(['database', 'files']);

const facts = {
  resource,
  recoveryPointArn: z.string(),
  takenAt: time.optional(),
  requestedAt: time,
  completedAt: time.optional(),
  createdResourceArn: z.string().optional(),
  pointBytes: z.number().optional(),
  seenAt: time,
};

/** All that the machine knows of a drill. What is missing was not come to. */
export const judgeDrillEvent = z.object({
  scheduled: z.boolean(),
  execution: z.string().min(1),
  startedAt: time,
  resource: resource.optional(),
  restoreJobId: z.string().optional(),
  /** A person says that what is missing since the last drill was taken out on purpose. */
  newCounts: z.boolean().optional(),
  start: z.object({ state: z.enum(['started', 'none']), reason: z.string().optional() }).optional(),
  restore: z
    .discriminatedUnion('state', [
      z.object({ state: z.enum(['foreign', 'running']) }),
      z.object({ state: z.literal('late'), reason: z.string(), ...facts }),
      z.object({ state: z.literal('failed'), transient: z.boolean(), reason: z.string(), ...facts }),
      z.object({
        state: z.literal('restored'),
        availableAt: time.optional(),
        unavailableAt: time.optional(),
        files: z.object({ meteredBytes: z.number().optional() }).optional(),
        ...facts,
      }),
    ])
    .optional(),
  shop: z
    .object({ results: z.array(checkResultSchema), counts: countsSchema.optional(), startedAt: time, checkedAt: time })
    .optional(),
  problem: z.object({ Error: z.string(), Cause: z.string().optional() }).optional(),
});

export type JudgeDrillEvent = z.output<typeof judgeDrillEvent>;

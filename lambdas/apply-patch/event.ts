import { z } from 'zod';
import type { ApplyPatchStep } from './contract';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const execution = z.string().min(1).max(80);
/** What AWS names jobs and refreshes by. */
const id = z.string().regex(/^[A-Za-z0-9-]{1,100}$/);
const imageId = z.string().regex(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/);
const request = z.strictObject({
  reason: z.string().min(1).max(500).optional(),
  despiteFindings: z.boolean().optional(),
});

export const applyPatchEvent = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('admit'),
    execution,
    startedAt: z.iso.datetime(),
    request,
  }),
  z.strictObject({ step: z.literal('back-up'), execution }),
  z.strictObject({ step: z.literal('follow-backup'), backupJobId: id }),
  z.strictObject({
    step: z.literal('refresh'),
    execution,
    direction: z.enum(['forward', 'back']),
    imageId,
    request: request.optional(),
  }),
  z.strictObject({ step: z.literal('follow-refresh'), refreshId: id, imageId }),
  z.strictObject({ step: z.literal('cancel-refresh') }),
]) satisfies z.ZodType<ApplyPatchStep>;

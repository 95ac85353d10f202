import { z } from 'zod';
import type { JudgePatchEvent } from './contract';

/** What a window left is read field by field: an odd one must not keep the others from being judged. */
export const judgePatchEvent = z.strictObject({
  step: z.enum(['compare', 'judge']),
  run: z.unknown(),
}) satisfies z.ZodType<JudgePatchEvent>;

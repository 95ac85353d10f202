import { z } from 'zod';
import { reason } from '../fields';

/** A control that is switched off: never a bare `false`, so that plan and report can say why. */
export const optOut = z
  .strictObject({ enabled: z.literal(false).describe('Only false: what is on needs no word.'), reason })
  .describe('Switches the control off; the reason is printed in the plan and in the report.');

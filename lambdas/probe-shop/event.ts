import { z } from 'zod';
import type { ProbeShopEvent } from './contract';

const name = z.string().min(1).max(255);

/** A name alone: with a path, an account or a port in it, another place would be asked than the one that is meant. */
const host = z.string().regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/);

const door = z.strictObject({ host, connectTo: host.optional() });

/** On one line, of what is seen: blanks alone would be on every page. */
const homeText = z
  .string()
  .min(3)
  .max(200)
  .regex(/^[^\s<>\p{Cc}\p{Cf}]+(?: [^\s<>\p{Cc}\p{Cf}]+)*$/u);

const schema = z.strictObject({
  expected: z.strictObject({
    store: name,
    doors: z.strictObject({ shop: door, staff: door }),
    homeText: homeText.optional(),
    testOrder: z
      .strictObject({
        productId: z.int().min(1).max(999_999_999_999),
        gateway: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/),
      })
      .optional(),
    autoScalingGroup: name,
    mailDocument: name,
    orderDocument: name,
    evidence: z.strictObject({ bucket: name, region: name }),
  }),
  mode: z.enum(['watch', 'daily', 'window']),
}) satisfies z.ZodType<ProbeShopEvent>;

/** @throws ZodError when something is missing, unknown or of another form: half an expectation would prove half */
export function parseEvent(event: unknown): ProbeShopEvent {
  return schema.parse(event);
}

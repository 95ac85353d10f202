import { z } from 'zod';
import type { VerifyPatchesEvent } from './contract';

const name = z.string().min(1).max(2_048);
const names = z.array(name).min(1);

const schema = z.strictObject({
  expected: z.strictObject({
    store: name,
    generation: z.int().min(1),
    region: name,
    plugins: z.array(z.strictObject({ name, version: name })),
    locales: names,
    criticalDays: z.int().min(1).max(30),
    autoScalingGroup: name,
    newestImageParameter: name,
    inventoryDocument: name,
    inventoryBucket: name,
    databaseIdentifier: name,
    hostNames: names,
    stacks: z.record(z.string(), names),
    feedBucket: name,
    secondSource: z.enum(['none', 'wpvulnerability']),
    pins: z.array(z.strictObject({ name, value: name, reviewed: z.iso.date() })).min(1),
    evidence: z.strictObject({ bucket: name, region: name }),
  }),
  execution: name.optional(),
}) satisfies z.ZodType<VerifyPatchesEvent>;

/** @throws ZodError when something is missing, unknown or of another form: half an expectation would prove half */
export function parseEvent(event: unknown): VerifyPatchesEvent {
  return schema.parse(event);
}

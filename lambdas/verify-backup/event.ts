import { z } from 'zod';
import type { VerifyBackupEvent } from './contract';

const arn = z.string().startsWith('arn:');
const name = z.string().min(1);
const hours = z.number().positive();
const days = z.int().min(1);

const vault = z.strictObject({
  name,
  region: name,
  keyArn: arn,
  minRetentionDays: days,
  maxRetentionDays: days,
  keyArns: z.strictObject({ database: arn, files: arn }),
  lockFinal: z.boolean(),
});

const schema = z.strictObject({
  expected: z.strictObject({
    store: name,
    generation: z.int().min(1),
    exportBucket: name,
    keyArn: arn,
    keyPolicy: z.record(z.string(), z.unknown()),
    lockDays: days,
    trial: z.boolean(),
    exportIntervalHours: hours,
    rpoHours: hours,
    drillIntervalHours: hours,
    offsiteDrillIntervalHours: hours,
    vaults: z.strictObject({ home: vault, offsite: vault }),
    databaseArn: arn,
    fileSystemArn: arn,
    evidence: z.strictObject({ bucket: name, region: name }),
  }),
  manifestKey: name.optional(),
}) satisfies z.ZodType<VerifyBackupEvent>;

/** @throws ZodError when something is missing, unknown or of another form: half an expectation would prove half */
export function parseEvent(event: unknown): VerifyBackupEvent {
  return schema.parse(event);
}

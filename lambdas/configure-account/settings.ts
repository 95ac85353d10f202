import { z } from 'zod';
import type { AccountSettings } from './contract';

/** CloudFormation hands every scalar over as a string. */
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const schema = z.strictObject({
  account: z.string().regex(/^\d{12}$/),
  s3PublicAccessBlock: flag,
  ebsEncryption: flag,
  inspector: flag,
});

/** @throws ZodError when a property is missing, unknown or of another form */
export function parseSettings(properties: unknown): AccountSettings {
  return schema.parse(properties);
}

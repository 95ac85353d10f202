import { type Manifest, manifestSchema } from '../shared/manifest';
import type { Exports, StoredObject } from './ports';

/** A shop has some hundred tables, and a manifest some 10 KiB. */
const mostBytes = 1_048_576;

/** Reads a manifest. @returns what is wrong with it as text when it is none @throws Error when it cannot be read */
export async function readManifest(
  exports: Exports,
  object: StoredObject,
  signal: AbortSignal,
): Promise<Manifest | string> {
  if (object.bytes > mostBytes) return `${object.bytes} bytes, which is more than a manifest has`;
  const chunks: Uint8Array[] = [];
  for await (const chunk of exports.open(object, signal)) chunks.push(chunk);
  const parsed = manifestSchema.safeParse(jsonOf(Buffer.concat(chunks).toString('utf8')));
  if (parsed.success) return parsed.data;
  // Where only: zod's messages may quote the content.
  const [first] = parsed.error.issues;
  return `no manifest: ${first?.path.join('.') || 'no JSON object'}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

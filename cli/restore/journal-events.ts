import { z } from 'zod';

const at = z.iso.datetime();
const id = z.int().min(1);
const money = { order: id, gateway: z.string(), amount: z.string(), currency: z.string() };

/** What the must-use plugin writes: host/wordpress/mu-plugins/storefort/journal.php. */
const eventSchema = z.discriminatedUnion('event', [
  z.object({ at, event: z.literal('issued'), order: id }),
  z.object({ at, event: z.literal('paid'), ...money, transaction: z.string() }),
  z.object({ at, event: z.literal('refunded'), ...money, refund: id }),
  z.object({ at, event: z.literal('erased'), what: z.string().regex(/^[a-z-]{1,40}$/), id }),
]);

export type JournalEvent = z.output<typeof eventSchema>;

/** An event, and the line that says so: the host believes the line alone, by its seal. */
export interface JournalEntry {
  readonly line: string;
  readonly event: JournalEvent;
}

/** PHP writes the time before it. What a stranger sent may stand anywhere else in a line, and does not count. */
const pattern = /^\[[^\]]+\] (storefort journal [0-9a-f]{64} (\{.*\}))\r?$/;

/** @returns undefined when it is no entry: torn, masked, or something else that only speaks of the journal */
export function entryOf(message: string): JournalEntry | undefined {
  const [, line, json] = pattern.exec(message.trimEnd()) ?? [];
  if (line === undefined || json === undefined) return undefined;
  const parsed = eventSchema.safeParse(valueOf(json));
  return parsed.success ? { line, event: parsed.data } : undefined;
}

function valueOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

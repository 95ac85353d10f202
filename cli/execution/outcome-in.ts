import { z } from 'zod';
import type { Outcome } from './ports';

const outcome = z.object({
  verdict: z.enum(['pass', 'fail', 'error']),
  evidenceKey: z.string().min(1),
  summary: z.string().optional(),
});

/** Deeper than a machine ever puts it. */
const deepest = 6;

/**
 * What was judged, wherever in a step's output it stands: the machine is free to move it.
 * @param marked a field that it must have beside, where other steps of the machine have verdicts of their own
 */
export function outcomeIn(output: string | undefined, marked?: string): Outcome | undefined {
  if (output === undefined) return undefined;
  try {
    return within(JSON.parse(output), marked, 0);
  } catch {
    return undefined;
  }
}

function within(value: unknown, marked: string | undefined, depth: number): Outcome | undefined {
  if (typeof value !== 'object' || value === null || depth > deepest) return undefined;
  const parsed = outcome.safeParse(value);
  if (parsed.success && (marked === undefined || Object.hasOwn(value, marked))) return parsed.data;
  for (const inner of Object.values(value)) {
    const found = within(inner, marked, depth + 1);
    if (found) return found;
  }
  return undefined;
}

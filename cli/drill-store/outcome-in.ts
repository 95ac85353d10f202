import { z } from 'zod';
import type { DrillOutcome } from './ports';

const outcome = z.object({
  verdict: z.enum(['pass', 'fail', 'error']),
  evidenceKey: z.string().min(1),
  summary: z.string().optional(),
});

/** Deeper than the machine ever puts it. */
const deepest = 6;

/** What was judged, wherever in a step's output it stands: the machine is free to move it. */
export function outcomeIn(output: string | undefined): DrillOutcome | undefined {
  if (output === undefined) return undefined;
  try {
    return within(JSON.parse(output), 0);
  } catch {
    return undefined;
  }
}

function within(value: unknown, depth: number): DrillOutcome | undefined {
  if (typeof value !== 'object' || value === null || depth > deepest) return undefined;
  const parsed = outcome.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const inner of Object.values(value)) {
    const found = within(inner, depth + 1);
    if (found) return found;
  }
  return undefined;
}

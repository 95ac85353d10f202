import { z } from 'zod';

/** One line, for evidence and for a person: bounded, for it comes from others. */
const text = z.string().transform(oneLine);
const name = z.string().min(1).max(2048);
const time = z.iso.datetime();
const verdict = z.enum(['pass', 'fail', 'error']);

const request = z.object({ reason: text.optional(), despiteFindings: z.boolean().optional() });

const admitted = z.discriminatedUnion('state', [
  z.object({ state: z.literal('refused'), because: z.array(text) }),
  z.object({
    state: z.literal('admitted'),
    work: z.enum(['nothing', 'image']),
    image: z.object({ now: name, newest: name }),
  }),
]);

const backup = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running'), backupJobId: name }),
  z.object({ state: z.literal('done'), backupJobId: name, recoveryPointArn: name }),
  z.object({ state: z.literal('failed'), backupJobId: name, because: text }),
]);

const refresh = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running'), refreshId: name, percent: z.number() }),
  z.object({ state: z.literal('done'), refreshId: name }),
  z.object({ state: z.literal('refused'), because: z.array(text) }),
  z.object({ state: z.literal('failed'), refreshId: name, because: text }),
]);

const probe = z.object({
  verdict,
  checks: z.record(z.string().max(64), z.enum(['pass', 'fail', 'error', 'not-run'])),
  responseMs: z.record(z.string().max(64), z.number().nonnegative()),
  evidenceKey: name.optional(),
  summary: text,
});

const fields = {
  execution: name,
  startedAt: time,
  endedAt: time,
  request,
  admitted,
  backup,
  probeBefore: probe,
  forward: refresh,
  probeAfter: probe,
  compared: z.object({ state: z.enum(['as-well', 'worse', 'unknown']), because: z.array(text) }),
  cancel: z.object({ state: z.enum(['running', 'done', 'failed']) }),
  back: refresh,
  cancelBack: z.object({ state: z.enum(['running', 'done', 'failed']) }),
  probeBack: probe,
  verified: z.object({ verdict, evidenceKey: name, summary: text }),
  /** When each loop began, by its name. */
  loops: z.record(z.string(), z.object({ since: time })),
  /** What was caught, by the step that it came from. */
  problems: z.record(z.string(), z.object({ Error: z.string(), Cause: z.string().optional() })),
};

type Fields = { readonly [K in keyof typeof fields]: z.output<(typeof fields)[K]> };

export type Probe = Fields['probeBefore'];

/** A field of the machine's state; `odd`: it is there, and cannot be read. */
export type Field<T> = { readonly is: 'absent' } | { readonly is: 'odd' } | { readonly is: 'read'; readonly value: T };

export type PatchWindow = { readonly [K in keyof Fields]: Field<Fields[K]> };

/** Reads what the machine knows of a window. It never throws: what it does not understand is `odd`, and all of it when it is no object. */
export function readWindow(run: unknown): PatchWindow {
  const object = z.record(z.string(), z.unknown()).safeParse(run);
  const read = (key: string, schema: z.ZodType): Field<unknown> => {
    if (!object.success) return { is: 'odd' };
    if (object.data[key] === undefined) return { is: 'absent' };
    const parsed = schema.safeParse(object.data[key]);
    return parsed.success ? { is: 'read', value: parsed.data } : { is: 'odd' };
  };
  return Object.fromEntries(Object.entries(fields).map(([key, schema]) => [key, read(key, schema)])) as PatchWindow;
}

export function valueOf<T>(field: Field<T>): T | undefined {
  return field.is === 'read' ? field.value : undefined;
}

/** Steps of a window that it may not come to. */
export type Step = keyof PatchWindow;

/** No window comes to the latter without the former. */
const followers: Partial<Record<Step, readonly Step[]>> = {
  backup: ['probeBefore'],
  probeBefore: ['forward'],
  forward: ['probeAfter', 'cancel'],
  probeAfter: ['compared'],
  cancel: ['back'],
  back: ['probeBack', 'cancelBack'],
};

/** Whether the window came to a step. Where that cannot be read it did: what may have been changed is looked at. */
export function cameTo(window: PatchWindow, step: Step): boolean {
  const { loops, problems } = window;
  return (
    // Every window asks whether it may open.
    step === 'admitted' ||
    window[step].is !== 'absent' ||
    loops.is === 'odd' ||
    problems.is === 'odd' ||
    valueOf(loops)?.[step] !== undefined ||
    valueOf(problems)?.[step] !== undefined ||
    (followers[step] ?? []).some((next) => cameTo(window, next))
  );
}

/** What was caught at a step, in one line: functions answer with JSON that holds a stack trace. */
export function problemOf({ problems }: PatchWindow, step: Step): string | undefined {
  const problem = valueOf(problems)?.[step];
  if (problem === undefined) return undefined;
  return oneLine(`${problem.Error}: ${messageIn(problem.Cause ?? '').split('\n')[0] ?? ''}`);
}

function messageIn(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}

function oneLine(words: string): string {
  return words
    .slice(0, 2_000)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300);
}

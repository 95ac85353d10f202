import { ExecutionError, ExecutionTimeoutError, StateMachine } from 'aws-local-stepfunctions';
import { check } from './check-definition';
import './empty-selections';
import './with-resolvers';

/** A state machine as Step Functions takes it, JSONPath flavour. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of AWS's making: tests look into it with matchers
export type Definition = Record<string, any>;

/** One call of a service that the machine made, retries included. */
export interface Call {
  readonly state: string;
  /** `lambda:<function's name>`, whether invoked or named as the resource itself, or the resource without `arn:aws:states:::`, such as `aws-sdk:backup:putRestoreValidationResult`. */
  readonly service: string;
  /** What the service was given: the payload of a function, the parameters of an API. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see Definition
  readonly parameters: any;
  /** Seconds since the execution began, in the machine's own time. */
  readonly atSeconds: number;
}

/** Stands for a function or an API. Throw `fault(...)` for its errors; never answering makes the task time out. */
export type Service = (parameters: Call['parameters'], call: Call) => unknown;

export interface Execution {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  /** Names of the states entered, in order; a retry enters none. */
  readonly states: readonly string[];
  readonly calls: readonly Call[];
  /** How long it took in the machine's own time. */
  readonly seconds: number;
}

export interface RunOptions {
  readonly services: Readonly<Record<string, Service>>;
  /** `$$.Execution.Name`. @default 'execution-1' */
  readonly name?: string;
  /** When the execution starts. @default 2026-11-25T06:00:00Z */
  readonly startedAt?: Date;
}

/** Definitions that were found valid: that takes longer than to execute one. */
const checked = new WeakSet<object>();

/** An error of a service, named as the machine's Retry and Catch see it. */
export function fault(name: string, message = 'refused by the test'): Error {
  return Object.assign(new Error(message), { name });
}

/** A service that never answers. */
export function silence(): Promise<never> {
  return new Promise(() => undefined);
}

/**
 * Executes a definition with aws-local-stepfunctions, in virtual time: waits, retries and timeouts of hours take
 * milliseconds, and a service sees the hour it would see (`Date`). Services must not wait for anything real.
 * @throws Error when the definition is not valid, or calls a service that the test does not name
 */
export async function runMachine(definition: Definition, input: unknown, options: RunOptions): Promise<Execution> {
  if (!checked.has(definition)) check(definition);
  checked.add(definition);
  const started = options.startedAt ?? new Date('2026-11-25T06:00:00Z');
  jest.useFakeTimers({ now: started, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  try {
    const calls: Call[] = [];
    const machine = new StateMachine(definition as never, { validationOptions: { noValidate: true } });
    const run = machine.run(copy(input) as never, {
      overrides: { taskResourceLocalHandlers: handlers(definition, options.services, calls, started) },
      context: contextOf(options.name ?? 'execution-1') as never,
    });
    const states = namesEntered(run.eventLogs);
    const ended = ending(run.result);
    let over: Ending | undefined;
    void ended.then((how) => (over = how));
    while (over === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      await jest.advanceTimersToNextTimerAsync();
    }
    const unknown = calls.find(({ service }) => options.services[service] === undefined);
    if (unknown) throw new Error(`${unknown.state} calls ${unknown.service}, which the test does not stand in for`);
    return { ...over, states: await states, calls, seconds: (Date.now() - started.getTime()) / 1000 };
  } finally {
    jest.useRealTimers();
  }
}

type Ending = Pick<Execution, 'status' | 'output' | 'error' | 'cause'>;

async function ending(result: Promise<unknown>): Promise<Ending> {
  try {
    return { status: 'SUCCEEDED', output: copy(await result) };
  } catch (error) {
    if (error instanceof ExecutionTimeoutError) return { status: 'TIMED_OUT' };
    if (!(error instanceof ExecutionError)) throw error;
    const { name, message } = error.cause as Error;
    return { status: 'FAILED', error: name, cause: message };
  }
}

function contextOf(name: string): object {
  return {
    Execution: { Id: `arn:aws:states:us-east-1:111122223333:execution:machine:${name}`, Name: name, RoleArn: 'role' },
    StateMachine: { Id: 'arn:aws:states:us-east-1:111122223333:stateMachine:machine', Name: 'machine' },
    State: {
      // The interpreter leaves it out; read anew by every state.
      get EnteredTime() {
        return new Date().toISOString();
      },
    },
  };
}

async function namesEntered(events: AsyncIterable<unknown>): Promise<string[]> {
  const names: string[] = [];
  for await (const event of events) {
    const { type, state } = event as { type: string; state: { name: string } };
    if (type === 'StateEntered') names.push(state.name);
  }
  return names;
}

function handlers(definition: Definition, services: RunOptions['services'], calls: Call[], started: Date) {
  const tasks = Object.entries(definition['States'] as Record<string, Definition>).filter(
    ([, { Type }]) => Type === 'Task',
  );
  return Object.fromEntries(
    tasks.map(([state, { Resource }]) => [
      state,
      async (input: unknown) => {
        const called = callOf(state, String(Resource), input, (Date.now() - started.getTime()) / 1000);
        calls.push(called);
        const answer = copy(await services[called.service]?.(called.parameters, called));
        return (Resource === invoke ? { StatusCode: 200, Payload: answer ?? null } : answer) as never;
      },
    ]),
  );
}

const invoke = 'arn:aws:states:::lambda:invoke';

function callOf(state: string, resource: string, input: unknown, atSeconds: number): Call {
  const given = copy(input) as { FunctionName?: string; Payload?: unknown };
  const [, named] = /^arn:aws:lambda:[^:]*:[^:]*:function:(.+)$/.exec(resource) ?? [];
  if (named !== undefined) return { state, service: `lambda:${named}`, parameters: given, atSeconds };
  return resource === invoke
    ? { state, service: `lambda:${String(given.FunctionName)}`, parameters: given.Payload, atSeconds }
    : { state, service: resource.replace(/^arn:aws:states:::/, ''), parameters: given, atSeconds };
}

/** Between states everything is JSON. */
function copy<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { z } from 'zod';

/** What CloudFormation asks of a custom resource. */
export interface CustomResourceRequest<P> {
  readonly type: 'Create' | 'Update' | 'Delete';
  readonly properties: P;
  /** What an earlier answer named it; undefined while it is being created. */
  readonly physicalId?: string;
  /** The properties before this update, unparsed: an older version of the code may have written them. */
  readonly old?: unknown;
}

/** What was made. Everything in it can be read by whoever may describe the stack: never a secret. */
export interface CustomResourceAnswer {
  /** Another one than before makes CloudFormation delete what bore the former. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` returns. @default {} */
  readonly data?: Record<string, string>;
}

/** Puts the answer where CloudFormation waits for it. @throws Error when it could not be delivered */
export type Deliver = (url: string, body: string) => Promise<void>;

/**
 * Named as the physical id when a creation failed. CloudFormation then asks to delete it: there is nothing to delete,
 * and a handler that tried might fail again and leave the stack in `ROLLBACK_FAILED`.
 */
const neverCreated = 'storefort:never-created';

/** Kept back from the function's time to deliver the answer: without one CloudFormation waits an hour. */
const reserveMs = 10_000;
/** CloudFormation reads at most 4,096 bytes in all. */
const reasonLength = 800;

const eventSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url({ protocol: /^https$/ }),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: z.record(z.string(), z.unknown()).default({}),
  OldResourceProperties: z.unknown().optional(),
});

type Event = z.output<typeof eventSchema>;

const logger = new Logger({ serviceName: 'custom-resource' });

/**
 * The handler of a CloudFormation custom resource. CloudFormation is always answered: with what `act` returns, with the
 * message of what `parse` or `act` throws, or, ten seconds before the function's time is up, with that. Messages of
 * errors are shown in the stack's events, so they must hold no secret. `act` must be idempotent: an answer that could
 * not be delivered makes Lambda try again.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 *
 * @param parse gets the properties without `ServiceToken` and `ServiceTimeout`, all scalars as strings; throws when
 * they are wrong
 * @param act creates, updates or deletes; is not asked to delete what was never created
 * @throws Error when the event is not CloudFormation's, or the answer could not be delivered
 */
export function customResource<P>(
  parse: (properties: unknown) => P,
  act: (request: CustomResourceRequest<P>) => Promise<CustomResourceAnswer>,
  deliver: Deliver = putAnswer,
): (event: unknown, context: Context) => Promise<void> {
  return async (raw, context) => {
    const event = eventSchema.parse(raw);
    const body = await outcome(event, context, parse, act);
    await deliver(event.ResponseURL, body);
  };
}

async function outcome<P>(
  event: Event,
  context: Context,
  parse: (properties: unknown) => P,
  act: (request: CustomResourceRequest<P>) => Promise<CustomResourceAnswer>,
): Promise<string> {
  if (event.RequestType === 'Delete' && event.PhysicalResourceId === neverCreated) {
    return answer(event, { physicalId: neverCreated });
  }
  const giveUp = new AbortController();
  try {
    const properties = Object.fromEntries(
      Object.entries(event.ResourceProperties).filter(([name]) => !['ServiceToken', 'ServiceTimeout'].includes(name)),
    );
    const acting = act({
      type: event.RequestType,
      properties: parse(properties),
      physicalId: event.PhysicalResourceId,
      old: event.OldResourceProperties,
    });
    return answer(event, await Promise.race([acting, outOfTime(context, giveUp.signal)]));
  } catch (error) {
    logger.error('custom resource failed', error as Error);
    return refusal(event, context, error);
  } finally {
    giveUp.abort();
  }
}

async function outOfTime(context: Context, signal: AbortSignal): Promise<never> {
  try {
    await sleep(Math.max(context.getRemainingTimeInMillis() - reserveMs, 0), undefined, { signal });
  } catch {
    // Nobody waits any longer: the race is over.
  }
  throw new Error('not finished within the time the function has');
}

function answer(event: Event, { physicalId, data }: CustomResourceAnswer): string {
  return JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: physicalId, ...addressOf(event), Data: data ?? {} });
}

function refusal(event: Event, context: Context, error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown fault';
  return JSON.stringify({
    Status: 'FAILED',
    Reason: `${message.slice(0, reasonLength)} (log stream ${context.logStreamName})`,
    PhysicalResourceId: event.PhysicalResourceId ?? neverCreated,
    ...addressOf(event),
  });
}

function addressOf(event: Event) {
  return { StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId };
}

/**
 * Delivers by HTTP PUT, three times at most. The address is presigned without a content type: with one S3 would refuse
 * it.
 * @throws Error when it was not accepted
 */
export async function putAnswer(url: string, body: string, pauseMs = 500): Promise<void> {
  let last: unknown;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (attempt > 0) await sleep(pauseMs * attempt);
    try {
      const response = await fetch(url, {
        method: 'PUT',
        headers: { 'content-type': '' },
        body,
        signal: AbortSignal.timeout(2_000),
      });
      if (response.ok) return;
      last = new Error(`status ${response.status}`);
    } catch (error) {
      last = error;
    }
  }
  throw new Error('CloudFormation was not answered', { cause: last });
}

import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { UndiciHttp } from '../shared/http/undici-http';
import { LoggedMetrics } from '../shared/metrics';
import { awsPorts } from './aws-ports';
import { awsSources } from './aws-sources';
import { type VerifyPatchesAnswer, verifyPatchesEnvironment as names } from './contract';
import { parseEvent } from './event';
import { HttpWordPressOrg } from './http-wordpress-org';
import { timedInventories } from './timed-inventories';
import { verifyPatches } from './verify-patches';

/** Kept back to write the evidence. */
const reserveMs = 60_000;
const inventoryMs = 240_000;

const logger = new Logger({ serviceName: 'verify-patches' });
const metrics = new LoggedMetrics();
const http = new UndiciHttp();
const now = () => new Date();
const text = z.string().min(1);
const given = z.object({ [names.metricNamespace]: text, [names.version]: text }).parse(process.env);

export async function handler(raw: unknown, context: Context): Promise<VerifyPatchesAnswer> {
  const event = parseEvent(raw);
  const { inventories, ...ports } = awsPorts(event.expected);
  const answer = await verifyPatches(event, {
    ...ports,
    inventories: timedInventories(inventories, inventoryMs),
    wordpressOrg: new HttpWordPressOrg(http),
    sources: awsSources(event.expected, http, now),
    metrics,
    now,
    deadline: AbortSignal.timeout(Math.max(context.getRemainingTimeInMillis() - reserveMs, 0)),
    namespace: given[names.metricNamespace],
    version: given[names.version],
  });
  logger.info('patches verified', { ...answer });
  return answer;
}

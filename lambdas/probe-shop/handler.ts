import { Logger } from '@aws-lambda-powertools/logger';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { AwsEvidenceStore } from '../shared/aws-evidence-store';
import { AwsHostCommands } from '../shared/aws-host-commands';
import { UndiciHttp } from '../shared/http/undici-http';
import { LoggedMetrics } from '../shared/metrics';
import { type ProbeShopAnswer, probeShopEnvironment as names } from './contract';
import { Cookies } from './cookies';
import { parseEvent } from './event';
import { probeShop } from './probe-shop';

/** Kept back to take back what was begun, and of that to write the evidence. */
const reserveMs = { deeds: 75_000, evidence: 20_000 };
/** An answer that does not begin within this time is asked for again. */
const patience = { maxAttempts: 4, requestHandler: { connectionTimeout: 5_000, socketTimeout: 10_000 } };

const logger = new Logger({ serviceName: 'probe-shop' });
const text = z.string().min(1);
const given = z.object({ [names.metricNamespace]: text, [names.version]: text }).parse(process.env);
const clients = { ssm: new SSMClient(patience), autoScaling: new AutoScalingClient(patience) };
const ports = { http: new UndiciHttp(), metrics: new LoggedMetrics(), cookies: new Cookies() };

export async function handler(raw: unknown, context: Context): Promise<ProbeShopAnswer> {
  const event = parseEvent(raw);
  const { store, autoScalingGroup, evidence } = event.expected;
  const within = (kept: number) => AbortSignal.timeout(Math.max(context.getRemainingTimeInMillis() - kept, 0));
  const answer = await probeShop(event, {
    ...ports,
    hosts: new AwsHostCommands({ ...clients, autoScalingGroup }),
    evidence: new AwsEvidenceStore(new S3Client({ ...patience, region: evidence.region }), evidence.bucket, store),
    now: () => new Date(),
    deadline: within(reserveMs.deeds),
    lastCall: within(reserveMs.evidence),
    namespace: given[names.metricNamespace],
    version: given[names.version],
  });
  logger.info('shop probed', { mode: event.mode, verdict: answer.verdict, summary: answer.summary });
  return answer;
}

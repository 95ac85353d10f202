import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { UndiciHttp } from '../shared/http/undici-http';
import { LoggedMetrics } from '../shared/metrics';
import { AwsFeedKey } from './aws-feed-key';
import { AwsKeptFeed } from './aws-kept-feed';
import { fetchVulnerabilitiesEnvironment as names } from './contract';
import { fetchVulnerabilities } from './fetch-vulnerabilities';

/** Kept back to remove what was put by halves. */
const reserveMs = 20_000;

/** An answer that does not begin within this time is asked for again. */
const patience = { maxAttempts: 5, requestHandler: { connectionTimeout: 5_000, socketTimeout: 30_000 } };

const logger = new Logger({ serviceName: 'fetch-vulnerabilities' });
const text = z.string().min(1);
const given = z
  .object({ [names.bucket]: text, [names.secretArn]: text, [names.metricNamespace]: text })
  .parse(process.env);
const ports = {
  key: new AwsFeedKey(new SecretsManagerClient(patience), given[names.secretArn]),
  web: new UndiciHttp(),
  kept: new AwsKeptFeed(new S3Client(patience), given[names.bucket]),
  metrics: new LoggedMetrics(),
  now: () => new Date(),
  namespace: given[names.metricNamespace],
};

export async function handler(_: unknown, context: Context): Promise<void> {
  const timeoutMs = Math.max(context.getRemainingTimeInMillis() - reserveMs, 1);
  const deadline = AbortSignal.timeout(timeoutMs);
  const { entries, plainBytes, fetchedAt } = await fetchVulnerabilities({ ...ports, deadline, timeoutMs });
  logger.info('feed kept', { entries, plainBytes, fetchedAt });
}

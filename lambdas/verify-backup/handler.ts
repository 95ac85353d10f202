import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { scanDump } from '../shared/dump/scan-dump';
import { LoggedMetrics } from '../shared/metrics';
import { awsPorts } from './aws-ports';
import { verifyBackupEnvironment as names } from './contract';
import { parseEvent } from './event';
import { verifyBackup } from './verify-backup';

/** Kept back to write the evidence. */
const reserveMs = 60_000;

const logger = new Logger({ serviceName: 'verify-backup' });
const metrics = new LoggedMetrics();
const text = z.string().min(1);
const given = z.object({ [names.metricNamespace]: text, [names.version]: text }).parse(process.env);

export async function handler(raw: unknown, context: Context): Promise<void> {
  const event = parseEvent(raw);
  const evidence = await verifyBackup(event, {
    ...awsPorts(event.expected),
    scan: (source, signal) => scanDump(source, { compression: 'gzip', signal }),
    metrics,
    now: () => new Date(),
    deadline: AbortSignal.timeout(Math.max(context.getRemainingTimeInMillis() - reserveMs, 0)),
    namespace: given[names.metricNamespace],
    version: given[names.version],
  });
  const notPassed = evidence.results.filter(({ verdict }) => verdict !== 'pass');
  logger.info('backups verified', { check: evidence.check, verdict: evidence.verdict, notPassed });
}

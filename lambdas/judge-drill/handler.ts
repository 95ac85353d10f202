import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { AwsEvidenceStore } from '../shared/aws-evidence-store';
import { LoggedMetrics } from '../shared/metrics';
import { judgeDrillEnvironment as names, type Judged } from './contract';
import { judgeDrillEvent } from './event';
import { judgeDrill } from './judge-drill';

const text = z.string().min(1);
const hours = z.coerce.number().positive();
const given = z
  .object({
    [names.store]: text,
    [names.place]: z.enum(['home', 'offsite']),
    [names.vaultName]: text,
    [names.rtoHours]: hours,
    [names.rpoHours]: hours,
    [names.metricNamespace]: text,
    [names.evidenceBucket]: text,
    [names.evidenceRegion]: text,
    [names.version]: text,
  })
  .parse(process.env);
const settings = {
  store: given[names.store],
  place: given[names.place],
  vaultName: given[names.vaultName],
  rtoHours: given[names.rtoHours],
  rpoHours: given[names.rpoHours],
  metricNamespace: given[names.metricNamespace],
  version: given[names.version],
};
const client = new S3Client({ region: given[names.evidenceRegion] });
const evidence = new AwsEvidenceStore(client, given[names.evidenceBucket], settings.store);
const ports = { evidence, metrics: new LoggedMetrics() };

export async function handler(event: unknown): Promise<Judged> {
  return judgeDrill(judgeDrillEvent.parse(event), settings, ports);
}

import { BackupClient } from '@aws-sdk/client-backup';
import { EFSClient } from '@aws-sdk/client-efs';
import { RDSClient } from '@aws-sdk/client-rds';
import { z } from 'zod';
import { LoggedMetrics } from '../shared/metrics';
import { AwsCopies } from './aws-copies';
import { AwsRestores } from './aws-restores';
import { type Removed, sweepDrillsEnvironment as names, type Swept } from './contract';
import { sweepDrillsEvent } from './event';
import { removeCopies } from './remove-copies';
import { sweepDrills } from './sweep-drills';

const text = z.string().min(1);
const given = z
  .object({
    [names.drillPrefix]: text,
    [names.restoreRoleArn]: text,
    [names.spared]: text,
    [names.metricNamespace]: text,
    [names.place]: text,
  })
  .parse(process.env);
const settings = {
  drillPrefix: given[names.drillPrefix],
  spared: z.array(text).min(1).parse(JSON.parse(given[names.spared])),
  metricNamespace: given[names.metricNamespace],
  place: given[names.place],
};
const ports = {
  copies: new AwsCopies(new RDSClient(), new EFSClient()),
  restores: new AwsRestores(new BackupClient(), given[names.restoreRoleArn]),
  metrics: new LoggedMetrics(),
  now: () => new Date(),
};

export async function handler(event: unknown): Promise<Removed | Swept> {
  const asked = sweepDrillsEvent.parse(event);
  return asked.step === 'remove' ? removeCopies(asked.run, settings, ports) : sweepDrills(settings, ports);
}

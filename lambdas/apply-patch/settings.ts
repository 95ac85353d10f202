import { z } from 'zod';
import { applyPatchEnvironment as names } from './contract';

const text = z.string().min(1);
const listOf = (most: number) => z.array(text).max(most);
/** A region with an empty list would be one in which nothing is looked at. */
const byRegion = z
  .record(z.string().regex(/^[a-z0-9-]+$/), listOf(100).min(1))
  .refine((regions) => Object.keys(regions).length > 0, 'names no region');

function json<T extends z.ZodType>(schema: T) {
  return text
    .transform((value, context): unknown => {
      try {
        return JSON.parse(value);
      } catch {
        context.addIssue({ code: 'custom', message: 'is no JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

const schema = z.object({
  [names.store]: text,
  [names.autoScalingGroup]: text,
  [names.imageParameter]: text,
  [names.newestImageParameter]: text,
  [names.vaultName]: text,
  [names.databaseArn]: z.string().regex(/^arn:[a-z-]+:rds:[a-z0-9-]+:\d{12}:db:/),
  [names.backupRoleArn]: text,
  [names.recoveryPointDays]: z.coerce.number().int().min(1),
  [names.rpoHours]: z.coerce.number().positive(),
  [names.machineName]: z.string().regex(/^[A-Za-z0-9_-]{1,80}$/),
  [names.alarmPrefixes]: json(byRegion),
  [names.toleratedAlarms]: json(listOf(100)),
  // A refresh takes ten, and one that no alarm ends would be forward whatever happens.
  [names.refreshAlarms]: json(listOf(10).min(1)),
  [names.stacks]: json(byRegion),
});

/** @throws Error naming what is missing or of another form */
export function applyPatchSettings(environment: Readonly<Record<string, string | undefined>>) {
  const given = schema.parse(environment);
  return {
    store: given[names.store],
    autoScalingGroup: given[names.autoScalingGroup],
    imageParameter: given[names.imageParameter],
    newestImageParameter: given[names.newestImageParameter],
    vaultName: given[names.vaultName],
    databaseArn: given[names.databaseArn],
    backupRoleArn: given[names.backupRoleArn],
    recoveryPointDays: given[names.recoveryPointDays],
    rpoHours: given[names.rpoHours],
    machineArn: machineArn(given[names.databaseArn], given[names.machineName]),
    alarmPrefixes: given[names.alarmPrefixes],
    toleratedAlarms: given[names.toleratedAlarms],
    refreshAlarms: given[names.refreshAlarms],
    stacks: given[names.stacks],
  };
}

/** By its name: the machine names this function, so the function cannot be deployed with the machine's ARN. */
function machineArn(databaseArn: string, name: string): string {
  const [arn, partition, , region, account] = databaseArn.split(':');
  return [arn, partition, 'states', region, account, 'stateMachine', name].join(':');
}

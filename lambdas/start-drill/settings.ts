import { z } from 'zod';
import { startDrillEnvironment as names } from './contract';

const text = z.string().min(1);

const schema = z.object({
  [names.vaultName]: text,
  [names.restoreRoleArn]: text,
  [names.drillPrefix]: text,
  [names.subnetGroupName]: text,
  [names.databaseSecurityGroupId]: text,
  [names.databaseClass]: text,
  [names.filesKeyArn]: text,
  [names.testingPlanArn]: text.optional(),
});

/** @throws Error naming what is missing */
export function startDrillSettings(environment: Readonly<Record<string, string | undefined>>) {
  const given = schema.parse(environment);
  return {
    vaultName: given[names.vaultName],
    restoreRoleArn: given[names.restoreRoleArn],
    drillPrefix: given[names.drillPrefix],
    subnetGroupName: given[names.subnetGroupName],
    databaseSecurityGroupId: given[names.databaseSecurityGroupId],
    databaseClass: given[names.databaseClass],
    filesKeyArn: given[names.filesKeyArn],
    testingPlanArn: given[names.testingPlanArn],
  };
}

import {
  DescribeDBInstancesCommand,
  DescribeDBMajorEngineVersionsCommand,
  DescribePendingMaintenanceActionsCommand,
  type PendingMaintenanceAction,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { asked, paged } from '../shared/paged';
import type { ManagedServices } from './ports';

type Database = Awaited<ReturnType<ManagedServices['database']>>;

/**
 * The database's engine, until when AWS supports it, and what maintenance waits. RDS does not say since when that waits. Needs
 * `rds:DescribeDBInstances`, `rds:DescribeDBMajorEngineVersions` and `rds:DescribePendingMaintenanceActions`.
 * @throws Error when AWS refuses, there is no such database, or an answer lacks something
 */
export async function readDatabase(rds: RDSClient, identifier: string): Promise<Database> {
  const what = `the database ${identifier}`;
  const { DBInstances = [] } = await asked(what, () =>
    rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier })),
  );
  const { DBInstanceArn: arn, Engine: engine, EngineVersion: version } = DBInstances[0] ?? {};
  if (arn === undefined || engine === undefined || version === undefined) {
    throw new Error(`${what}: ARN, engine or version is missing`);
  }
  return {
    engine,
    version,
    endOfSupport: await endOfSupport(rds, engine, version),
    pending: (await pendingActions(rds, arn)).map(pendingAction),
  };
}

/**
 * Of standard support: what comes after costs extra, and MariaDB has none.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-viewing-support-dates.html
 */
async function endOfSupport(rds: RDSClient, Engine: string, version: string): Promise<Date | undefined> {
  const majors = await paged(`the versions of ${Engine}`, async (Marker) => {
    const answer = await rds.send(new DescribeDBMajorEngineVersionsCommand({ Engine, Marker }));
    return { found: answer.DBMajorEngineVersions, next: answer.Marker };
  });
  const own = majors.find(({ MajorEngineVersion: major }) => major !== undefined && isOf(major, version));
  return own?.SupportedEngineLifecycles?.find(
    ({ LifecycleSupportName }) => LifecycleSupportName === 'open-source-rds-standard-support',
  )?.LifecycleSupportEndDate;
}

/** Whether 11.8.3 is of 11.8; 11.80.1 is not. */
function isOf(major: string, version: string): boolean {
  return version === major || version.startsWith(`${major}.`);
}

async function pendingActions(rds: RDSClient, arn: string): Promise<readonly PendingMaintenanceAction[]> {
  const found = await paged(`the pending maintenance of ${arn}`, async (Marker) => {
    const answer = await rds.send(new DescribePendingMaintenanceActionsCommand({ ResourceIdentifier: arn, Marker }));
    return { found: answer.PendingMaintenanceActions, next: answer.Marker };
  });
  return found.flatMap(({ ResourceIdentifier: whose, PendingMaintenanceActionDetails: details }) => {
    if (whose === undefined || details === undefined)
      throw new Error(`the pending maintenance of ${arn}: half an answer`);
    return whose === arn ? details : [];
  });
}

function pendingAction({ Action, Description, ForcedApplyDate }: PendingMaintenanceAction) {
  return { action: Action ?? 'unknown', description: Description ?? '', forcedAfter: ForcedApplyDate };
}

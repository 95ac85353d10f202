/** What AWS Backup calls the database instances that its restore tests make. */
const restoreTest = 'awsbackup-restore-test-';

/** ARNs of database instances that a drill or a restore test made. */
export function restoredDatabases(drillPrefix: string, account: string, region: string): string[] {
  return [drillPrefix, restoreTest].map((prefix) => `arn:aws:rds:${region}:${account}:db:${prefix}*`);
}

/** Every store's own resources bear this tag; what AWS Backup restores does not. */
export const notAStores = { Null: { 'aws:ResourceTag/storefort:store': 'true' } };

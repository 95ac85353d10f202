import { CfnDBInstance, type DatabaseInstance } from 'aws-cdk-lib/aws-rds';

/**
 * Makes the instance of a snapshot: its data, its master's name and its key come from there, and all else stays as it is for every
 * other database. `DatabaseInstanceFromSnapshot` of CDK would leave the master's password as it was in the snapshot.
 * What CloudFormation wants left out beside a snapshot is left out; `StorageEncrypted` it forbids beside an unencrypted one
 * only, and none of a store's is unencrypted.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbinstance.html#cfn-rds-dbinstance-dbsnapshotidentifier
 *
 * @param snapshot identifier or ARN; must stay the same for the life of the instance, or CloudFormation replaces it
 */
export function restoreFrom(snapshot: string, instance: DatabaseInstance): void {
  const resource = instance.node.defaultChild;
  if (!(resource instanceof CfnDBInstance)) throw new Error(`${instance.node.path}: must hold a database instance`);
  resource.dbSnapshotIdentifier = snapshot;
  resource.masterUsername = undefined;
  resource.kmsKeyId = undefined;
}

import type { DrillResource } from './contract';

export interface RestoreTarget {
  /** Name of the restored instance; creation token of the restored file system. */
  readonly name: string;
  readonly subnetGroupName: string;
  readonly databaseSecurityGroupId: string;
  /** Such as `db.t4g.small`. */
  readonly databaseClass: string;
  readonly filesKeyArn: string;
}

/**
 * What describes the data itself. The rest of a recovery point's metadata is where the original stood: its network, its groups, its
 * zone, which a drill must not stand in, and which do not exist offsite.
 */
const kept: Readonly<Record<DrillResource, readonly string[]>> = {
  database: ['engine', 'licensemodel', 'storagetype'],
  files: ['file-system-id'],
};

/**
 * How a recovery point is restored: in a network that leads nowhere, encrypted, on its own, and easy to take away. Values are
 * strings, lists JSON in a string; AWS Backup does not mind the case of names, so what is named twice is kept once.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-rds.html
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-efs.html
 */
export function restoreMetadata(
  resource: DrillResource,
  recorded: Readonly<Record<string, string>>,
  target: RestoreTarget,
): Record<string, string> {
  const described = Object.entries(recorded).filter(([name]) => kept[resource].includes(name.toLowerCase()));
  return { ...Object.fromEntries(described), ...(resource === 'database' ? database(target) : files(target)) };
}

function database(target: RestoreTarget): Record<string, string> {
  return {
    DBInstanceIdentifier: target.name,
    DBInstanceClass: target.databaseClass,
    DBSubnetGroupName: target.subnetGroupName,
    VpcSecurityGroupIds: JSON.stringify([target.databaseSecurityGroupId]),
    // The checker has no password: it logs in by IAM.
    EnableIAMDatabaseAuthentication: 'true',
    MultiAZ: 'false',
    PubliclyAccessible: 'false',
    DeletionProtection: 'false',
    AutoMinorVersionUpgrade: 'false',
  };
}

function files(target: RestoreTarget): Record<string, string> {
  return {
    newFileSystem: 'true',
    CreationToken: target.name,
    Encrypted: 'true',
    KmsKeyId: target.filesKeyArn,
    PerformanceMode: 'generalPurpose',
  };
}

import { restoreMetadata } from '../../../lambdas/start-drill/restore-metadata';

const target = {
  name: 'acme-g1-drill-0123456789ab',
  subnetGroupName: 'isolated',
  databaseSecurityGroupId: 'sg-drill',
  databaseClass: 'db.t4g.small',
  filesKeyArn: 'arn:aws:kms:us-west-2:111122223333:key/offsite',
};

describe('restoreMetadata', () => {
  test('restores a database alone, isolated, to be logged in to by IAM, and easy to take away', () => {
    const recorded = {
      DBInstanceIdentifier: 'acme-g1',
      DBInstanceClass: 'db.r7g.large',
      DBSubnetGroupName: 'acme-data-subnets',
      VpcSecurityGroupIds: '["sg-production"]',
      AvailabilityZone: 'us-east-1a',
      MultiAZ: 'true',
      DeletionProtection: 'true',
      PubliclyAccessible: 'true',
      OptionGroupName: 'acme-options',
      DBParameterGroupName: 'acme-parameters',
      EnableCloudwatchLogsExports: '["error"]',
      Engine: 'mariadb',
      LicenseModel: 'general-public-license',
      StorageType: 'gp3',
    };
    expect(restoreMetadata('database', recorded, target)).toEqual({
      Engine: 'mariadb',
      LicenseModel: 'general-public-license',
      StorageType: 'gp3',
      DBInstanceIdentifier: target.name,
      DBInstanceClass: 'db.t4g.small',
      DBSubnetGroupName: 'isolated',
      VpcSecurityGroupIds: '["sg-drill"]',
      EnableIAMDatabaseAuthentication: 'true',
      MultiAZ: 'false',
      PubliclyAccessible: 'false',
      DeletionProtection: 'false',
      AutoMinorVersionUpgrade: 'false',
    });
  });

  test('takes no setting twice, in whatever case AWS Backup writes it', () => {
    const recorded = { dbinstanceidentifier: 'acme-g1', multiaz: 'true', ENGINE: 'mariadb' };
    const names = Object.keys(restoreMetadata('database', recorded, target)).map((name) => name.toLowerCase());
    expect(names).toContain('engine');
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(10);
  });

  test('restores files into a new file system with the key given, never into the shop’s own', () => {
    const recorded = {
      'file-system-id': 'fs-0acme',
      newFileSystem: 'false',
      ItemsToRestore: '["/"]',
      KmsKeyId: 'other',
    };
    expect(restoreMetadata('files', recorded, target)).toEqual({
      'file-system-id': 'fs-0acme',
      newFileSystem: 'true',
      CreationToken: target.name,
      Encrypted: 'true',
      KmsKeyId: target.filesKeyArn,
      PerformanceMode: 'generalPurpose',
    });
  });
});

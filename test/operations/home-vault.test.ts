import { describe, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { StoreFile } from '../../lib/config/schema';
import { HomeVault } from '../../lib/operations/home-vault';
import { aStore } from '../support/stores';

const offsiteVaultArn = 'arn:aws:backup:us-west-2:111122223333:backup-vault:acme-offsite-g1';

function vaultOf(changes: Partial<StoreFile>, copied = true): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  new HomeVault(stack, 'Home', {
    store: aStore(changes),
    key: new Key(stack, 'Key'),
    ...(copied && { offsiteVaultArn }),
  });
  return Template.fromStack(stack);
}

const offsite = { region: 'us-west-2' } as const;

describe('the home vault', () => {
  test('locks between the shortest and the longest life of the store file', () => {
    const backup = { offsite, retentionDays: 60, pointInTimeDays: 20, monthlyRetentionDays: 400 };
    vaultOf({ backup }).hasResourceProperties('AWS::Backup::BackupVault', {
      LockConfiguration: { MinRetentionDays: 20, MaxRetentionDays: 400, ChangeableForDays: Match.absent() },
    });
  });

  test('becomes immutable after three days under a compliance lock', () => {
    vaultOf({ backup: { offsite, lock: 'compliance' } }).hasResourceProperties('AWS::Backup::BackupVault', {
      LockConfiguration: { ChangeableForDays: 3 },
    });
  });

  test('never becomes immutable in a trial', () => {
    const changes = { trial: true, backup: { offsite, lock: 'compliance' } } as const;
    vaultOf(changes).hasResourceProperties('AWS::Backup::BackupVault', {
      LockConfiguration: { ChangeableForDays: Match.absent() },
    });
  });

  test('is named after the generation, so that a store can be made again', () => {
    vaultOf({ generation: 3 }).hasResourceProperties('AWS::Backup::BackupVault', { BackupVaultName: 'acme-home-g3' });
  });

  test('lets nothing be copied out of it when there is no offsite vault', () => {
    const [vault] = Object.values(vaultOf({}, false).findResources('AWS::Backup::BackupVault'));
    const statements = (vault?.Properties as { AccessPolicy: { Statement: { Sid: string }[] } }).AccessPolicy.Statement;
    expect(statements.find(({ Sid }) => Sid === 'CopyOffsiteOnly')).toEqual({
      Sid: 'CopyOffsiteOnly',
      Action: 'backup:CopyFromBackupVault',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Resource: '*',
    });
  });
});

import { aStore } from '../support/stores';
import type { Template } from '../support/template';
import { dataTemplate } from './synth';

const snapshot = 'arn:aws:rds:us-east-1:111122223333:snapshot:awsbackup:job-0b5f3a52-2f4e-4d3a-9f0e-3b1c2d4e5f60';
const fresh = dataTemplate(aStore({ generation: 2 }));
const restored = dataTemplate(aStore({ generation: 2, database: { restoreFrom: snapshot } }));

const database = (template: Template) => template.one('AWS::RDS::DBInstance', 'DatabaseInstance');

test('a restored database differs from a new one by its snapshot, and by what CloudFormation forbids beside one', () => {
  const { KmsKeyId, MasterUsername, ...rest } = database(fresh).Properties as Record<string, unknown>;
  expect([KmsKeyId, MasterUsername]).toEqual([expect.anything(), 'admin']);
  expect(database(restored).Properties).toEqual({ ...rest, DBSnapshotIdentifier: snapshot });
});

test('it is as private, encrypted and protected as every other, and RDS gives its master a new password', () => {
  expect(database(restored)).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      DBInstanceIdentifier: 'acme-g2',
      StorageEncrypted: true,
      PubliclyAccessible: false,
      ManageMasterUserPassword: true,
      MasterUserSecret: { KmsKeyId: expect.anything() },
      EnableIAMDatabaseAuthentication: true,
      DeletionProtection: true,
      BackupRetentionPeriod: 14,
    },
  });
});

test('nothing else of the stack is another', () => {
  const others = (template: Template) => {
    const { id } = database(template);
    return Object.entries(template.json.Resources).filter(([each]) => each !== id);
  };
  expect(others(restored)).toEqual(others(fresh));
});

test('the database’s logical id stays, so that what was there before is kept beside it', () => {
  expect(database(restored).id).toBe(database(dataTemplate(aStore())).id);
});

test('its users are made again: the snapshot holds passwords of its own time', () => {
  const revision = (template: Template) =>
    (template.one('Custom::DatabaseUsers', 'DatabaseUsers').Properties as { Revision: string }).Revision;
  expect([revision(dataTemplate(aStore())), revision(restored)]).toEqual(['g1-1', 'g2-1']);
});

test('the stack says where evidence lies', () => {
  const outputs = restored.json.Outputs as Record<string, { Value: unknown }>;
  expect(outputs['EvidenceBucket']?.Value).toEqual({ Ref: restored.one('AWS::S3::Bucket', 'Evidence').id });
});

import {
  DescribeDBInstancesCommand,
  DescribeDBMajorEngineVersionsCommand,
  DescribePendingMaintenanceActionsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsManagedServices } from '../../../lambdas/verify-patches/aws-managed-services';

const rds = mockClient(RDSClient);
const unused = () => {
  throw new Error('not asked here');
};
const services = new AwsManagedServices(
  { rds: new RDSClient({ region: 'eu-central-1' }), acm: unused, lambda: unused, cloudFormation: unused },
  { region: 'eu-central-1', databaseIdentifier: 'acme-g1', stacks: {} },
);
const arn = 'arn:aws:rds:eu-central-1:111122223333:db:acme-g1';
const end = new Date('2029-06-30T00:00:00Z');
const named = (name: string) => Object.assign(new Error('said AWS'), { name });

const instance = { DBInstanceArn: arn, Engine: 'mariadb', EngineVersion: '11.8.3' };
const major = (MajorEngineVersion: string, until: Date, name = 'open-source-rds-standard-support') => ({
  Engine: 'mariadb',
  MajorEngineVersion,
  SupportedEngineLifecycles: [
    { LifecycleSupportName: name as never, LifecycleSupportStartDate: new Date(0), LifecycleSupportEndDate: until },
  ],
});

beforeEach(() => {
  rds.reset();
  rds.on(DescribeDBInstancesCommand, { DBInstanceIdentifier: 'acme-g1' }).resolves({ DBInstances: [instance] });
  rds.on(DescribeDBMajorEngineVersionsCommand).resolves({ DBMajorEngineVersions: [major('11.8', end)] });
  rds.on(DescribePendingMaintenanceActionsCommand).resolves({ PendingMaintenanceActions: [] });
});

test('a database has an engine, an end of support, and nothing pending', async () => {
  expect(await services.database()).toEqual({ engine: 'mariadb', version: '11.8.3', endOfSupport: end, pending: [] });
});

test('the end of support is its own major version’s, on whichever page', async () => {
  const other = new Date('2020-01-01');
  rds
    .on(DescribeDBMajorEngineVersionsCommand, { Engine: 'mariadb' })
    .resolvesOnce({ DBMajorEngineVersions: [major('11.80', other), major('1', other), {}], Marker: 'more' })
    .resolvesOnce({ DBMajorEngineVersions: [major('11.4', other), major('11.8', end)] });
  expect((await services.database()).endOfSupport).toEqual(end);
  expect(rds.commandCalls(DescribeDBMajorEngineVersionsCommand)[1]?.args[0].input.Marker).toBe('more');
});

test('a version that is nothing but the major one is of it', async () => {
  rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [{ ...instance, EngineVersion: '11.8' }] });
  expect((await services.database()).endOfSupport).toEqual(end);
});

test.each([
  ['a version that AWS does not list', [major('10.11', end)]],
  ['extended support', [major('11.8', end, 'open-source-rds-extended-support')]],
  ['a version without dates', [{ Engine: 'mariadb', MajorEngineVersion: '11.8' }]],
])('%s has no end of support', async (_, DBMajorEngineVersions) => {
  rds.on(DescribeDBMajorEngineVersionsCommand).resolves({ DBMajorEngineVersions });
  expect((await services.database()).endOfSupport).toBeUndefined();
});

test('what is pending is that of the database, of all pages', async () => {
  const forced = new Date('2026-12-24T00:00:00Z');
  const details = (ResourceIdentifier: string, ...PendingMaintenanceActionDetails: object[]) => ({
    ResourceIdentifier,
    PendingMaintenanceActionDetails,
  });
  rds
    .on(DescribePendingMaintenanceActionsCommand, { ResourceIdentifier: arn })
    .resolvesOnce({
      PendingMaintenanceActions: [
        details(arn, { Action: 'system-update', Description: 'New OS', ForcedApplyDate: forced }),
        details('arn:other', { Action: 'db-upgrade' }),
      ],
      Marker: 'more',
    })
    .resolvesOnce({ PendingMaintenanceActions: [details(arn, {})] });
  expect((await services.database()).pending).toEqual([
    { action: 'system-update', description: 'New OS', forcedAfter: forced },
    { action: 'unknown', description: '', forcedAfter: undefined },
  ]);
  expect(rds.commandCalls(DescribePendingMaintenanceActionsCommand)[1]?.args[0].input.Marker).toBe('more');
});

test.each([
  ['its details', { ResourceIdentifier: arn }],
  ['whose it is', { PendingMaintenanceActionDetails: [{ Action: 'system-update' }] }],
])('something pending of which AWS does not say %s is unknown, not nothing', async (_, half) => {
  rds.on(DescribePendingMaintenanceActionsCommand).resolves({ PendingMaintenanceActions: [half] });
  await expect(services.database()).rejects.toThrow(`the pending maintenance of ${arn}: half an answer`);
});

test.each(['DBInstanceArn', 'Engine', 'EngineVersion'])('half an answer is none (without %s)', async (field) => {
  rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [{ ...instance, [field]: undefined }] });
  await expect(services.database()).rejects.toThrow('the database acme-g1: ARN, engine or version is missing');
});

test('a database that is not there is unknown', async () => {
  rds.on(DescribeDBInstancesCommand).resolvesOnce({}).rejects(named('DBInstanceNotFoundFault'));
  await expect(services.database()).rejects.toThrow('the database acme-g1: ARN, engine or version is missing');
  await expect(services.database()).rejects.toThrow('the database acme-g1: DBInstanceNotFoundFault');
});

test('what RDS does not say makes all of it unknown', async () => {
  rds.on(DescribeDBMajorEngineVersionsCommand).rejectsOnce(named('Throttling'));
  await expect(services.database()).rejects.toThrow('the versions of mariadb: Throttling');
  rds.on(DescribeDBMajorEngineVersionsCommand).resolves({ DBMajorEngineVersions: [] });
  rds.on(DescribePendingMaintenanceActionsCommand).resolvesOnce({}).rejects(named('Throttling'));
  await expect(services.database()).rejects.toThrow(`the pending maintenance of ${arn}: a page lacks its list`);
  await expect(services.database()).rejects.toThrow(`the pending maintenance of ${arn}: Throttling`);
});

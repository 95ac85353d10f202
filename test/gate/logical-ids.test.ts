import { type SynthesizedTemplate, templatesOf } from '../support/assembly';
import type { StackName } from '../support/template';

/** Drills run at home and offsite. */
const drillLogs = [
  'DrillsFunctionsCheckLogsA80272D2',
  'DrillsFunctionsJudgeLogsB9401023',
  'DrillsFunctionsStartLogsCC9247A6',
  'DrillsFunctionsSweepLogsF35D2937',
  'DrillsRunLogsFD4DD092',
];

/**
 * Written by hand and never updated to match: CloudFormation takes another logical id for another resource, makes an empty
 * one and leaves (or, in a trial, destroys) the one that holds the data.
 */
const pinned: Readonly<Record<StackName, Readonly<Record<string, readonly string[]>>>> = {
  offsite: {
    'AWS::Backup::BackupVault': ['Vault645BC77C'],
    'AWS::KMS::Key': ['Key961B73FD'],
    'AWS::S3::Bucket': ['ExportsAccessLogs43BFA596', 'ExportsBucket54D5CE64'],
  },
  network: {
    'AWS::EC2::VPC': ['Vpc8378EB38'],
    'AWS::KMS::Key': ['PlatformKey9FD66B6F'],
    'AWS::Logs::LogGroup': [
      'CloudFrontPrefixListFinderLogs7942E182',
      'DefaultSecurityGroupCloserLogs97CAE3FE',
      'DnsQueryLogLogs1B679D03',
      'FlowLogLogs0E1E5277',
    ],
    'AWS::S3::Bucket': ['AccessLogs8B620ECA'],
    'AWS::SecretsManager::Secret': ['ShopDoorSecretAB8653DD', 'StaffDoorSecret020879F2'],
  },
  data: {
    'AWS::EFS::AccessPoint': ['UploadsFileSystemUploadsAC49EFF7'],
    'AWS::EFS::FileSystem': ['UploadsFileSystem40D36F45'],
    'AWS::KMS::Key': ['DataKey17AFBB84', 'SigningKeyEEFC2790'],
    'AWS::Logs::LogGroup': [
      'CacheEngineLogsD14BB720',
      'CacheSlowLogs0701EE1B',
      'DatabaseErrorLogs89E52477',
      'DatabaseSlowQueryLogs808948FF',
      'DatabaseUsersFunctionLogs395B079E',
    ],
    'AWS::RDS::DBInstance': ['DatabaseInstanceAA8A5FDE'],
    'AWS::S3::Bucket': ['Evidence4CC26D68', 'ReleasesE6BA3EBF'],
    'AWS::SecretsManager::Secret': ['CacheCredentials926150CD', 'DatabaseCredentials8547B3E7', 'Salts9906AE52'],
  },
  host: {
    'AWS::Logs::LogGroup': [
      'LogsBootstrap7DC9B7FE',
      'LogsNginxAccess23484B0C',
      'LogsNginxError0D1C67AB',
      'LogsPhp76DFA9E8',
      'LogsSystemE0BD2965',
    ],
  },
  edge: {
    'AWS::KMS::Key': ['Key961B73FD'],
    'AWS::Logs::LogGroup': ['LogsAccess9BBCBB86', 'LogsStopped7AC31E78'],
  },
  operations: {
    'AWS::Backup::BackupVault': ['BackupsHomeVault56FD2AA1'],
    'AWS::Logs::LogGroup': [
      ...drillLogs,
      'ExportMachineLogsFA15A95F',
      'PatchesFunctionsApplyLogs88005D54',
      'PatchesFunctionsJudgeLogs41181F44',
      'PatchesFunctionsVerifyLogs816E84E1',
      'PatchesRunLogs1DAB5E1D',
      'ProbesFunctionLogs1E554E15',
    ],
  },
  proof: {
    'AWS::EC2::VPC': ['Vpc8378EB38'],
    'AWS::Logs::LogGroup': [
      'DefaultSecurityGroupCloserLogs97CAE3FE',
      ...drillLogs,
      'FlowLogLogs0E1E5277',
      'VerifyFunctionLogs89A4F7D7',
    ],
  },
  account: {
    'AWS::CloudTrail::Trail': ['Trail8987F129'],
    'AWS::KMS::Key': ['Key961B73FD'],
    'AWS::Logs::LogGroup': ['FeedFetchLogs2EED4C5B', 'SettingsConfigureLogs7250B049', 'TrailEventsD44DC775'],
    'AWS::S3::Bucket': [
      'ConfigHistoryBucket554E9119',
      'FeedBucket93E65EF2',
      'LogsAccessLogsB83F6EB2',
      'TrailFilesBucket04EA8498',
    ],
    'AWS::SecretsManager::Secret': ['FeedApiKeyBEE6B055'],
  },
};

/** What holds state, in whichever stack it turns up. */
const stateful = [...new Set(Object.values(pinned).flatMap((types) => Object.keys(types)))];
/** Found in the sizes that have a cache only. */
const cacheOnly = ['CacheCredentials926150CD', 'CacheEngineLogsD14BB720', 'CacheSlowLogs0701EE1B'];

/** Found where a second copy is kept only. */
const offsiteOnly = ['ExportMachineLogsFA15A95F'];

let templates: SynthesizedTemplate[];
beforeAll(() => {
  templates = templatesOf();
}, 600_000);

test.each(Object.entries(pinned))('stateful resources of %s keep their logical ids', (stack, types) => {
  const own = templates.filter(({ template }) => template.stack === stack);
  expect(own).not.toHaveLength(0);
  for (const { template } of own) {
    const { size, offsite } = template.variant;
    const absent = [...(size === 'solo' ? cacheOnly : []), ...(offsite ? [] : offsiteOnly)];
    for (const [type, ids] of Object.entries(types)) {
      const expected = ids.filter((id) => !absent.includes(id));
      const found = template.resources(type).map(({ id }) => id);
      expect([template.variant.name, type, [...found].sort()]).toEqual([
        template.variant.name,
        type,
        [...expected].sort(),
      ]);
    }
  }
});

test('no stateful resource is missing from the table', () => {
  const unknown = templates.flatMap(({ template }) =>
    stateful
      .flatMap((type) => template.resources(type))
      .filter(({ Type, id }) => !(pinned[template.stack][Type] ?? []).includes(id))
      .map(({ Type, id }) => `${template.stack} ${Type} ${id}`),
  );
  expect([...new Set(unknown)]).toEqual([]);
});

import { expect } from 'expect';
import { functionRows } from '../support/function-rows';
import { imported } from '../support/imports';
import {
  account,
  databaseArn,
  document,
  offsiteRegion,
  type OperationsRow,
  rowsOf,
  trustsHere,
} from '../support/operations-rows';
import { accountDecides, anyone, plain, publishersUse } from '../support/plain';
import type { Resource, Rule, Template, Variant } from '../support/template';

const offsite = (variant: Variant, what: string) => `offsite@${offsiteRegion(variant)}/${what}`;
const home = (variant: Variant, stack: string, what: string) => `${stack}@${variant.region}/${what}`;
const key = (variant: Variant) => offsite(variant, 'Key.Arn');
const dataKey = (variant: Variant) => home(variant, 'data', 'DataKey.Arn');
const through = (region: string) => ({ StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } });

/** What proving takes, and not a thing more. */
const statements = (variant: Variant) => [
  {
    Sid: 'ReadExports',
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:GetObjectRetention'],
    Resource: `${offsite(variant, 'ExportsBucket.Arn')}/exports/${variant.name}/g1/*`,
  },
  {
    Sid: 'ListExports',
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: offsite(variant, 'ExportsBucket.Arn'),
    Condition: { StringLike: { 's3:prefix': `exports/${variant.name}/g1/*` } },
  },
  {
    Sid: 'DecryptExports',
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Resource: key(variant),
    Condition: through(offsiteRegion(variant)),
  },
  {
    Sid: 'KnowTheKey',
    Effect: 'Allow',
    Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus'],
    Resource: key(variant),
  },
  {
    Sid: 'KnowVaults',
    Effect: 'Allow',
    Action: ['backup:DescribeBackupVault', 'backup:ListRecoveryPointsByBackupVault'],
    Resource: [
      offsite(variant, 'Vault.BackupVaultArn'),
      home(variant, 'operations', 'BackupsHomeVault.BackupVaultArn'),
    ],
  },
  {
    Sid: 'KeepEvidence',
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject'],
    Resource: `${home(variant, 'data', 'Evidence.Arn')}/${variant.name}/*`,
  },
  {
    Sid: 'ListEvidence',
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: home(variant, 'data', 'Evidence.Arn'),
    Condition: { StringLike: { 's3:prefix': `${variant.name}/*` } },
  },
  {
    Sid: 'EncryptEvidence',
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: dataKey(variant),
    Condition: through(variant.region),
  },
];

const rows: OperationsRow[] = [
  ...functionRows({
    id: 'VerifyFunction',
    region: offsiteRegion,
    key,
    timeout: 900,
    memory: 1769,
    environment: ({ name }) => ({
      METRIC_NAMESPACE: `Storefort/${name}`,
      STOREFORT_VERSION: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown,
    }),
    statements,
  }),
  [
    'a manifest that arrives is verified, and kept when it could not be handed over',
    'AWS::Events::Rule',
    'VerifyArrived',
    (variant) => ({
      State: 'ENABLED',
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: {
          bucket: { name: [offsite(variant, 'ExportsBucket')] },
          object: { key: [{ wildcard: `exports/${variant.name}/g1/*/manifest.json` }] },
        },
      },
      Targets: [
        {
          Id: 'Target0',
          Arn: 'VerifyFunction.Arn',
          DeadLetterConfig: { Arn: 'NoticesUndelivered.Arn' },
          InputTransformer: {
            InputPathsMap: { 'detail-object-key': '$.detail.object.key' },
            InputTemplate: expect.any(String) as unknown,
          },
        },
      ],
    }),
  ],
  [
    'the rule may start the proof',
    'AWS::Lambda::Permission',
    'VerifyArrivedAllow',
    () => ({
      Action: 'lambda:InvokeFunction',
      FunctionName: 'VerifyFunction.Arn',
      Principal: 'events.amazonaws.com',
      SourceArn: 'VerifyArrived.Arn',
    }),
  ],
  [
    'everything is proven once a day, in the store’s time',
    'AWS::Scheduler::Schedule',
    'VerifyDaily',
    () => ({
      ScheduleExpression: 'cron(30 9 * * ? *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: 'VerifyFunction.Arn',
        RoleArn: 'VerifyDailyRole.Arn',
        Input: expect.any(String) as unknown,
      },
    }),
  ],
  [
    'only schedules of this account take on the role that starts the daily proof',
    'AWS::IAM::Role',
    'VerifyDailyRole',
    () => ({ AssumeRolePolicyDocument: trustsHere('scheduler.amazonaws.com') }),
  ],
  [
    'and it starts nothing else',
    'AWS::IAM::Policy',
    'VerifyDailyRole',
    () => ({
      PolicyName: expect.stringMatching(/^VerifyDailyRole/) as unknown,
      Roles: ['VerifyDailyRole'],
      PolicyDocument: document({
        Sid: 'Start',
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: 'VerifyFunction.Arn',
      }),
    }),
  ],
];

const use = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/** The offsite key's policy, which the offsite stack's own rules hold as well. */
function keyPolicy(variant: Variant): object {
  const region = offsiteRegion(variant);
  const via = (title: string, service: string) => {
    const said = {
      StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `${service}.${region}.amazonaws.com` },
    };
    const everyone = { Effect: 'Allow', Principal: anyone, Resource: '*' };
    return [
      { ...everyone, Sid: `UseVia${title}`, Action: use, Condition: said },
      {
        ...everyone,
        Sid: `GrantVia${title}`,
        Action: 'kms:CreateGrant',
        Condition: { ...said, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ];
  };
  return document(
    accountDecides,
    {
      Sid: 'CloudWatchLogs',
      Effect: 'Allow',
      Principal: { Service: `logs.${region}.amazonaws.com` },
      Action: use,
      Resource: '*',
      Condition: {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:*` },
      },
    },
    publishersUse,
    ...via('Backup', 'backup'),
    ...via('Rds', 'rds'),
  );
}

function vaults(variant: Variant): object {
  const { trial, region } = variant;
  const lock = (minRetentionDays: number) =>
    trial ? { minRetentionDays: 1, maxRetentionDays: 2 } : { minRetentionDays, maxRetentionDays: 365 };
  return {
    home: {
      name: home(variant, 'operations', 'BackupsHomeVault.BackupVaultName'),
      region,
      keyArn: dataKey(variant),
      ...lock(14),
      keyArns: { database: dataKey(variant), files: dataKey(variant) },
      lockFinal: false,
    },
    offsite: {
      name: offsite(variant, 'Vault.BackupVaultName'),
      region: offsiteRegion(variant),
      keyArn: key(variant),
      ...lock(7),
      keyArns: { database: key(variant), files: key(variant) },
      lockFinal: false,
    },
  };
}

/** What the store file promises, and what the other stacks deploy. */
function expectations(variant: Variant): object {
  return {
    store: variant.name,
    generation: 1,
    exportBucket: offsite(variant, 'ExportsBucket'),
    keyArn: key(variant),
    keyPolicy: keyPolicy(variant),
    lockDays: variant.trial ? 1 : 35,
    trial: variant.trial,
    exportIntervalHours: 24,
    rpoHours: 24,
    drillIntervalHours: 168,
    offsiteDrillIntervalHours: 2352,
    vaults: vaults(variant),
    databaseArn: databaseArn(variant).replace('data/', home(variant, 'data', '')),
    fileSystemArn: home(variant, 'data', 'UploadsFileSystem.Arn'),
    evidence: { bucket: home(variant, 'data', 'Evidence'), region: variant.region },
  };
}

/** A text of JSON with references in it, read back. */
function json(value: unknown): unknown {
  const text = plain(imported(value as Parameters<typeof imported>[0])) as string;
  return JSON.parse(text.replace('<detail-object-key>', '"the key that was put"'));
}

const events: Rule[] = [
  {
    says: 'a manifest is held against what was deployed and promised',
    stacks: ['proof'],
    holds: (template: Template) => {
      const rule: Resource = template.one('AWS::Events::Rule', 'VerifyArrived');
      expect(json(rule.Properties.Targets[0].InputTransformer.InputTemplate)).toEqual({
        expected: expectations(template.variant),
        manifestKey: 'the key that was put',
      });
    },
  },
  {
    says: 'and so is everything once a day',
    stacks: ['proof'],
    holds: (template: Template) => {
      const schedule: Resource = template.one('AWS::Scheduler::Schedule', 'VerifyDaily');
      expect(json(schedule.Properties.Target.Input)).toEqual({ expected: expectations(template.variant) });
    },
  },
  {
    says: 'what a rule hands over fits: EventBridge takes 8,192 characters',
    stacks: ['proof'],
    holds: (template: Template) => {
      const { InputTemplate } = template.one('AWS::Events::Rule', 'VerifyArrived').Properties.Targets[0]
        .InputTransformer as { InputTemplate: { 'Fn::Join': [string, unknown[]] } };
      const parts = InputTemplate['Fn::Join'][1];
      // No ARN or name of ours is longer than 150.
      const length = parts.map((part) => (typeof part === 'string' ? part.length : 150)).reduce((a, b) => a + b, 0);
      if (length > 8192) throw new Error(`${length} characters`);
    },
  },
];

export const proofVerifyRules: Rule[] = [...rowsOf('proof', rows), ...events];

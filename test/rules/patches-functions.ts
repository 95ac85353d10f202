import { expect } from 'expect';
import { functionRows } from '../support/function-rows';
import { account, databaseArn, operationsRows, type OperationsRow } from '../support/operations-rows';
import {
  allow,
  evidence,
  evidenceBucket,
  group,
  home,
  hostCommands,
  isOpen,
  key,
  machineName,
  newestImage,
  stacks,
} from '../support/patches/patch-rows';
import type { Variant } from '../support/template';

const stackArns = (variant: Variant) => {
  const arns = Object.entries(stacks(variant)).flatMap(([region, names]) =>
    names.map((name) => `arn:aws:cloudformation:${region}:${account}:stack/${name}/*`),
  );
  return arns.sort();
};
const ownImage = ({ name, region }: Variant) => `arn:aws:ssm:${region}:${account}:parameter/storefort/${name}/ami`;
const publicImage = ({ region }: Variant) => `arn:aws:ssm:${region}::parameter${newestImage}`;
const machineArn = (variant: Variant) =>
  `arn:aws:states:${variant.region}:${account}:stateMachine:${machineName(variant)}`;

const apply = (variant: Variant) => [
  allow(
    'Look',
    [
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribeInstanceRefreshes',
      'backup:DescribeBackupJob',
      'cloudwatch:DescribeAlarms',
      'ec2:DescribeImages',
      'ec2:DescribeInstances',
    ],
    '*',
  ),
  allow('KnowImages', 'ssm:GetParameter', [ownImage(variant), publicImage(variant)]),
  allow('WriteImage', 'ssm:PutParameter', ownImage(variant)),
  allow(
    'BackUp',
    ['backup:ListRecoveryPointsByBackupVault', 'backup:StartBackupJob'],
    'BackupsHomeVault.BackupVaultArn',
  ),
  allow('PassBackupRole', 'iam:PassRole', 'BackupsServiceRole.Arn', {
    StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' },
  }),
  allow(
    'ReplaceHosts',
    ['autoscaling:CancelInstanceRefresh', 'autoscaling:StartInstanceRefresh'],
    `arn:aws:autoscaling:${variant.region}:${account}:autoScalingGroup:*:autoScalingGroupName/${group}`,
  ),
  allow('OneAtATime', 'states:ListExecutions', machineArn(variant)),
  allow('SeeDeployments', 'cloudformation:DescribeStacks', stackArns(variant)),
];

/** Of the region of the hosts, and of the edge. */
function alarmPrefixes(variant: Variant): Record<string, string[]> {
  const { region } = variant;
  const named = (...ids: string[]) => ids.map((id) => `${variant.name}-${id}-`);
  const atHome = named('network', 'data', 'host', 'operations');
  return region === 'us-east-1'
    ? { 'us-east-1': [...atHome, ...named('edge')] }
    : { [region]: atHome, 'us-east-1': named('edge') };
}

const serving = ['WebHostsHealthy', 'WebHostErrors', 'WebLoadBalancerErrors'];

const verify = (variant: Variant) => {
  const { region } = variant;
  const throughS3 = { 'kms:ViaService': `s3.${region}.amazonaws.com` };
  return [
    allow(
      'Look',
      [
        'acm:ListCertificates',
        'ec2:DescribeImages',
        'ec2:DescribeInstances',
        'lambda:ListFunctions',
        'rds:DescribeDBEngineVersions',
        'rds:DescribeDBMajorEngineVersions',
        'ssm:DescribeInstancePatchStates',
      ],
      '*',
    ),
    allow('KnowNewestImage', 'ssm:GetParameter', publicImage(variant)),
    allow(
      'KnowTheDatabase',
      ['rds:DescribeDBInstances', 'rds:DescribePendingMaintenanceActions'],
      databaseArn(variant),
    ),
    allow(
      'KnowFunctions',
      'cloudformation:ListStackResources',
      [
        ...stackArns(variant),
        `arn:aws:cloudformation:${variant.region}:${account}:stack/${variant.name}-data-*/*`,
      ].sort(),
    ),
    ...hostCommands(variant, ['inventory']),
    allow('ReadInventories', 's3:GetObject', 'data/Releases.Arn/inventories/*'),
    allow('DecryptInventories', 'kms:Decrypt', 'data/DataKey.Arn', { StringEquals: throughS3 }),
    allow(
      'ReadFeed',
      ['s3:GetObject', 's3:GetObjectVersion'],
      `arn:aws:s3:::storefort-feed-${account}-${region}/wordfence/*`,
      { StringEquals: { 'aws:ResourceAccount': account } },
    ),
    allow('DecryptFeed', 'kms:Decrypt', `arn:aws:kms:${region}:${account}:key/*`, {
      StringEquals: throughS3,
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/storefort/account' },
    }),
    ...evidence(variant, 'patch-proof'),
  ];
};

const version = expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown;

const rows: OperationsRow[] = [
  ...functionRows({
    id: 'PatchesFunctionsApply',
    region: home,
    key,
    timeout: 120,
    environment: (variant) => ({
      STORE: variant.name,
      AUTO_SCALING_GROUP: group,
      IMAGE_PARAMETER: `/storefort/${variant.name}/ami`,
      NEWEST_IMAGE_PARAMETER: newestImage,
      VAULT_NAME: 'BackupsHomeVault.BackupVaultName',
      DATABASE_ARN: databaseArn(variant),
      BACKUP_ROLE_ARN: 'BackupsServiceRole.Arn',
      RECOVERY_POINT_DAYS: variant.trial ? '1' : '14',
      RPO_HOURS: '24',
      MACHINE_NAME: machineName(variant),
      ALARM_PREFIXES: JSON.stringify(alarmPrefixes(variant)),
      TOLERATED_ALARMS: '["PatchesPatchesUnproven"]',
      REFRESH_ALARMS: JSON.stringify([...serving, ...(isOpen(variant) ? ['ProbesWatchShopNotWell'] : [])]),
      STACKS: JSON.stringify(stacks(variant)),
    }),
    statements: apply,
  }),
  ...functionRows({
    id: 'PatchesFunctionsVerify',
    region: home,
    key,
    timeout: 900,
    memory: 1769,
    environment: ({ name }) => ({ METRIC_NAMESPACE: `Storefort/${name}`, STOREFORT_VERSION: version }),
    statements: verify,
  }),
  ...functionRows({
    id: 'PatchesFunctionsJudge',
    region: home,
    key,
    timeout: 120,
    environment: ({ name, region }) => ({
      STORE: name,
      EVIDENCE_BUCKET: evidenceBucket,
      EVIDENCE_REGION: region,
      STOREFORT_VERSION: version,
    }),
    statements: (variant) => evidence(variant, 'patch-window'),
  }),
];

/** The functions that a patch window and the daily proof ask. */
export const patchesFunctionsRules = operationsRows(rows);

import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { verifyPatchesCheck } from '../../lambdas/verify-patches/contract';
import { newestImageParameter } from '../config/machine-image';
import { feedBucketName, namesOf } from '../config/names';
import { evidenceStatements } from '../hardened/evidence-statements';
import { hostCommandStatements } from '../hardened/host-command-statements';
import { publicParameter, stackArns } from './patch-arns';
import type { PatchesProps } from './patches-props';

/** Lists and descriptions that know no narrower resource. */
const looks = [
  'acm:ListCertificates',
  'ec2:DescribeImages',
  'ec2:DescribeInstances',
  'lambda:ListFunctions',
  'rds:DescribeDBEngineVersions',
  'rds:DescribeDBMajorEngineVersions',
  'ssm:DescribeInstancePatchStates',
];

/** The alias of the account's key; the key itself stands in another stage, which knows of no store. */
const accountKeyAlias = 'alias/storefort/account';

/**
 * What proving takes: reading, and having hosts write down what they run. Nothing here patches, deploys or changes anything but adds
 * evidence; keys are used by way of S3 alone.
 */
export function verifyPatchesPermissions(scope: Construct, props: PatchesProps): PolicyStatement[] {
  const { store } = props;
  return [
    new PolicyStatement({ sid: 'Look', actions: looks, resources: ['*'] }),
    new PolicyStatement({
      sid: 'KnowNewestImage',
      actions: ['ssm:GetParameter'],
      resources: [publicParameter(scope, newestImageParameter)],
    }),
    new PolicyStatement({
      sid: 'KnowTheDatabase',
      actions: ['rds:DescribeDBInstances', 'rds:DescribePendingMaintenanceActions'],
      resources: [props.database.instanceArn],
    }),
    new PolicyStatement({
      sid: 'KnowFunctions',
      actions: ['cloudformation:ListStackResources'],
      resources: [...stackArns(scope, props.stacks), rotationStacks(scope, store.name)],
    }),
    ...hostCommandStatements(scope, store, [namesOf(store).inventoryDocument]),
    ...inventoryStatements(props),
    ...feedStatements(scope, props),
    ...evidenceStatements(props.evidence, `${store.name}/${verifyPatchesCheck}`),
  ];
}

/**
 * CloudFormation makes AWS's rotation function in a stack nested in the one of the data, and makes up its name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-secretsmanager.html
 */
function rotationStacks(scope: Construct, store: string): string {
  const { account, region } = Stack.of(scope);
  return `arn:aws:cloudformation:${region}:${account}:stack/${store}-data-*/*`;
}

function inventoryStatements({ store, inventories, dataKey }: PatchesProps): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ReadInventories',
      actions: ['s3:GetObject'],
      resources: [`${inventories.bucketArn}/inventories/*`],
    }),
    new PolicyStatement({
      sid: 'DecryptInventories',
      actions: ['kms:Decrypt'],
      resources: [dataKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${store.region}.amazonaws.com` } },
    }),
  ];
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html */
function feedStatements(scope: Construct, { store }: PatchesProps): PolicyStatement[] {
  const { account, region } = Stack.of(scope);
  return [
    new PolicyStatement({
      sid: 'ReadFeed',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [`arn:aws:s3:::${feedBucketName(store.account, store.region)}/wordfence/*`],
      conditions: { StringEquals: { 'aws:ResourceAccount': account } },
    }),
    new PolicyStatement({
      sid: 'DecryptFeed',
      actions: ['kms:Decrypt'],
      resources: [`arn:aws:kms:${region}:${account}:key/*`],
      conditions: {
        StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': accountKeyAlias },
      },
    }),
  ];
}

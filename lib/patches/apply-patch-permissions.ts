import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { newestImageParameter } from '../config/machine-image';
import { namesOf } from '../config/names';
import { machineArn, publicParameter, stackArns } from './patch-arns';
import type { PatchesProps } from './patches-props';

/** What each window may look at, wherever it is: lists and descriptions that know no narrower resource. */
const looks = [
  'autoscaling:DescribeAutoScalingGroups',
  'autoscaling:DescribeInstanceRefreshes',
  'backup:DescribeBackupJob',
  // Narrower, AWS answers without composite alarms and says nothing of it.
  'cloudwatch:DescribeAlarms',
  'ec2:DescribeImages',
  'ec2:DescribeInstances',
];

/**
 * Applying a patch: one parameter is written, hosts of one group are replaced, and a recovery point is asked for. Nothing here reaches
 * the database, the files, a bucket or a secret, nor takes a recovery point away.
 */
export function applyPatchPermissions(scope: Construct, props: PatchesProps): PolicyStatement[] {
  return [
    new PolicyStatement({ sid: 'Look', actions: looks, resources: ['*'] }),
    ...imageStatements(scope, props),
    ...recoveryPointStatements(props),
    ...refreshStatements(scope, props),
    new PolicyStatement({
      sid: 'SeeDeployments',
      actions: ['cloudformation:DescribeStacks'],
      resources: stackArns(scope, props.stacks),
    }),
  ];
}

function imageStatements(scope: Construct, { store }: PatchesProps): PolicyStatement[] {
  const own = Stack.of(scope).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: namesOf(store).amiParameter.slice(1),
  });
  return [
    new PolicyStatement({
      sid: 'KnowImages',
      actions: ['ssm:GetParameter'],
      resources: [own, publicParameter(scope, newestImageParameter)],
    }),
    new PolicyStatement({ sid: 'WriteImage', actions: ['ssm:PutParameter'], resources: [own] }),
  ];
}

function recoveryPointStatements({ backups }: PatchesProps): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'BackUp',
      actions: ['backup:ListRecoveryPointsByBackupVault', 'backup:StartBackupJob'],
      resources: [backups.vaultArn],
    }),
    new PolicyStatement({
      sid: 'PassBackupRole',
      actions: ['iam:PassRole'],
      resources: [backups.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } },
    }),
  ];
}

function refreshStatements(scope: Construct, { store, autoScalingGroup }: PatchesProps): PolicyStatement[] {
  const stack = Stack.of(scope);
  const { autoScalingGroupName } = autoScalingGroup;
  return [
    new PolicyStatement({
      sid: 'ReplaceHosts',
      actions: ['autoscaling:CancelInstanceRefresh', 'autoscaling:StartInstanceRefresh'],
      // AWS puts an id between, which nobody knows beforehand.
      resources: [
        `arn:aws:autoscaling:${stack.region}:${stack.account}:autoScalingGroup:*:autoScalingGroupName/${autoScalingGroupName}`,
      ],
    }),
    new PolicyStatement({
      sid: 'OneAtATime',
      actions: ['states:ListExecutions'],
      resources: [machineArn(scope, store)],
    }),
  ];
}

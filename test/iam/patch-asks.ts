import type { Ask } from './role-tables';
import type { World } from './world';

export const key = 'AWS::KMS::Key';
export const bucket = 'AWS::S3::Bucket';
export const lambda = 'AWS::Lambda::Function';
export const machine = 'AWS::StepFunctions::StateMachine';

export function at({ region, account }: World, service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`;
}

const instance = (world: World) => at(world, 'ec2', 'instance/i-0123456789abcdef0');
export const document = (world: World, what: string, store = world.store) =>
  at(world, 'ssm', `document/storefort-${store}-g1-${what}`);
const tags = (store: string, generation = '1') => ({
  'ssm:resourceTag/storefort:store': store,
  'ssm:resourceTag/storefort:generation': generation,
});
export const evidence = (world: World, check: string, store = world.store) =>
  `${world.arn('data', bucket, 'Evidence')}/${store}/${check}/2026/11/25/one.json`;
export const throughS3 = ({ region }: World) => ({ 'kms:ViaService': `s3.${region}.amazonaws.com` });
export const dataKey = (world: World) => world.arn('data', key, 'DataKey');
export const group = (world: World, name = world.name('host', 'AWS::AutoScaling::AutoScalingGroup')) =>
  at(world, 'autoscaling', `autoScalingGroup:1a2b:autoScalingGroupName/${name}`);
export const ownImage = (world: World) => at(world, 'ssm', `parameter/storefort/${world.store}/ami`);
export const feed = ({ account, region }: World, object: string) =>
  `arn:aws:s3:::storefort-feed-${account}-${region}/${object}`;
export const inAccount = ({ account }: World) => ({ 'aws:ResourceAccount': account });

/** Running these documents on hosts of the store. */
export function sends(world: World, documents: readonly string[]): Ask[] {
  return [
    ['autoscaling:DescribeAutoScalingGroups', '*'],
    ['ssm:DescribeInstanceInformation', '*'],
    ...documents.map((each): Ask => ['ssm:SendCommand', document(world, each)]),
    ['ssm:SendCommand', instance(world), tags(world.store)],
    ['ssm:GetCommandInvocation', '*'],
    ['ssm:CancelCommand', '*'],
  ];
}

/** No other document, to nobody else's hosts. */
export function sendsNot(world: World, documents: readonly string[]): Ask[] {
  const all = ['export', 'inventory', 'test-mail', 'test-order'];
  return [
    ['ssm:SendCommand', at(world, 'ssm', 'document/AWS-RunShellScript')],
    ...all.filter((each) => !documents.includes(each)).map((each): Ask => ['ssm:SendCommand', document(world, each)]),
    ...documents.map((each): Ask => ['ssm:SendCommand', document(world, each, 'other')]),
    ['ssm:SendCommand', instance(world), tags('other')],
    ['ssm:SendCommand', instance(world), tags(world.store, '2')],
    ['ssm:UpdateDocument', document(world, documents[0] ?? 'inventory')],
    ['ssm:CreateDocument', document(world, 'mine')],
  ];
}

/** Evidence of one check, and no other's. */
export function keeps(world: World, check: string): Ask[] {
  return [
    ['s3:PutObject', evidence(world, check)],
    ['s3:GetObject', evidence(world, check)],
    ['kms:GenerateDataKey', dataKey(world), throughS3(world)],
    ['kms:Decrypt', dataKey(world), throughS3(world)],
  ];
}

export function keepsNot(world: World, check: string): Ask[] {
  const others = ['backup-proof', 'patch-proof', 'patch-window', 'restore-drill', 'shop-probe'];
  return [
    ...others
      .filter((each) => each !== check)
      .flatMap((each): Ask[] => [
        ['s3:PutObject', evidence(world, each)],
        ['s3:GetObject', evidence(world, each)],
      ]),
    ['s3:PutObject', evidence(world, check, 'other')],
    ['s3:DeleteObject', evidence(world, check)],
    ['s3:PutObjectRetention', evidence(world, check)],
    ['s3:ListBucket', world.arn('data', bucket, 'Evidence')],
    ['kms:Decrypt', dataKey(world)],
    ['kms:GenerateDataKey', dataKey(world)],
    ['kms:Decrypt', dataKey(world), { 'kms:ViaService': `secretsmanager.${world.region}.amazonaws.com` }],
  ];
}

/** Database, files, hosts and their image: proving and probing leave them as they are. */
export function changesNothing(world: World): Ask[] {
  return [
    ['autoscaling:StartInstanceRefresh', group(world)],
    ['autoscaling:CancelInstanceRefresh', group(world)],
    ['autoscaling:SetDesiredCapacity', group(world)],
    ['autoscaling:UpdateAutoScalingGroup', group(world)],
    ['autoscaling:TerminateInstanceInAutoScalingGroup', group(world)],
    ['ec2:RunInstances', at(world, 'ec2', 'instance/*')],
    ['ec2:CreateLaunchTemplateVersion', at(world, 'ec2', 'launch-template/lt-1')],
    ['ec2:TerminateInstances', instance(world)],
    ['rds:ModifyDBInstance', world.arn('data', 'AWS::RDS::DBInstance')],
    ['rds:ApplyPendingMaintenanceAction', world.arn('data', 'AWS::RDS::DBInstance')],
    ['backup:StartBackupJob', world.arn('operations', 'AWS::Backup::BackupVault')],
    ['secretsmanager:GetSecretValue', world.arn('data', 'AWS::SecretsManager::Secret', 'DatabaseCredentials')],
    ['states:StartExecution', world.arn('operations', machine, 'PatchesRunMachine')],
    ['cloudformation:UpdateStack', at(world, 'cloudformation', `stack/${world.store}-host/1`)],
    ['cloudwatch:DisableAlarmActions', at(world, 'cloudwatch', 'alarm:any')],
    ['cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': `Storefort/${world.store}` }],
  ];
}

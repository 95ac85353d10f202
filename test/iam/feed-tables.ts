import { functionBasics, functionLimits, home, type RoleTable } from './role-tables';
import type { World } from './world';

const bucket = 'AWS::S3::Bucket';
const secret = 'AWS::SecretsManager::Secret';
const lambda = 'AWS::Lambda::Function';

const feed = (world: World, object: string) => `${world.arn('account', bucket, 'FeedBucket')}/${object}`;
const key = (world: World) => world.arn('account', 'AWS::KMS::Key', 'Key');
const via = ({ region }: World, service: string) => ({ 'kms:ViaService': `${service}.${region}.amazonaws.com` });

/** What fetches the account's vulnerability feed, and what starts it. */
export const feedTables: readonly RoleTable[] = [
  {
    stack: 'account',
    role: 'FeedFetchRole',
    trusts: 'lambda.amazonaws.com',
    can: (world) => [
      ...functionBasics(world, 'account', 'FeedFetch'),
      ['secretsmanager:GetSecretValue', world.arn('account', secret, 'FeedApiKey')],
      ['s3:PutObject', feed(world, 'wordfence/production.json.gz')],
      ['s3:AbortMultipartUpload', feed(world, 'wordfence/production.json.gz')],
      ['s3:GetObject', feed(world, 'wordfence/manifest.json')],
      ['s3:ListBucket', world.arn('account', bucket, 'FeedBucket'), { 's3:prefix': 'wordfence/manifest.json' }],
      ['kms:GenerateDataKey', key(world), via(world, 's3')],
      ['kms:Decrypt', key(world), via(world, 'secretsmanager')],
    ],
    cannot: (world) => [
      ...functionLimits(world),
      ['secretsmanager:PutSecretValue', world.arn('account', secret, 'FeedApiKey')],
      ['secretsmanager:GetSecretValue', world.arn('data', secret, 'DatabaseCredentials')],
      ['s3:PutObject', feed(world, 'elsewhere/production.json.gz')],
      ['s3:DeleteObject', feed(world, 'wordfence/manifest.json')],
      ['s3:DeleteObjectVersion', feed(world, 'wordfence/manifest.json')],
      ['s3:ListBucket', world.arn('account', bucket, 'FeedBucket'), { 's3:prefix': 'elsewhere/' }],
      ['s3:GetObject', `${world.arn('account', bucket, 'TrailFiles')}/AWSLogs/one`],
      ['kms:Decrypt', key(world)],
      ['kms:Encrypt', key(world), via(world, 's3')],
    ],
  },
  {
    stack: 'account',
    role: 'FeedScheduleRole',
    trusts: 'scheduler.amazonaws.com',
    can: (world) => [['lambda:InvokeFunction', world.arn('account', lambda, 'FeedFetch')]],
    cannot: (world) => [
      ['lambda:InvokeFunction', world.arn('account', lambda, 'SettingsConfigure')],
      ['lambda:UpdateFunctionCode', world.arn('account', lambda, 'FeedFetch')],
      ['lambda:InvokeFunction', home(world, 'lambda', 'function:any')],
    ],
  },
];

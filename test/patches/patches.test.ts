import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import cdkJson from '../../cdk.json';
import type { StoreFile } from '../../lib/config/schema';
import { homeVaultLock } from '../../lib/config/vault-locks';
import { HardenedKey } from '../../lib/hardened/hardened-key';
import { NoticeChannel } from '../../lib/hardened/notice-channel';
import { StoreStack } from '../../lib/hardened/store-stack';
import { Patches } from '../../lib/patches/patches';
import { aStore } from '../support/stores';

const offsite = { region: 'us-west-2' } as const;

function patchesOf(changes: Partial<StoreFile> = {}): Template {
  const store = aStore(changes);
  const app = new App({ context: cdkJson.context, analyticsReporting: false });
  const stack = new StoreStack(app, 'Stack', { store, region: store.region, description: 'patches', stateful: false });
  const key = new HardenedKey(stack, 'Key', { store, alias: 'test', description: 'test' });
  const topic = new Topic(stack, 'Topic');
  const evidence = {
    bucketName: 'evidence',
    bucketArn: 'arn:aws:s3:::evidence',
    keyArn: key.keyArn,
    region: 'eu-west-1',
  };
  new Patches(stack, 'Patches', {
    store,
    key,
    autoScalingGroup: AutoScalingGroup.fromAutoScalingGroupName(stack, 'Hosts', 'the-hosts'),
    database: DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
      instanceIdentifier: 'the-database',
      instanceEndpointAddress: 'the-database.example.com',
      port: 3306,
      securityGroups: [],
    }),
    dataKey: key,
    inventories: Bucket.fromBucketName(stack, 'Releases', 'releases'),
    evidence,
    backups: {
      vaultName: 'vault',
      vaultArn: 'arn:aws:backup:us-east-1:111122223333:backup-vault:vault',
      lock: homeVaultLock(store),
      roleArn: 'arn:aws:iam::111122223333:role/backup',
    },
    probe: {
      functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:probe',
      expected: {
        store: 'acme',
        doors: { shop: { host: 'shop.example.com' }, staff: { host: 'staff.example.com' } },
        autoScalingGroup: 'the-hosts',
        mailDocument: 'mail',
        orderDocument: 'order',
        evidence: { bucket: 'evidence', region: 'eu-west-1' },
      },
    },
    servingAlarms: ['one', 'two'].map((name) =>
      Alarm.fromAlarmArn(stack, name, `arn:aws:cloudwatch:us-east-1:111122223333:alarm:acme-${name}`),
    ),
    stacks: { 'us-east-1': ['acme-host'] },
    alarmPrefixes: { 'us-east-1': ['acme-host-'] },
    topic,
    notices: new NoticeChannel(stack, 'Notices', { topic, key }),
  });
  return Template.fromStack(stack);
}

/** What the daily proof is handed, as far as it is known before the deploy. */
function provenDaily(template: Template): string {
  const [schedule] = Object.values(
    template.findResources('AWS::Scheduler::Schedule', { Properties: { ScheduleExpression: 'cron(0 10 * * ? *)' } }),
  );
  return JSON.stringify(schedule).replaceAll('\\"', '"');
}

describe('Patches', () => {
  test('keep the store’s window and time zone', () => {
    const template = patchesOf({ patch: { window: 'cron(30 2 ? * THU *)' }, timeZone: 'Europe/Vienna' });
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(30 2 ? * THU *)',
      ScheduleExpressionTimezone: 'Europe/Vienna',
      Target: Match.objectLike({ Input: '{}' }),
    });
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 10 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Vienna',
    });
  });

  test('hold the shop against what its file says', () => {
    const template = patchesOf({
      patch: { criticalDays: 3, secondSource: 'wpvulnerability' },
      locales: ['de_DE', 'fr_FR'],
      plugins: [
        { name: 'woocommerce', version: '9.4.1', why: 'it is the shop, of course', owner: 'engineer' },
        { name: 'acme-tills', version: '2.0', why: 'the tills speak to it all day', owner: 'engineer' },
      ],
    });
    const proven = provenDaily(template);
    expect(proven).toContain('"criticalDays":3');
    expect(proven).toContain('"secondSource":"wpvulnerability"');
    expect(proven).toContain('"locales":["de_DE","fr_FR"]');
    expect(proven).toContain(
      '"plugins":[{"name":"woocommerce","version":"9.4.1"},{"name":"acme-tills","version":"2.0"}]',
    );
    // The end of a window proves the same.
    const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    const definition = JSON.stringify(machine).replaceAll('\\"', '"');
    expect(definition).toContain('"criticalDays":3');
    expect(definition).toContain('"locales":["de_DE","fr_FR"]');
  });

  test('read the feed of their own account and region', () => {
    const template = patchesOf({ region: 'eu-central-1', backup: { offsite } });
    expect(provenDaily(template)).toContain('"feedBucket":"storefort-feed-111122223333-eu-central-1"');
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'ReadFeed',
            Resource: 'arn:aws:s3:::storefort-feed-111122223333-eu-central-1/wordfence/*',
          }),
        ]),
      },
    });
  });

  test('take recovery points that live as short as the vault allows, and want the last as fresh as promised', () => {
    const template = patchesOf({
      backup: { offsite, retentionDays: 40, pointInTimeDays: 21, monthlyRetentionDays: 400, rpoHours: 6 },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ RECOVERY_POINT_DAYS: '21', RPO_HOURS: '6' }) },
    });
  });

  test('end a refresh by the alarms of who serves, and keep no window shut by what patching silences', () => {
    const template = patchesOf();
    const [unproven] = Object.keys(
      template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'PatchesProven' } }),
    );
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          REFRESH_ALARMS: '["acme-one","acme-two"]',
          TOLERATED_ALARMS: { 'Fn::Join': ['', ['["', { Ref: unproven }, '"]']] },
        }),
      },
    });
  });

  test('name the generation in what has a name', () => {
    const template = patchesOf({ generation: 2 });
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { StateMachineName: 'storefort-acme-g2-patch' });
    template.hasResourceProperties('AWS::SSM::Document', { Name: 'storefort-acme-g2-inventory' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({ MACHINE_NAME: 'storefort-acme-g2-patch' }),
      },
    });
    expect(provenDaily(template)).toContain('"inventoryDocument":"storefort-acme-g2-inventory"');
  });

  test('come with nothing that holds state or a secret', () => {
    const template = patchesOf();
    for (const type of ['AWS::S3::Bucket', 'AWS::SecretsManager::Secret']) template.resourceCountIs(type, 0);
    // The one of this test.
    template.resourceCountIs('AWS::KMS::Key', 1);
  });
});

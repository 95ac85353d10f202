import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { StoreFile } from '../../lib/config/schema';
import { Drills } from '../../lib/drills/drills';
import type { DrillsProps } from '../../lib/drills/drills-props';
import { HardenedKey } from '../../lib/hardened/hardened-key';
import { NoticeChannel } from '../../lib/hardened/notice-channel';
import { aStore } from '../support/stores';

function drillsOf(place: DrillsProps['place'], changes: Partial<StoreFile> = {}): Template {
  const store = aStore(changes);
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const key = new HardenedKey(stack, 'Key', { store, alias: 'key', description: 'key' });
  const topic = new Topic(stack, 'Topic');
  const vpc = new Vpc(stack, 'Vpc', {
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    natGateways: 0,
    subnetConfiguration: [{ name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED }],
  });
  new Drills(stack, 'Drills', {
    store,
    place,
    key,
    vpc,
    subnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    checkerSecurityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Checker', 'sg-checker'),
    databaseSecurityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Database', 'sg-database'),
    vault: { name: 'vault', arn: 'arn:aws:backup:us-east-1:111122223333:backup-vault:vault' },
    databaseArn: 'arn:aws:rds:us-east-1:111122223333:db:acme-g1',
    fileSystemArn: 'arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-0acme',
    restoreKeyArns: [key.keyArn],
    databaseClass: 'r8g.large',
    evidence: { bucketName: 'evidence', bucketArn: 'arn:aws:s3:::evidence', keyArn: key.keyArn, region: 'eu-west-1' },
    topic,
    notices: new NoticeChannel(stack, 'Notices', { topic, key }),
  });
  return Template.fromStack(stack);
}

const definitionOf = (template: Template) =>
  JSON.stringify(template.findResources('AWS::StepFunctions::StateMachine')).replaceAll('\\', '');

describe('Drills', () => {
  test('at home keep the store’s schedule and time zone, by restore testing alone', () => {
    const drill = { schedule: 'cron(0 2 ? * MON *)', offsiteSchedule: 'cron(0 3 1 JAN ? *)' };
    const template = drillsOf('home', { drill, timeZone: 'Europe/Berlin' });
    template.hasResourceProperties('AWS::Backup::RestoreTestingPlan', {
      ScheduleExpression: 'cron(0 2 ? * MON *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    });
    template.resourceCountIs('AWS::Backup::RestoreTestingSelection', 2);
    template.resourceCountIs('AWS::Scheduler::Schedule', 1);
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpressionTimezone: 'Europe/Berlin' });
  });

  test('offsite keep their own schedule, and take no restore test for theirs', () => {
    const drill = { schedule: 'cron(0 2 ? * MON *)', offsiteSchedule: 'cron(0 3 1 JAN ? *)' };
    const template = drillsOf('offsite', { drill, timeZone: 'Europe/Berlin' });
    template.resourceCountIs('AWS::Backup::RestoreTestingPlan', 0);
    template.resourceCountIs('AWS::Scheduler::Schedule', 3);
    for (const resource of ['database', 'files']) {
      template.hasResourceProperties('AWS::Scheduler::Schedule', {
        ScheduleExpression: 'cron(0 3 1 JAN ? *)',
        ScheduleExpressionTimezone: 'Europe/Berlin',
        Target: Match.objectLike({ Input: JSON.stringify({ resource }) }),
      });
    }
    // Only the notice of failed drills is left.
    template.resourceCountIs('AWS::Events::Rule', 1);
    expect(JSON.stringify(template.findResources('AWS::Lambda::Function'))).not.toContain('RESTORE_TESTING_PLAN_ARN');
  });

  test('hold the shop against its own objectives, administrators and address', () => {
    const template = drillsOf('home', {
      backup: { offsite: { region: 'us-west-2' }, rtoHours: 9, rpoHours: 12 },
      staff: { networks: ['203.0.113.0/29'], administrators: ['ada'] },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ RTO_HOURS: '9', RPO_HOURS: '12', EVIDENCE_REGION: 'eu-west-1' }) },
    });
    expect(definitionOf(template)).toContain('"administrators":["ada"]');
    expect(definitionOf(template)).toContain('"siteUrl":"https://shop.example.com"');
  });

  test('restore into the class given, both ways', () => {
    const template = drillsOf('home');
    template.hasResourceProperties('AWS::Backup::RestoreTestingSelection', {
      RestoreMetadataOverrides: Match.objectLike({ dbInstanceClass: 'db.r8g.large' }),
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ DATABASE_CLASS: 'db.r8g.large' }) },
    });
  });

  test('name the generation in what has a name', () => {
    const template = drillsOf('home', { generation: 2 });
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { StateMachineName: 'storefort-acme-g2-drill' });
    template.hasResourceProperties('AWS::Backup::RestoreTestingPlan', { RestoreTestingPlanName: 'storefort_acme_g2' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ DRILL_PREFIX: 'acme-g2-drill-' }) },
    });
  });

  test('let the checker into isolated subnets alone, with the group that reaches the restored database', () => {
    const template = drillsOf('home');
    const inside = Object.values(template.findResources('AWS::Lambda::Function')).filter(
      ({ Properties }) => 'VpcConfig' in (Properties as object),
    );
    expect(inside).toMatchObject([
      {
        Properties: {
          Description: 'Looks into a restored shop; reaches nothing else',
          VpcConfig: { SecurityGroupIds: ['sg-checker'] },
        },
      },
    ]);
  });
});

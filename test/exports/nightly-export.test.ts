import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import cdkJson from '../../cdk.json';
import type { StoreFile } from '../../lib/config/schema';
import { NightlyExport } from '../../lib/exports/nightly-export';
import { HardenedKey } from '../../lib/hardened/hardened-key';
import { HardenedTopic } from '../../lib/hardened/hardened-topic';
import { NoticeChannel } from '../../lib/hardened/notice-channel';
import { StoreStack } from '../../lib/hardened/store-stack';
import { aStore } from '../support/stores';

function exportOf(changes: Partial<StoreFile> = {}): Template {
  const store = aStore(changes);
  const app = new App({ context: cdkJson.context, analyticsReporting: false });
  const stack = new StoreStack(app, 'Operations', {
    store,
    region: store.region,
    description: 'export',
    stateful: false,
  });
  const key = new HardenedKey(stack, 'Key', { store, alias: 'test', description: 'test' });
  const topic = new HardenedTopic(stack, 'Topic', { key, emails: [], publishers: ['cloudwatch.amazonaws.com'] });
  const notices = new NoticeChannel(stack, 'Notices', { topic, key });
  const autoScalingGroup = AutoScalingGroup.fromAutoScalingGroupName(stack, 'Hosts', 'the-hosts');
  new NightlyExport(stack, 'Export', { store, key, autoScalingGroup, topic, notices });
  return Template.fromStack(stack);
}

const offsite = { region: 'us-west-2' } as const;

function silenceHours(exportSchedule: string): number | undefined {
  const alarms = exportOf({ backup: { offsite, exportSchedule } }).findResources('AWS::CloudWatch::Alarm', {
    Properties: { MetricName: 'ExecutionsSucceeded' },
  }) as Record<string, { Properties: { EvaluationPeriods: number } }>;
  return Object.values(alarms)[0]?.Properties.EvaluationPeriods;
}

test.each([
  ['cron(15 1 * * ? *)', 34],
  ['cron(15 1,13 * * ? *)', 22],
  ['rate(90 minutes)', 12],
  ['cron(0 2 ? * MON-FRI *)', 82],
])('of %s, silence is an alarm after the longest gap and ten hours: %d', (schedule, hours) => {
  expect(silenceHours(schedule)).toBe(hours);
});

test('of a schedule with gaps that no alarm can look back over, the check in the offsite region alone tells', () => {
  expect(silenceHours('cron(0 2 ? * SUN *)')).toBeUndefined();
});

test('starts by the store’s own clock, as its file says', () => {
  exportOf({ timeZone: 'Europe/Vienna', backup: { offsite, exportSchedule: 'rate(12 hours)' } }).hasResourceProperties(
    'AWS::Scheduler::Schedule',
    { ScheduleExpression: 'rate(12 hours)', ScheduleExpressionTimezone: 'Europe/Vienna' },
  );
});

test('looks for hosts in the group that it is given', () => {
  const definition = JSON.stringify(exportOf().findResources('AWS::StepFunctions::StateMachine'));
  expect(definition).toContain('the-hosts');
});

test('a new generation has its own machine, document and log', () => {
  const template = exportOf({ generation: 3 });
  template.hasResourceProperties('AWS::StepFunctions::StateMachine', { StateMachineName: 'storefort-acme-g3-export' });
  template.hasResourceProperties('AWS::SSM::Document', { Name: 'storefort-acme-g3-export' });
  template.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: '/aws/vendedlogs/states/storefort-acme-g3-export',
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Sid: 'ToHostsOfThisStore',
          Condition: { StringEquals: Match.objectLike({ 'ssm:resourceTag/storefort:generation': '3' }) },
        }),
      ]),
    },
  });
});

test('the machine comes after what it needs: its document, its role’s rights', () => {
  const [machine] = Object.values(exportOf().findResources('AWS::StepFunctions::StateMachine')) as {
    DependsOn: string[];
  }[];
  expect(machine?.DependsOn).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^ExportDocument/),
      expect.stringMatching(/^ExportMachineRoleDefaultPolicy/),
    ]),
  );
});

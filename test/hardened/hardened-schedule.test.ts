import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { HardenedSchedule } from '../../lib/hardened/hardened-schedule';
import { aStore } from '../support/stores';

const arn = 'arn:aws:states:us-west-2:111122223333:stateMachine:drill';

function aSchedule(latest?: Duration): Template {
  const stack = new Stack(new App(), 'Time', { env: { account: '111122223333', region: 'us-west-2' } });
  new HardenedSchedule(stack, 'Weekly', {
    store: aStore({ timeZone: 'Europe/Paris' }),
    description: 'A drill',
    expression: 'rate(7 days)',
    target: { arn, action: 'states:StartExecution' },
    input: { resource: 'database', stack: stack.stackName },
    latest,
  });
  return Template.fromStack(stack);
}

test('starts at its time, in the store’s time zone, with its input', () => {
  aSchedule().hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(7 days)',
    ScheduleExpressionTimezone: 'Europe/Paris',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: arn, Input: '{"resource":"database","stack":"Time"}' },
  });
});

test('its role starts the one thing, for schedules of this account', () => {
  const template = aSchedule();
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [{ Sid: 'Start', Effect: 'Allow', Action: 'states:StartExecution', Resource: arn }],
    },
  });
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        },
      ],
    },
  });
});

test('what comes too late to be of use is not started any more; unless said, AWS’s own day holds', () => {
  aSchedule(Duration.minutes(5)).hasResourceProperties('AWS::Scheduler::Schedule', {
    Target: { RetryPolicy: { MaximumEventAgeInSeconds: 300 } },
  });
  aSchedule().hasResourceProperties('AWS::Scheduler::Schedule', { Target: { RetryPolicy: Match.absent() } });
});

import { type Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from './acknowledge';

export interface HardenedScheduleProps {
  readonly store: Pick<StoreConfig, 'timeZone'>;
  readonly description: string;
  /** Cron or rate expression, in the store's time zone. */
  readonly expression: string;
  /** What is started, and the only action that starting it takes. */
  readonly target: { readonly arn: string; readonly action: 'lambda:InvokeFunction' | 'states:StartExecution' };
  /** Handed to the target as JSON. */
  readonly input: unknown;
  /** What could not be started by then is not started any more. @default - AWS tries for a day */
  readonly latest?: Duration;
}

/**
 * Starts one thing at its time, with a role that can start nothing else and that only schedules of this account take on. EventBridge
 * Scheduler tries for a day, or until `latest`, before it gives up; that nothing was started shows as the absence of what the target
 * reports.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export class HardenedSchedule extends Construct {
  constructor(scope: Construct, id: string, props: HardenedScheduleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
      description: `EventBridge Scheduler: ${props.description}`,
    });
    const { arn, action } = props.target;
    role.addToPolicy(new PolicyStatement({ sid: 'Start', actions: [action], resources: [arn] }));
    acknowledge(
      role,
      ['NIST.800.53.R5::NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321::PCI.DSS.321-IAMNoInlinePolicy'],
      {
        reason:
          'the policy belongs to this one role and lives and goes with it; shared by nobody, it cannot drift from its use',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
    new CfnSchedule(this, 'Schedule', {
      description: props.description,
      scheduleExpression: props.expression,
      scheduleExpressionTimezone: props.store.timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn,
        roleArn: role.roleArn,
        input: stack.toJsonString(props.input),
        ...(props.latest && { retryPolicy: { maximumEventAgeInSeconds: props.latest.toSeconds() } }),
      },
    });
  }
}

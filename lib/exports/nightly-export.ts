import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { longestGapHours } from '../config/longest-gap';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from '../hardened/acknowledge';
import { HardenedAlarm } from '../hardened/hardened-alarm';
import type { NoticeChannel } from '../hardened/notice-channel';
import { ExportDocument } from './export-document';
import { ExportMachine } from './export-machine';

export interface NightlyExportProps {
  readonly store: StoreConfig;
  /** Encrypts the machine's log group; lets CloudWatch Logs use it. */
  readonly key: IKey;
  /** The hosts, one of which does the work. */
  readonly autoScalingGroup: IAutoScalingGroup;
  readonly topic: ITopic;
  readonly notices: NoticeChannel;
}

/** What an export may take on top of its schedule before its absence is an alarm: two tries, and an hour of summer time. */
const lateHours = 10;

/** CloudWatch looks back at most 7 days. */
const longestSilenceHours = 168;

/**
 * Every night one host writes the whole database to the offsite bucket, readable without AWS Backup, RDS or this account. An
 * export that failed is told, and one that never ran is an alarm.
 * What it leaves open: a command that succeeded is no proof. `verify-backup` reads what arrived, where it arrived.
 */
export class NightlyExport extends Construct {
  readonly machine: IStateMachine;

  constructor(scope: Construct, id: string, props: NightlyExportProps) {
    super(scope, id);
    const { store } = props;
    const document = new ExportDocument(this, 'Document', { store });
    const machine = new ExportMachine(this, 'Machine', {
      store,
      key: props.key,
      autoScalingGroupName: props.autoScalingGroup.autoScalingGroupName,
    });
    machine.node.addDependency(document);
    this.machine = machine;

    this.start(machine, props);
    this.tellOfFailure(props);
    this.tellOfSilence(machine, props);
  }

  private start(machine: ExportMachine, { store }: NightlyExportProps): void {
    const role = new Role(this, 'Starter', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: `EventBridge Scheduler: starts the export of ${store.name}`,
    });
    new Schedule(this, 'Schedule', {
      description: `Export of ${store.name}`,
      schedule: ScheduleExpression.expression(store.backup.exportSchedule, TimeZone.of(store.timeZone)),
      // What could not be started for two hours is an export missed, which the alarm tells.
      target: new StepFunctionsStartExecution(machine, { role, maxEventAge: Duration.hours(2), retryAttempts: 20 }),
    });
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
  }

  private tellOfFailure({ notices }: NightlyExportProps): void {
    notices.tell('ExportFailed', {
      description: 'Exports of the database that ended without success',
      pattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { status: ['ABORTED', 'FAILED', 'TIMED_OUT'], stateMachineArn: [this.machine.stateMachineArn] },
      },
      meaning: 'The nightly export of the database failed on two hosts, or twice on one.',
      runbook: 'export-failed',
    });
  }

  /** Of a schedule that leaves more than a week between two exports, the check in the offsite region alone tells. */
  private tellOfSilence(machine: ExportMachine, { store, topic }: NightlyExportProps): void {
    const silenceHours = Math.ceil(longestGapHours(store.backup.exportSchedule)) + lateHours;
    if (silenceHours > longestSilenceHours) return;
    new HardenedAlarm(this, 'ExportMissing', {
      metric: machine.metricSucceeded({ statistic: Stats.SUM, period: Duration.hours(1) }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: silenceHours,
      missingData: TreatMissingData.BREACHING,
      meaning: `No export of the database succeeded for ${silenceHours} hours.`,
      runbook: 'export-missing',
      topic,
    });
  }
}

import { expect } from 'expect';
import { exportDefinition } from '../../lib/exports/export-definition';
import {
  account,
  document,
  machineTells,
  type OperationsRow,
  operationsRows,
  trustsHere,
} from '../support/operations-rows';
import { kept } from '../support/plain';
import type { Rule, Variant } from '../support/template';

const offsite = (variant: Variant): boolean => variant.offsite;
const machineName = ({ name }: Variant) => `storefort-${name}-g1-export`;

const rows: OperationsRow[] = [
  [
    'what may be run on a host is the export alone, under a time as its id, for four hours',
    'AWS::SSM::Document',
    'ExportDocument',
    (variant) => ({
      Name: machineName(variant),
      DocumentType: 'Command',
      DocumentFormat: 'JSON',
      TargetType: '/AWS::EC2::Instance',
      UpdateMethod: 'NewVersion',
      Content: {
        schemaVersion: '2.2',
        description: expect.stringContaining(variant.name) as unknown,
        parameters: {
          ExportId: {
            type: 'String',
            description: expect.any(String) as unknown,
            allowedPattern: '^[0-9]{8}T[0-9]{6}Z$',
          },
        },
        mainSteps: [
          {
            action: 'aws:runShellScript',
            name: 'export',
            precondition: { StringEquals: ['platformType', 'Linux'] },
            inputs: {
              timeoutSeconds: '14400',
              runCommand: ['exec nice -n 10 /bin/bash /opt/storefort/host/bin/export.sh {{ ExportId }}'],
            },
          },
        ],
      },
    }),
    offsite,
  ],
  [
    'the export’s machine has its name, writes everything down and is traced',
    'AWS::StepFunctions::StateMachine',
    'ExportMachine',
    (variant) => ({
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      StateMachineName: machineName(variant),
      RoleArn: 'ExportMachineRole.Arn',
      // What it does is executed in test/exports.
      DefinitionString: JSON.stringify(
        exportDefinition({ autoScalingGroupName: 'host/FleetASG', documentName: machineName(variant) }),
      ),
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: {
        Level: 'ALL',
        IncludeExecutionData: true,
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: 'ExportMachineLogs.Arn' } }],
      },
    }),
    offsite,
  ],
  [
    'the log of exports is encrypted and kept 13 months, a trial’s one day',
    'AWS::Logs::LogGroup',
    'ExportMachineLogs',
    (variant) => ({
      ...kept(variant.trial),
      LogGroupName: `/aws/vendedlogs/states/${machineName(variant)}`,
      KmsKeyId: 'network/PlatformKey.Arn',
      RetentionInDays: variant.trial ? 1 : 400,
    }),
    offsite,
  ],
  [
    'only Step Functions, for this account, takes the exporting role on',
    'AWS::IAM::Role',
    'ExportMachineRole',
    () => ({ AssumeRolePolicyDocument: trustsHere('states.amazonaws.com') }),
    offsite,
  ],
  [
    'the exporting role sends one document to hosts of this store, and nothing else to anybody',
    'AWS::IAM::Policy',
    'ExportMachineRole',
    (variant) => ({
      PolicyName: expect.stringMatching(/^ExportMachineRole/) as unknown,
      Roles: ['ExportMachineRole'],
      PolicyDocument: document(
        {
          Sid: 'FindHosts',
          Effect: 'Allow',
          Action: ['autoscaling:DescribeAutoScalingGroups', 'ssm:DescribeInstanceInformation'],
          Resource: '*',
        },
        {
          Sid: 'SendTheExport',
          Effect: 'Allow',
          Action: 'ssm:SendCommand',
          Resource: `arn:aws:ssm:${variant.region}:${account}:document/${machineName(variant)}`,
        },
        {
          Sid: 'ToHostsOfThisStore',
          Effect: 'Allow',
          Action: 'ssm:SendCommand',
          Resource: `arn:aws:ec2:${variant.region}:${account}:instance/*`,
          Condition: {
            StringEquals: {
              'ssm:resourceTag/storefort:store': variant.name,
              'ssm:resourceTag/storefort:generation': '1',
            },
          },
        },
        { Sid: 'AskHost', Effect: 'Allow', Action: 'ssm:GetCommandInvocation', Resource: '*' },
        machineTells,
      ),
    }),
    offsite,
  ],
  [
    'the export starts at the hour of the store’s own clock',
    'AWS::Scheduler::Schedule',
    'ExportSchedule',
    () => ({
      State: 'ENABLED',
      ScheduleExpression: 'cron(15 1 * * ? *)',
      ScheduleExpressionTimezone: expect.stringMatching(/^[A-Z][A-Za-z_/]+$/) as unknown,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: 'ExportMachine',
        RoleArn: 'ExportStarter.Arn',
        RetryPolicy: { MaximumEventAgeInSeconds: 7200, MaximumRetryAttempts: 20 },
      },
    }),
    offsite,
  ],
  [
    'only the scheduler, for this account, takes the starting role on',
    'AWS::IAM::Role',
    'ExportStarter',
    () => ({ AssumeRolePolicyDocument: trustsHere('scheduler.amazonaws.com') }),
    offsite,
  ],
  [
    'the starting role starts this one machine',
    'AWS::IAM::Policy',
    'ExportStarter',
    () => ({
      PolicyName: expect.stringMatching(/^ExportStarter/) as unknown,
      Roles: ['ExportStarter'],
      PolicyDocument: document({ Effect: 'Allow', Action: 'states:StartExecution', Resource: 'ExportMachine' }),
    }),
    offsite,
  ],
  [
    'an export that failed is told',
    'AWS::Events::Rule',
    'NoticesExportFailed',
    () => ({
      State: 'ENABLED',
      EventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { status: ['ABORTED', 'FAILED', 'TIMED_OUT'], stateMachineArn: ['ExportMachine'] },
      },
      Targets: [
        {
          Id: 'Target0',
          Arn: 'Alarms',
          RoleArn: 'NoticesPublisher.Arn',
          DeadLetterConfig: { Arn: 'NoticesUndelivered.Arn' },
          Input: expect.stringContaining('docs/runbooks/export-failed.md') as unknown,
        },
      ],
    }),
    offsite,
  ],
  [
    'no export for ten hours more than a day is an alarm',
    'AWS::CloudWatch::Alarm',
    'ExportExportMissing',
    () => ({
      Namespace: 'AWS/States',
      MetricName: 'ExecutionsSucceeded',
      Dimensions: [{ Name: 'StateMachineArn', Value: 'ExportMachine' }],
      Statistic: 'Sum',
      Period: 3600,
      EvaluationPeriods: 34,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
      AlarmActions: ['Alarms'],
      OKActions: ['Alarms'],
    }),
    offsite,
  ],
];

/** The nightly export, resource by resource; without an offsite region there is none. */
export const exportRules: Rule[] = [
  ...operationsRows(rows),
  {
    says: 'without an offsite region nothing is exported',
    stacks: ['operations'],
    when: (variant) => !variant.offsite,
    holds: (template) => {
      const left = template.resources().filter(({ id }) => /^(Notices)?Export/.test(id));
      expect(left.map(({ id }) => id)).toEqual([]);
      const documents = template.resources('AWS::SSM::Document').map(({ Properties }) => Properties.Name as string);
      expect(documents.filter((name) => name.endsWith('-export'))).toEqual([]);
    },
  },
];

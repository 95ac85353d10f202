import { expect } from 'expect';
import { drillDefinition } from '../../lib/drills/drill-definition';
import { atHome, drillRules, type DrillPlace, offsite, policyOf } from '../support/drills/drill-rows';
import { machineTells, type OperationsRow, rowsOf, trustsHere } from '../support/operations-rows';
import { kept } from '../support/plain';
import type { Variant } from '../support/template';

const nameOf = (at: DrillPlace, { name }: Variant) =>
  at.place === 'home' ? `storefort-${name}-g1-drill` : `storefort-${name}-g1-offsite-drill`;

/** The behaviour of the definition is held by its interpreter's tests; here, that it is the one deployed, and whom it asks. */
const definition = drillDefinition({
  functions: {
    startDrill: 'DrillsFunctionsStart.Arn',
    checkShop: 'DrillsFunctionsCheck.Arn',
    judgeDrill: 'DrillsFunctionsJudge.Arn',
    sweepDrills: 'DrillsFunctionsSweep.Arn',
  },
  expectations: {
    siteUrl: 'https://shop.example.com',
    plugins: ['woocommerce'],
    retentionDays: 3660,
    quietHours: 336,
  },
});

const only = (role: string, Sid: string, Action: string, Resource: string) =>
  policyOf(role, [{ Sid, Effect: 'Allow', Action, Resource }], expect.stringMatching(`^${role}`));

function schedule(id: string, expression: string, target: string, action: string, input: object): OperationsRow[] {
  const role = `DrillsSchedules${id}Role`;
  return [
    [
      `${id} has its time, in the store’s zone`,
      'AWS::Scheduler::Schedule',
      `DrillsSchedules${id}`,
      () => ({
        ScheduleExpression: expression,
        ScheduleExpressionTimezone: 'Etc/UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: target, RoleArn: `${role}.Arn`, Input: JSON.stringify(input) },
      }),
    ],
    [
      `only Scheduler of this account starts ${id}`,
      'AWS::IAM::Role',
      role,
      () => ({ AssumeRolePolicyDocument: trustsHere('scheduler.amazonaws.com') }),
    ],
    [`and nothing else with the role of ${id}`, 'AWS::IAM::Policy', role, () => only(role, 'Start', action, target)],
  ];
}

function rows(at: DrillPlace): OperationsRow[] {
  return [
    [
      'the drill runs as defined, traced, every step logged',
      'AWS::StepFunctions::StateMachine',
      'DrillsRunMachine',
      (variant) => ({
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Delete',
        DefinitionString: JSON.stringify(definition),
        LoggingConfiguration: {
          Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: 'DrillsRunLogs.Arn' } }],
          IncludeExecutionData: false,
          Level: 'ALL',
        },
        RoleArn: 'DrillsRunRole.Arn',
        StateMachineName: nameOf(at, variant),
        TracingConfiguration: { Enabled: true },
      }),
    ],
    [
      'its log is encrypted, and kept 13 months',
      'AWS::Logs::LogGroup',
      'DrillsRunLogs',
      (variant) => ({
        ...kept(variant.trial),
        KmsKeyId: at.key(variant),
        LogGroupName: `/aws/vendedlogs/states/${nameOf(at, variant)}`,
        RetentionInDays: variant.trial ? 1 : 400,
      }),
    ],
    [
      'only Step Functions of this account takes on the machine’s role',
      'AWS::IAM::Role',
      'DrillsRunRole',
      () => ({ AssumeRolePolicyDocument: trustsHere('states.amazonaws.com') }),
    ],
    [
      'the machine asks its four functions, and logs',
      'AWS::IAM::Policy',
      'DrillsRunRole',
      () =>
        policyOf(
          'DrillsRunRole',
          [
            {
              Sid: 'Ask',
              Effect: 'Allow',
              Action: 'lambda:InvokeFunction',
              Resource: ['Check', 'Judge', 'Start', 'Sweep'].map((each) => `DrillsFunctions${each}.Arn`),
            },
            machineTells,
          ],
          expect.stringMatching(/^DrillsRunRole/),
        ),
    ],
    ...schedule('Sweep', 'cron(30 8 * * ? *)', 'DrillsFunctionsSweep.Arn', 'lambda:InvokeFunction', { step: 'sweep' }),
    ...watch(at),
  ];
}

function watch(at: DrillPlace): OperationsRow[] {
  const actions = (variant: Variant) => ({ AlarmActions: [at.topic(variant)], OKActions: [at.topic(variant)] });
  return [
    [
      'a drill that did not prove the shop is told',
      'AWS::Events::Rule',
      'NoticesDrillFailed',
      (variant) => ({
        State: 'ENABLED',
        EventPattern: {
          source: ['aws.states'],
          'detail-type': ['Step Functions Execution Status Change'],
          detail: { status: ['ABORTED', 'FAILED', 'TIMED_OUT'], stateMachineArn: ['DrillsRunMachine'] },
        },
        Targets: [
          {
            Id: 'Target0',
            Arn: at.topic(variant),
            RoleArn: 'NoticesPublisher.Arn',
            DeadLetterConfig: { Arn: 'NoticesUndelivered.Arn' },
            InputTransformer: {
              InputPathsMap: { 'detail-name': '$.detail.name', 'detail-status': '$.detail.status' },
              InputTemplate: expect.stringContaining('docs/runbooks/drill-failed.md') as unknown,
            },
          },
        ],
      }),
    ],
    [
      'what drills left behind rings until it is gone',
      'AWS::CloudWatch::Alarm',
      'DrillsWatchLeftBehind',
      (variant) => ({
        ...actions(variant),
        Namespace: `Storefort/${variant.name}`,
        MetricName: 'DrillLeftBehind',
        Dimensions: [{ Name: 'Place', Value: at.place }],
        Statistic: 'Maximum',
        Period: 3600,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 0,
        TreatMissingData: 'ignore',
      }),
    ],
    [
      'a sweep that fails rings',
      'AWS::CloudWatch::Alarm',
      'DrillsFunctionsSweepErrors',
      (variant) => ({
        ...actions(variant),
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Dimensions: [{ Name: 'FunctionName', Value: 'DrillsFunctionsSweep' }],
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 0,
        TreatMissingData: 'notBreaching',
      }),
    ],
  ];
}

const starter: OperationsRow[] = [
  [
    'the end of a restore test starts its drill, and is kept when it could not be handed over',
    'AWS::Events::Rule',
    'DrillsRestoreTested',
    () => ({
      State: 'ENABLED',
      EventPattern: {
        source: ['aws.backup'],
        'detail-type': ['Restore Job State Change'],
        detail: { status: ['ABORTED', 'COMPLETED', 'FAILED'] },
      },
      Targets: [
        {
          Id: 'Target0',
          Arn: 'DrillsRunMachine',
          RoleArn: 'DrillsRestoreTestStarter.Arn',
          DeadLetterConfig: { Arn: 'NoticesUndelivered.Arn' },
          InputTransformer: {
            InputPathsMap: { 'detail-restoreJobId': '$.detail.restoreJobId' },
            InputTemplate: '{"restoreJobId":<detail-restoreJobId>}',
          },
        },
      ],
    }),
  ],
  [
    'only EventBridge of this account starts drills of restore tests',
    'AWS::IAM::Role',
    'DrillsRestoreTestStarter',
    () => ({ AssumeRolePolicyDocument: trustsHere('events.amazonaws.com') }),
  ],
  [
    'and nothing else with that role',
    'AWS::IAM::Policy',
    'DrillsRestoreTestStarter',
    () => only('DrillsRestoreTestStarter', 'Drill', 'states:StartExecution', 'DrillsRunMachine'),
  ],
];

const quarterly = 'cron(0 6 ? JAN,APR,JUL,OCT SUN#2 *)';
const away: OperationsRow[] = [
  ...schedule('Database', quarterly, 'DrillsRunMachine', 'states:StartExecution', { resource: 'database' }),
  ...schedule('Files', quarterly, 'DrillsRunMachine', 'states:StartExecution', { resource: 'files' }),
];

/** The drill machine, who starts it and when, and who hears of it. */
export const drillsRules = [...drillRules(rows), ...rowsOf(atHome.stack, starter), ...rowsOf(offsite.stack, away)];

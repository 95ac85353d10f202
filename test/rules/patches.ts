import { expect } from 'expect';
import type { ProbeShopExpectations } from '../../lambdas/probe-shop/contract';
import type { VerifyPatchesExpectations } from '../../lambdas/verify-patches/contract';
import { patchDefinition } from '../../lib/patches/patch-definition';
import { document, machineTells, type OperationsRow, operationsRows, trustsHere } from '../support/operations-rows';
import {
  allow,
  documentRow,
  expectedName,
  key,
  machineName,
  probed,
  proven,
  scheduleRows,
} from '../support/patches/patch-rows';
import { kept } from '../support/plain';
import type { Variant } from '../support/template';

/** The behaviour of the definition is held by its interpreter's tests; here, that it is the one deployed, and whom it asks. */
const definition = (variant: Variant) =>
  patchDefinition({
    functions: {
      applyPatch: 'PatchesFunctionsApply.Arn',
      probeShop: 'ProbesFunction.Arn',
      verifyPatches: 'PatchesFunctionsVerify.Arn',
      judgePatch: 'PatchesFunctionsJudge.Arn',
    },
    probe: probed(variant) as ProbeShopExpectations,
    verify: proven(variant) as VerifyPatchesExpectations,
  });

const machine: OperationsRow[] = [
  [
    'patch windows run as defined, traced, every step logged',
    'AWS::StepFunctions::StateMachine',
    'PatchesRunMachine',
    (variant) => ({
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      DefinitionString: JSON.stringify(definition(variant)),
      LoggingConfiguration: {
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: 'PatchesRunLogs.Arn' } }],
        IncludeExecutionData: false,
        Level: 'ALL',
      },
      RoleArn: 'PatchesRunRole.Arn',
      StateMachineName: machineName(variant),
      TracingConfiguration: { Enabled: true },
    }),
  ],
  [
    'the log of patch windows is encrypted, and kept 13 months',
    'AWS::Logs::LogGroup',
    'PatchesRunLogs',
    (variant) => ({
      ...kept(variant.trial),
      KmsKeyId: key(),
      LogGroupName: `/aws/vendedlogs/states/${machineName(variant)}`,
      RetentionInDays: variant.trial ? 1 : 400,
    }),
  ],
  [
    'only Step Functions of this account takes on the role of patch windows',
    'AWS::IAM::Role',
    'PatchesRunRole',
    () => ({ AssumeRolePolicyDocument: trustsHere('states.amazonaws.com') }),
  ],
  [
    'a patch window asks its four functions, and logs',
    'AWS::IAM::Policy',
    'PatchesRunRole',
    () => ({
      PolicyName: expectedName('PatchesRunRole'),
      Roles: ['PatchesRunRole'],
      PolicyDocument: document(
        allow('Ask', 'lambda:InvokeFunction', [
          'PatchesFunctionsApply.Arn',
          'PatchesFunctionsJudge.Arn',
          'PatchesFunctionsVerify.Arn',
          'ProbesFunction.Arn',
        ]),
        machineTells,
      ),
    }),
  ],
];

const rows: OperationsRow[] = [
  documentRow('a host says what it runs under an id, and nothing else', 'PatchesInventory', 'inventory', {
    patterns: { InventoryId: '^[a-z0-9-]{1,40}$' },
    step: 'inventory',
    seconds: '300',
    command: () => 'inventory.sh {{ InventoryId }}',
  }),
  ...machine,
  ...scheduleRows({
    id: 'PatchesWindow',
    expression: 'cron(0 3 ? * TUE *)',
    target: 'PatchesRunMachine',
    action: 'states:StartExecution',
    input: () => ({}),
    latest: 3600,
  }),
  ...scheduleRows({
    id: 'PatchesDaily',
    expression: 'cron(0 10 * * ? *)',
    target: 'PatchesFunctionsVerify.Arn',
    action: 'lambda:InvokeFunction',
    input: (variant) => ({ expected: proven(variant) }),
  }),
  [
    'a patch window that did not end well is told',
    'AWS::Events::Rule',
    'NoticesPatchFailed',
    () => ({
      State: 'ENABLED',
      EventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { status: ['ABORTED', 'FAILED', 'TIMED_OUT'], stateMachineArn: ['PatchesRunMachine'] },
      },
      Targets: [
        {
          Id: 'Target0',
          Arn: 'Alarms',
          RoleArn: 'NoticesPublisher.Arn',
          DeadLetterConfig: { Arn: 'NoticesUndelivered.Arn' },
          InputTransformer: {
            InputPathsMap: {
              'detail-name': '$.detail.name',
              'detail-status': '$.detail.status',
              'detail-error': '$.detail.error',
            },
            InputTemplate: expect.stringContaining('docs/runbooks/patch-failed.md') as unknown,
          },
        },
      ],
    }),
  ],
  [
    'a day without a proof that succeeded rings',
    'AWS::CloudWatch::Alarm',
    'PatchesPatchesUnproven',
    ({ name }) => ({
      AlarmActions: ['Alarms'],
      OKActions: ['Alarms'],
      Namespace: `Storefort/${name}`,
      MetricName: 'PatchesProven',
      Statistic: 'Minimum',
      Period: 3600,
      EvaluationPeriods: 26,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    }),
  ],
];

/** Patch windows and the daily proof: what runs them, when, and who hears of it. */
export const patchesRules = operationsRows(rows);

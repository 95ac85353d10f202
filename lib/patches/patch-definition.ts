import type { ProbeShopExpectations } from '../../lambdas/probe-shop/contract';
import type { VerifyPatchesExpectations } from '../../lambdas/verify-patches/contract';
import { endStates } from './patch-end-states';
import { probeAfterStates, probeBackStates, probeBeforeStates } from './patch-probe-states';
import { backStates, forwardStates } from './patch-refresh-states';
import { ask, begin, caughtTo, loopStates, type PatchFunctions, patiently, says } from './patch-tasks';

export interface PatchDefinitionProps {
  readonly functions: PatchFunctions;
  /** What the shop is probed against, before and after. */
  readonly probe: ProbeShopExpectations;
  /** What must be proven in the end. */
  readonly verify: VerifyPatchesExpectations;
}

/** Nothing of a window takes longer: test/patches/patch-time.test.ts adds up what each state may take. */
export const patchTimeoutHours = 24;

/** Looks at the recovery point's job, a minute apart. Beyond that the window breaks off: nothing is changed yet. */
const mostBackupTurns = 90;

/**
 * A patch window in Amazon's States Language (JSONPath). Its input is `{}`, of the schedule; or `{ reason }`, of a person; or
 * `{ reason, despiteFindings: true }`, of a person who knows that alarms are on, or that the shop is not well. It succeeds when the
 * newest image is in (also when it was already) and everything is proven. Everything else fails, and is told; whatever came after
 * the first change and did not leave the shop as well as it was is taken back.
 *
 * What it leaves open: an execution that a person stops leaves an instance refresh to Auto Scaling, which still minds the alarms.
 */
export function patchDefinition(props: PatchDefinitionProps): object {
  const { functions, probe } = props;
  return {
    Comment: 'Takes a recovery point, replaces the hosts, proves the shop and its patches, and goes back when it hurts',
    StartAt: 'Read',
    TimeoutSeconds: patchTimeoutHours * 3600,
    States: {
      ...requestStates,
      ...admitStates(functions),
      ...backupStates(functions),
      ...probeBeforeStates(functions, probe),
      ...forwardStates(functions),
      ...probeAfterStates(functions, probe),
      ...backStates(functions),
      ...probeBackStates(functions, probe),
      ...endStates(props),
    },
  };
}

const has = (count: number) => ({ Variable: '$.count', NumericEquals: count });
const aReason = [
  { Variable: '$.request.reason', IsPresent: true },
  { Variable: '$.request.reason', IsString: true },
  { Not: { Variable: '$.request.reason', StringEquals: '' } },
];

/** What a misspelled word would leave out must not go by unnoticed: whatever else the input holds is refused. */
const requestStates = {
  Read: { Type: 'Pass', Parameters: { 'request.$': '$', 'text.$': 'States.JsonToString($)' }, Next: 'Scheduled' },
  // A selection of nothing is a matter of its own: the schedule's input is told by its text.
  Scheduled: {
    Type: 'Choice',
    Choices: [{ Variable: '$.text', StringEquals: '{}', Next: 'Begin' }],
    Default: 'ReadValues',
  },
  ReadValues: {
    Type: 'Pass',
    Parameters: { 'request.$': '$.request', 'values.$': '$.request.*' },
    Next: 'CountValues',
  },
  CountValues: {
    Type: 'Pass',
    Parameters: { 'request.$': '$.request', 'count.$': 'States.ArrayLength($.values)' },
    Next: 'Understood',
  },
  Understood: {
    Type: 'Choice',
    Choices: [
      { And: [has(1), ...aReason], Next: 'Begin' },
      {
        And: [
          has(2),
          ...aReason,
          { Variable: '$.request.despiteFindings', IsPresent: true },
          { Variable: '$.request.despiteFindings', BooleanEquals: true },
        ],
        Next: 'Begin',
      },
    ],
    Default: 'NotUnderstood',
  },
  NotUnderstood: {
    Type: 'Fail',
    Error: 'Patch.NotUnderstood',
    Cause: 'the input must be {}, { reason }, or { reason, despiteFindings: true }',
  },
  Begin: {
    Type: 'Pass',
    Parameters: {
      'execution.$': '$$.Execution.Name',
      'startedAt.$': '$$.Execution.StartTime',
      'request.$': '$.request',
      problems: {},
      loops: {},
    },
    Next: 'Admit',
  },
};

function admitStates({ applyPatch }: PatchFunctions): object {
  const work = (is: string) => [says('$.admitted.state', 'admitted'), says('$.admitted.work', is)];
  // Without the one there is nothing to go to, without the other nothing to go back to.
  const images = ['now', 'newest'].map((which) => ({ Variable: `$.admitted.image.${which}`, IsString: true }));
  const present = ['now', 'newest'].map((which) => ({ Variable: `$.admitted.image.${which}`, IsPresent: true }));
  return {
    Admit: {
      ...ask(applyPatch, {
        step: 'admit',
        'execution.$': '$.execution',
        'startedAt.$': '$.startedAt',
        'request.$': '$.request',
      }),
      ResultPath: '$.admitted',
      Retry: patiently(6),
      Catch: caughtTo('Ended', 'admitted'),
      Next: 'Admitted',
    },
    Admitted: {
      Type: 'Choice',
      Choices: [
        { And: [...work('image'), ...present, ...images], Next: 'BeginBackup' },
        { And: work('nothing'), Next: 'Verify' },
      ],
      Default: 'Ended',
    },
  };
}

function backupStates({ applyPatch }: PatchFunctions): object {
  return {
    BeginBackup: begin('backup', 'BackUp'),
    BackUp: {
      ...ask(applyPatch, { step: 'back-up', 'execution.$': '$.execution' }),
      ResultPath: '$.backup',
      Retry: patiently(6),
      Catch: caughtTo('Ended', 'backup'),
      Next: 'BackedUp',
    },
    ...loopStates({
      name: 'backup',
      states: { look: 'FollowBackup', seen: 'BackedUp', wait: 'WaitForBackup', count: 'CountBackup' },
      functionArn: applyPatch,
      payload: { step: 'follow-backup', 'backupJobId.$': '$.backup.backupJobId' },
      mostTurns: mostBackupTurns,
      done: 'BeginBefore',
      otherwise: 'Ended',
    }),
  };
}

import type { ShopExpectations } from '../../lambdas/check-shop/contract';
import { endStates } from './drill-end-states';
import { ask, caughtTo, type DrillFunctions, patiently } from './drill-tasks';

export interface DrillDefinitionProps {
  readonly functions: DrillFunctions;
  /** What the restored shop is held against. */
  readonly expectations: ShopExpectations;
}

/** Nothing of a drill takes longer: test/drills/drill-time.test.ts adds up what each state may take. */
export const drillTimeoutHours = 12;

const restoreWaitSeconds = 120;
const checkAgainSeconds = 300;

/** Beside the first. Each may take an hour: the rest of the twelve must do for verdict and removal. */
const moreChecks = 1;

/**
 * A drill in Amazon's States Language (JSONPath). Two ways in: `{ restoreJobId }`, a job that ended and may be AWS Backup's restore
 * test of this store; and `{ resource: "database" | "files" }`, which restores by itself and takes away afterwards; with
 * `newCounts: true` beside it a person says that what is missing since the last drill was taken out on purpose. It succeeds when
 * the shop was proven, or when the job was none of its; everything else fails, and is told.
 * What it leaves open: an execution that a person stops leaves what it restored to the sweeper.
 */
export function drillDefinition(props: DrillDefinitionProps): object {
  return {
    Comment: 'Restores a recovery point, looks into it, judges it, and takes it away',
    StartAt: 'Whose',
    TimeoutSeconds: drillTimeoutHours * 3600,
    States: {
      ...beginStates(props.functions),
      ...restoreStates(props.functions),
      ...checkStates(props),
      ...endStates(props.functions),
    },
  };
}

function beginStates({ startDrill }: DrillFunctions): object {
  const begun = {
    'execution.$': '$$.Execution.Name',
    'startedAt.$': '$$.Execution.StartTime',
    checks: { more: 0 },
  };
  return {
    Whose: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.restoreJobId', IsPresent: true, Next: 'Scheduled' },
        {
          And: [
            { Variable: '$.resource', IsPresent: true },
            { Variable: '$.newCounts', IsPresent: true },
          ],
          Next: 'OwnNewCounts',
        },
        { Variable: '$.resource', IsPresent: true, Next: 'Own' },
      ],
      Default: 'NotUnderstood',
    },
    NotUnderstood: {
      Type: 'Fail',
      Error: 'Drill.NotUnderstood',
      Cause: 'the input must hold restoreJobId, or resource: database or files',
    },
    Scheduled: {
      Type: 'Pass',
      Parameters: { scheduled: true, 'restoreJobId.$': '$.restoreJobId', ...begun },
      Next: 'Follow',
    },
    Own: { Type: 'Pass', Parameters: { scheduled: false, 'resource.$': '$.resource', ...begun }, Next: 'Start' },
    OwnNewCounts: {
      Type: 'Pass',
      Parameters: { scheduled: false, 'resource.$': '$.resource', 'newCounts.$': '$.newCounts', ...begun },
      Next: 'Start',
    },
    Start: {
      ...ask(startDrill, { step: 'start', 'run.$': '$' }),
      ResultPath: '$.start',
      Retry: patiently(6),
      Catch: caughtTo('Judge'),
      Next: 'Started',
    },
    Started: {
      Type: 'Choice',
      Choices: [{ Variable: '$.start.state', StringEquals: 'started', Next: 'NoteJob' }],
      Default: 'Judge',
    },
    NoteJob: { Type: 'Pass', InputPath: '$.start.restoreJobId', ResultPath: '$.restoreJobId', Next: 'Follow' },
  };
}

function restoreStates({ startDrill }: DrillFunctions): object {
  return {
    Follow: {
      ...ask(startDrill, { step: 'follow', 'run.$': '$' }),
      ResultPath: '$.restore',
      Retry: patiently(6),
      Catch: caughtTo('Judge'),
      Next: 'HowFar',
    },
    HowFar: {
      Type: 'Choice',
      Choices: [
        {
          And: [
            { Variable: '$.restore.state', StringEquals: 'foreign' },
            { Variable: '$.scheduled', BooleanEquals: true },
          ],
          Next: 'NotADrill',
        },
        { Variable: '$.restore.state', StringEquals: 'running', Next: 'WaitForRestore' },
        { Variable: '$.restore.database', IsPresent: true, Next: 'Check' },
      ],
      Default: 'Judge',
    },
    // Every restore of the account ends with the same event.
    NotADrill: { Type: 'Succeed' },
    WaitForRestore: { Type: 'Wait', Seconds: restoreWaitSeconds, Next: 'Follow' },
  };
}

/** A connection that broke is no finding about the shop: it is looked into again. */
function checkStates({ functions, expectations }: DrillDefinitionProps): object {
  return {
    Check: {
      ...ask(functions.checkShop, { 'restore.$': '$.restore', expectations }),
      // The longest a function may take.
      TimeoutSeconds: 920,
      ResultPath: '$.shop',
      Retry: patiently(3),
      Catch: caughtTo('Judge'),
      Next: 'Checked',
    },
    Checked: {
      Type: 'Choice',
      Choices: [
        {
          And: [
            { Variable: '$.shop.verdict', StringEquals: 'error' },
            { Variable: '$.checks.more', NumericLessThan: moreChecks },
          ],
          Next: 'CountCheck',
        },
      ],
      Default: 'Judge',
    },
    CountCheck: {
      Type: 'Pass',
      Parameters: { 'more.$': 'States.MathAdd($.checks.more, 1)' },
      ResultPath: '$.checks',
      Next: 'WaitToCheck',
    },
    WaitToCheck: { Type: 'Wait', Seconds: checkAgainSeconds, Next: 'Check' },
  };
}

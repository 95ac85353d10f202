import { ask, caughtTo, type DrillFunctions, patiently } from './drill-tasks';

const removalWaitSeconds = 60;

/**
 * From the verdict to the end. What the drill restored itself is taken away whatever the verdict, and seen to be gone. AWS Backup is
 * told of its own restore tests, and only what is final: then it takes them away. After an error it is told nothing, and does so when
 * the validation window closes.
 */
export function endStates(functions: DrillFunctions): object {
  return { ...judgeStates(functions), ...validateStates(functions), ...removeStates(functions), ...lastStates };
}

function judgeStates({ judgeDrill }: DrillFunctions): object {
  const verdict = (is: string) => ({ Variable: '$.judged.verdict', StringEquals: is });
  return {
    Judge: {
      ...ask(judgeDrill),
      ResultPath: '$.judged',
      Retry: patiently(6),
      Catch: caughtTo('NotJudged'),
      Next: 'WhoTakesAway',
    },
    NotJudged: {
      Type: 'Pass',
      Result: { verdict: 'error', summary: 'error: the verdict could not be put down' },
      ResultPath: '$.judged',
      Next: 'WhoTakesAway',
    },
    WhoTakesAway: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.scheduled', BooleanEquals: false, Next: 'Remove' },
        {
          And: [
            { Variable: '$.restore', IsPresent: true },
            { Variable: '$.restore.state', StringEquals: 'restored' },
            { Or: [verdict('pass'), verdict('fail')] },
          ],
          Next: 'Validate',
        },
      ],
      Default: 'Proven',
    },
    Proven: {
      Type: 'Choice',
      Choices: [
        { ...verdict('pass'), Next: 'Done' },
        { ...verdict('fail'), Next: 'Failed' },
      ],
      Default: 'Unproven',
    },
  };
}

function validateStates({ startDrill }: DrillFunctions): object {
  return {
    Validate: {
      ...ask(startDrill, {
        step: 'validate',
        'restoreJobId.$': '$.restoreJobId',
        'verdict.$': '$.judged.verdict',
        'summary.$': '$.judged.summary',
      }),
      ResultPath: '$.validated',
      Retry: patiently(10),
      Catch: caughtTo('NotTold'),
      Next: 'Proven',
    },
  };
}

function removeStates({ sweepDrills }: DrillFunctions): object {
  return {
    Remove: {
      ...ask(sweepDrills, { step: 'remove', 'run.$': '$' }),
      ResultPath: '$.removed',
      Retry: patiently(6),
      Catch: caughtTo('LeftBehind'),
      Next: 'Gone',
    },
    Gone: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.removed.state', StringEquals: 'gone', Next: 'Proven' },
        { Variable: '$.removed.state', StringEquals: 'going', Next: 'WaitForRemoval' },
      ],
      Default: 'LeftBehind',
    },
    WaitForRemoval: { Type: 'Wait', Seconds: removalWaitSeconds, Next: 'Remove' },
  };
}

const lastStates = {
  Done: { Type: 'Succeed' },
  Failed: { Type: 'Fail', Error: 'Drill.Failed', CausePath: '$.judged.summary' },
  Unproven: { Type: 'Fail', Error: 'Drill.Unproven', CausePath: '$.judged.summary' },
  NotTold: {
    Type: 'Fail',
    Error: 'Drill.NotTold',
    Cause: 'AWS Backup did not take the verdict; the evidence holds it',
  },
  LeftBehind: {
    Type: 'Fail',
    Error: 'Drill.LeftBehind',
    Cause: 'what the drill restored did not go; see docs/runbooks/drill-left-behind.md',
  },
};

import type { VerifyPatchesExpectations } from '../../lambdas/verify-patches/contract';
import { ask, caughtTo, type PatchFunctions, patiently, says, thoroughly } from './patch-tasks';

interface EndProps {
  readonly functions: PatchFunctions;
  readonly verify: VerifyPatchesExpectations;
}

/** From the proof to the end: whatever happened is judged, and put down as evidence. */
export function endStates({ functions, verify }: EndProps): object {
  return {
    Verify: {
      ...ask(functions.verifyPatches, { expected: verify, 'execution.$': '$.execution' }, thoroughly),
      ResultPath: '$.verified',
      Retry: patiently(2),
      Catch: caughtTo('Ended', 'verified'),
      Next: 'Ended',
    },
    // The judge may be asked twice, and gives the same evidence: its times are the window's.
    Ended: { Type: 'Pass', InputPath: '$$.State.EnteredTime', ResultPath: '$.endedAt', Next: 'Judge' },
    Judge: {
      ...ask(functions.judgePatch, { step: 'judge', 'run.$': '$' }),
      ResultPath: '$.judged',
      Retry: patiently(6),
      Catch: caughtTo('NotJudged', 'judged'),
      Next: 'Outcome',
    },
    ...outcomeStates,
  };
}

const outcome = (is: string, Next: string) => ({ ...says('$.judged.outcome', is), Next });
const failed = (Error: string) => ({ Type: 'Fail', Error, CausePath: '$.judged.summary' });

const outcomeStates = {
  Outcome: {
    Type: 'Choice',
    Choices: [
      outcome('patched', 'Patched'),
      outcome('nothing-to-do', 'NothingToDo'),
      outcome('refused', 'Refused'),
      outcome('not-proven', 'NotProven'),
      outcome('rolled-back', 'RolledBack'),
      outcome('roll-back-failed', 'RollBackFailed'),
      outcome('broken-off', 'BrokenOff'),
    ],
    Default: 'NotJudged',
  },
  Patched: { Type: 'Succeed' },
  NothingToDo: { Type: 'Succeed' },
  Refused: failed('Patch.Refused'),
  NotProven: failed('Patch.NotProven'),
  RolledBack: failed('Patch.RolledBack'),
  RollBackFailed: failed('Patch.RollBackFailed'),
  BrokenOff: failed('Patch.BrokenOff'),
  NotJudged: {
    Type: 'Fail',
    Error: 'Patch.NotJudged',
    Cause: 'the window could not be judged: look at the hosts and the shop; see docs/runbooks/patch-failed.md',
  },
};

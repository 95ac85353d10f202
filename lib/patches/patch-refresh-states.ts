import { ask, begin, caughtTo, type Loop, loopStates, type PatchFunctions, patiently } from './patch-tasks';

/**
 * Looks at the refresh that brings the new image, a minute apart. With a checkpoint of ten minutes, a bake of fifteen, and hosts that
 * take a quarter of an hour each time, it is there within an hour.
 */
const mostForwardTurns = 120;

/** Without checkpoint and bake. */
const mostBackTurns = 90;

/** Auto Scaling finishes what it is doing with a host before a cancelled refresh is over. */
const mostCancelTurns = 30;

/** The new image, host by host. What does not end well, or not in time, is ended and taken back. */
export function forwardStates({ applyPatch }: PatchFunctions): object {
  return {
    BeginForward: begin('forward', 'RefreshForward'),
    RefreshForward: {
      ...ask(applyPatch, {
        step: 'refresh',
        direction: 'forward',
        'execution.$': '$.execution',
        'imageId.$': '$.admitted.image.newest',
        'request.$': '$.request',
      }),
      ResultPath: '$.forward',
      Retry: patiently(6),
      // Whether it began is not known: its answer may have been lost.
      Catch: caughtTo('BeginCancel', 'forward'),
      Next: 'Forwarded',
    },
    ...loopStates({
      name: 'forward',
      states: { look: 'FollowForward', seen: 'Forwarded', wait: 'WaitForForward', count: 'CountForward' },
      functionArn: applyPatch,
      payload: {
        step: 'follow-refresh',
        'refreshId.$': '$.forward.refreshId',
        'imageId.$': '$.admitted.image.newest',
      },
      mostTurns: mostForwardTurns,
      done: 'BeginAfter',
      refused: 'Ended',
      otherwise: 'BeginCancel',
    }),
    ...cancelStates(applyPatch, {
      name: 'cancel',
      states: {
        unknown: 'MayRun',
        look: 'CancelForward',
        seen: 'CancelledForward',
        wait: 'WaitForCancel',
        count: 'CountCancel',
      },
      start: 'BeginCancel',
      next: 'BeginBack',
    }),
  };
}

/** The image of before, once nothing else is under way. */
export function backStates({ applyPatch }: PatchFunctions): object {
  return {
    BeginBack: begin('back', 'RefreshBack'),
    RefreshBack: {
      ...ask(applyPatch, {
        step: 'refresh',
        direction: 'back',
        'execution.$': '$.execution',
        'imageId.$': '$.admitted.image.now',
      }),
      ResultPath: '$.back',
      // There is nothing to fall back on any more.
      Retry: patiently(10),
      Catch: caughtTo('BeginCancelBack', 'back'),
      Next: 'Backed',
    },
    ...loopStates({
      name: 'back',
      states: { look: 'FollowBack', seen: 'Backed', wait: 'WaitForBack', count: 'CountBack' },
      functionArn: applyPatch,
      payload: { step: 'follow-refresh', 'refreshId.$': '$.back.refreshId', 'imageId.$': '$.admitted.image.now' },
      mostTurns: mostBackTurns,
      done: 'BeginProbeBack',
      otherwise: 'BeginCancelBack',
    }),
    ...cancelStates(applyPatch, {
      name: 'cancelBack',
      states: {
        unknown: 'BackMayRun',
        look: 'CancelBack',
        seen: 'CancelledBack',
        wait: 'WaitForCancelBack',
        count: 'CountCancelBack',
      },
      start: 'BeginCancelBack',
      next: 'Ended',
    }),
  };
}

interface Cancel {
  readonly name: string;
  readonly states: Loop['states'] & { readonly unknown: string };
  readonly start: string;
  readonly next: string;
}

/**
 * Ends whatever refresh the group has under way, by no id: of one whose beginning was not answered there is none. Until the first
 * answer comes it counts as running.
 */
function cancelStates(applyPatch: string, { name, states, start, next }: Cancel): object {
  return {
    [start]: begin(name, states.unknown),
    [states.unknown]: {
      Type: 'Pass',
      Result: { state: 'running' },
      ResultPath: `$.${name}`,
      Next: states.look,
    },
    ...loopStates({
      name,
      states,
      functionArn: applyPatch,
      payload: { step: 'cancel-refresh' },
      mostTurns: mostCancelTurns,
      done: next,
      otherwise: next,
    }),
  };
}

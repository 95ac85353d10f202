import type { ProbeShopExpectations } from '../../lambdas/probe-shop/contract';
import {
  ask,
  begin,
  caughtTo,
  countTurn,
  type PatchFunctions,
  patiently,
  says,
  thoroughly,
  turnsLeft,
} from './patch-tasks';

/** Seconds until a shop that does not look well is looked at again: hosts that were just replaced have caches to fill. */
const probeAgainSeconds = 180;

/** Beside the first. */
const moreProbes = 1;

interface Probe {
  /** Where the answer is kept. */
  readonly field: string;
  readonly states: { readonly begin: string; readonly probe: string; readonly count: string; readonly wait: string };
  readonly next: string;
  /** When the function fails for good. */
  readonly broken: string;
}

/** Looks at the shop as a customer does, and a second time before anything is concluded from a bad look. */
function probing({ probeShop }: PatchFunctions, expected: ProbeShopExpectations, probe: Probe): object {
  const { field, states, next, broken } = probe;
  return {
    [states.begin]: begin(field, states.probe),
    [states.probe]: {
      ...ask(probeShop, { expected, mode: 'window' }, thoroughly),
      ResultPath: `$.${field}`,
      Retry: patiently(2),
      Catch: caughtTo(broken, field),
      Next: next,
    },
    [states.count]: countTurn(field, states.wait),
    [states.wait]: { Type: 'Wait', Seconds: probeAgainSeconds, Next: states.probe },
  };
}

/** Only a shop that is well is patched, or one of which a person says so; and one that could not be looked at never is. */
export function probeBeforeStates(functions: PatchFunctions, expected: ProbeShopExpectations): object {
  const states = { begin: 'BeginBefore', probe: 'ProbeBefore', count: 'CountBefore', wait: 'WaitToProbeBefore' };
  return {
    ...probing(functions, expected, { field: 'probeBefore', states, next: 'ProbedBefore', broken: 'Ended' }),
    ProbedBefore: {
      Type: 'Choice',
      Choices: [
        { ...says('$.probeBefore.verdict', 'pass'), Next: 'BeginForward' },
        { ...turnsLeft('probeBefore', moreProbes), Next: states.count },
        {
          And: [says('$.probeBefore.verdict', 'fail'), { Variable: '$.request.despiteFindings', IsPresent: true }],
          Next: 'BeginForward',
        },
      ],
      Default: 'Ended',
    },
  };
}

/** A shop that is worse than before is taken back, and so is one of which nobody can say. */
export function probeAfterStates(functions: PatchFunctions, expected: ProbeShopExpectations): object {
  const states = { begin: 'BeginAfter', probe: 'ProbeAfter', count: 'CountAfter', wait: 'WaitToProbeAfter' };
  return {
    ...probing(functions, expected, { field: 'probeAfter', states, next: 'Compare', broken: 'BeginCancel' }),
    Compare: {
      ...ask(functions.judgePatch, { step: 'compare', 'run.$': '$' }),
      ResultPath: '$.compared',
      Retry: patiently(6),
      Catch: caughtTo('BeginCancel', 'compared'),
      Next: 'Compared',
    },
    Compared: {
      Type: 'Choice',
      Choices: [
        { ...says('$.compared.state', 'as-well'), Next: 'Verify' },
        { ...turnsLeft('probeAfter', moreProbes), Next: states.count },
      ],
      Default: 'BeginCancel',
    },
  };
}

/** Whether the shop is well again. When it is not a person is told at once, without proving anything more. */
export function probeBackStates(functions: PatchFunctions, expected: ProbeShopExpectations): object {
  const states = { begin: 'BeginProbeBack', probe: 'ProbeBack', count: 'CountProbeBack', wait: 'WaitToProbeBack' };
  return {
    ...probing(functions, expected, { field: 'probeBack', states, next: 'ProbedBack', broken: 'Ended' }),
    ProbedBack: {
      Type: 'Choice',
      Choices: [
        { ...says('$.probeBack.verdict', 'pass'), Next: 'Verify' },
        { ...turnsLeft('probeBack', moreProbes), Next: states.count },
      ],
      Default: 'Ended',
    },
  };
}

import type { CheckResult } from '../shared/check-result';
import { compareProbes } from './compare-probes';
import { joined, step } from './judge-steps';
import { cameTo, type PatchWindow, problemOf, valueOf } from './read-window';

/** Whether the shop was well before. One that was not, and was patched on a person's word, is no finding about the patch. */
export function judgeBefore(window: PatchWindow): CheckResult {
  const wentOn = cameTo(window, 'forward') && valueOf(window.request)?.despiteFindings === true;
  return {
    id: 'patch-shop-before',
    what: 'the shop was well before',
    expected: 'pass',
    ...step(window, 'probeBefore', ({ verdict, summary }) =>
      verdict === 'fail' && wentOn
        ? { observed: `not run, because a person said to go on: ${summary}`, verdict: 'not-run' }
        : { observed: summary, verdict },
    ),
  };
}

/** Whether the shop is as well with the new image, and well. */
export function judgeAfter(window: PatchWindow): CheckResult {
  const { probeBefore, probeAfter } = window;
  return {
    id: 'patch-shop-after',
    what: 'the shop is well with the new image, and not worse than before',
    expected: 'pass, and as well as before',
    ...step(window, 'probeAfter', ({ verdict, summary }) => {
      // What was decided on is what is judged; but not without it, nor against what can be seen.
      const decided = valueOf(window.compared)?.state;
      const { state, because } = compareProbes(probeBefore, probeAfter);
      if (decided === undefined) {
        return { observed: problemOf(window, 'compared') ?? 'it was not compared', verdict: 'error' };
      }
      if (state === 'worse') return { observed: joined(because), verdict: 'fail' };
      if (state === 'unknown') return { observed: joined(because), verdict: verdict === 'fail' ? 'fail' : 'error' };
      if (decided !== 'as-well') return { observed: `compared as ${decided}: ${summary}`, verdict: 'error' };
      return { observed: summary, verdict };
    }),
  };
}

/** Whether the shop is as well as before with the old image. */
export function judgeBack(window: PatchWindow): CheckResult {
  return {
    id: 'patch-shop-back',
    what: 'the shop is as well as before with the image of before',
    expected: 'pass, or as well as before',
    ...step(window, 'probeBack', ({ verdict, summary }) => {
      if (verdict === 'pass') return { observed: summary, verdict };
      const { state } = compareProbes(window.probeBefore, window.probeBack);
      return state === 'as-well'
        ? { observed: `as before: ${summary}`, verdict: 'pass' }
        : { observed: summary, verdict };
    }),
  };
}

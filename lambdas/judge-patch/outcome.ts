import type { CheckResult, Verdict } from '../shared/check-result';
import type { PatchOutcome } from './contract';
import { cameTo, type PatchWindow, valueOf } from './read-window';

/**
 * How a window ended. After the first change there are three ways that are known to be sound; whatever else it looks like, a person
 * must look at once.
 */
export function outcomeOf(window: PatchWindow, results: readonly CheckResult[], verdict: Verdict): PatchOutcome {
  if (!cameTo(window, 'forward')) return unchanged(window, verdict);
  if (isRefused(window)) return 'refused';
  if (cameTo(window, 'cancel')) {
    const isBack = passed(results, 'patch-roll-back') && passed(results, 'patch-shop-back');
    return isBack ? 'rolled-back' : 'roll-back-failed';
  }
  const isIn = passed(results, 'patch-refresh') && valueOf(window.compared)?.state === 'as-well';
  if (!isIn) return 'roll-back-failed';
  return verdict === 'pass' ? 'patched' : 'not-proven';
}

/** What came up after the window was admitted kept it from changing anything. */
function isRefused(window: PatchWindow): boolean {
  if (valueOf(window.forward)?.state !== 'refused') return false;
  return !cameTo(window, 'probeAfter') && !cameTo(window, 'cancel');
}

function unchanged({ admitted }: PatchWindow, verdict: Verdict): PatchOutcome {
  const admission = valueOf(admitted);
  if (admission?.state === 'refused') return 'refused';
  if (admission?.work !== 'nothing') return 'broken-off';
  return verdict === 'pass' ? 'nothing-to-do' : 'not-proven';
}

function passed(results: readonly CheckResult[], id: string): boolean {
  return results.some((result) => result.id === id && result.verdict === 'pass');
}

import type { CheckResult } from '../shared/check-result';
import { cameTo, type PatchWindow, problemOf, type Step, valueOf } from './read-window';

export type Found = Pick<CheckResult, 'observed' | 'verdict'>;

/** Whether the window has a name, a beginning and an end, by which evidence is found, and says what it was started with. */
export function judgeRecord(window: PatchWindow): CheckResult {
  const [execution, startedAt, endedAt] = [window.execution, window.startedAt, window.endedAt].map(valueOf);
  const question = {
    id: 'patch-record',
    what: 'the window says which it is, when, and why',
    expected: 'name, times, and request',
  };
  if (execution === undefined || startedAt === undefined || endedAt === undefined || window.request.is !== 'read') {
    return { ...question, observed: 'its name, a time, or its request cannot be read', verdict: 'error' };
  }
  // A clock or a date is wrong.
  const backwards = Date.parse(endedAt) < Date.parse(startedAt);
  return {
    ...question,
    observed: `${execution}, from ${startedAt} to ${endedAt}`,
    verdict: backwards ? 'error' : 'pass',
  };
}

/** Whether the window was allowed to open. */
export function judgeAdmission(window: PatchWindow): CheckResult {
  return {
    id: 'patch-admission',
    what: 'nothing kept the window shut',
    expected: 'admitted',
    ...step(window, 'admitted', (admitted) =>
      admitted.state === 'refused'
        ? { observed: joined(admitted.because) || 'refused without a reason', verdict: 'fail' }
        : { observed: imagesOf(admitted), verdict: 'pass' },
    ),
  };
}

function imagesOf({ work, image: { now, newest } }: { work: string; image: { now: string; newest: string } }): string {
  return work === 'nothing' ? `${now} is the newest image` : `${newest} is newer than ${now}`;
}

/** Whether there is a recovery point from right before. */
export function judgeRecoveryPoint(window: PatchWindow): CheckResult {
  return {
    id: 'patch-recovery-point',
    what: 'a recovery point was taken before anything was changed',
    expected: 'completed',
    ...step(window, 'backup', (backup) => {
      if (backup.state === 'done') return { observed: backup.recoveryPointArn, verdict: 'pass' };
      if (backup.state === 'failed') return { observed: backup.because, verdict: 'fail' };
      return { observed: late(window, 'backup', 'it was not completed in time'), verdict: 'error' };
    }),
  };
}

/** Whether the hosts run the new image. */
export function judgeRefresh(window: PatchWindow): CheckResult {
  return {
    id: 'patch-refresh',
    what: 'every host was replaced by one of the newest image',
    expected: 'done',
    ...step(window, 'forward', (forward) => refreshed(window, 'forward', forward)),
  };
}

/** Whether the hosts run the old image again. */
export function judgeRollBack(window: PatchWindow): CheckResult {
  const question = {
    id: 'patch-roll-back',
    what: 'every host was replaced by one of the image of before',
    expected: 'done, where the new image did not do',
  };
  const found = step(window, 'back', (back) => refreshed(window, 'back', back));
  if (found.verdict === 'not-run' && cameTo(window, 'cancel')) {
    return { ...question, observed: 'it was not begun', verdict: 'error' };
  }
  // Unless it is known to be over.
  const mayRun = cameTo(window, 'cancelBack') && !['done', 'failed'].includes(valueOf(window.cancelBack)?.state ?? '');
  const observed = mayRun ? `${found.observed}; an instance refresh may still run` : found.observed;
  return { ...question, ...found, observed };
}

/** Whether everything is patched, as the proof says. */
export function judgeProof(window: PatchWindow): CheckResult {
  const question = { id: 'patch-proof', what: 'everything is patched, and proven', expected: 'pass' };
  const found = step(window, 'verified', ({ verdict, summary, evidenceKey }) => ({
    observed: `${summary} (${evidenceKey})`,
    verdict,
  }));
  if (found.verdict === 'not-run' && isDue(window)) {
    return { ...question, observed: 'there is no proof', verdict: 'error' };
  }
  return { ...question, ...found };
}

/** What stands as it is now must be proven. */
function isDue({ admitted, compared }: PatchWindow): boolean {
  const admission = valueOf(admitted);
  const nothingToDo = admission?.state === 'admitted' && admission.work === 'nothing';
  return nothingToDo || valueOf(compared)?.state === 'as-well';
}

type Answer<S extends Step> = PatchWindow[S] extends infer F
  ? F extends { readonly value: infer V }
    ? V
    : never
  : never;

/** What came of a step: not come to, come to without an answer, an answer that cannot be read, or what it says. */
export function step<S extends Step>(window: PatchWindow, name: S, say: (answer: Answer<S>) => Found): Found {
  const field = window[name];
  if (field.is === 'read') return say(field.value as Answer<S>);
  if (field.is === 'odd') return { observed: 'what the window says of it cannot be read', verdict: 'error' };
  if (!cameTo(window, name)) return { observed: 'not run, because the window did not come to it', verdict: 'not-run' };
  return { observed: problemOf(window, name) ?? 'nothing was reported', verdict: 'error' };
}

function refreshed(window: PatchWindow, name: 'forward' | 'back', answer: Answer<'forward'>): Found {
  if (answer.state === 'done') return { observed: `instance refresh ${answer.refreshId}`, verdict: 'pass' };
  if (answer.state === 'failed') return { observed: answer.because, verdict: 'fail' };
  if (answer.state === 'refused') return { observed: `not begun: ${joined(answer.because)}`, verdict: 'fail' };
  const observed = late(window, name, `it did not end in time, at ${answer.percent} %`);
  return { observed, verdict: problemOf(window, name) === undefined ? 'fail' : 'error' };
}

function late(window: PatchWindow, name: Step, said: string): string {
  const problem = problemOf(window, name);
  return problem === undefined ? said : `${said}; ${problem}`;
}

/** Many reasons, bounded. */
export function joined(reasons: readonly string[]): string {
  const most = 10;
  const more = reasons.length > most ? `, and ${reasons.length - most} more` : '';
  return `${reasons.slice(0, most).join(', ')}${more}`;
}

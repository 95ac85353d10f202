import type { CheckResult } from '../shared/check-result';
import type { JudgeDrillEvent } from './event';

/** Whether the recovery point became a resource again. That AWS did not answer is neither sound nor unsound. */
export function judgeRestore(drill: JudgeDrillEvent): CheckResult {
  return {
    id: 'drill-restored',
    what: 'the newest recovery point becomes a working copy',
    expected: 'restored and available',
    ...found(drill),
  };
}

function found({ start, restore, problem }: JudgeDrillEvent): Pick<CheckResult, 'observed' | 'verdict'> {
  if (start?.state === 'none') return { observed: start.reason ?? 'nothing to restore', verdict: 'fail' };
  switch (restore?.state) {
    case 'restored':
      return { observed: restore.recoveryPointArn, verdict: 'pass' };
    case 'failed':
      return { observed: restore.reason, verdict: restore.transient ? 'error' : 'fail' };
    case 'late':
      return { observed: restore.reason, verdict: 'error' };
    default:
      return { observed: saidOf(problem), verdict: 'error' };
  }
}

/** What the machine caught, in one line: functions answer with JSON that holds a stack trace. */
export function saidOf(problem: JudgeDrillEvent['problem']): string {
  if (problem === undefined) return 'nothing was reported';
  const message = messageIn(problem.Cause ?? '').split('\n')[0] ?? '';
  return `${problem.Error}: ${message}`.slice(0, 300);
}

function messageIn(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}

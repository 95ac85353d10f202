import type { DrillEnd } from './follow-drill';

/** What is printed of a drill that has ended: one JSON object, or a few lines. */
export function render({ status, outcome }: DrillEnd, options: { executionArn: string; json: boolean }): string {
  const { executionArn, json } = options;
  if (json) {
    const { verdict = 'error', ...rest } = outcome ?? {};
    return `${JSON.stringify({ verdict, status, executionArn, ...rest })}\n`;
  }
  if (!outcome) {
    return `error: the drill ${ended[status]} before anything was judged\n  look at ${executionArn}; docs/runbooks/drill-failed.md says what to do\n`;
  }
  const summary = outcome.summary === undefined ? '' : `: ${outcome.summary}`;
  const odd =
    outcome.verdict === 'pass' && status !== 'succeeded'
      ? `\n  but the drill ${ended[status]} afterwards: docs/runbooks/drill-failed.md`
      : '';
  return `${outcome.verdict}${summary}${odd}\n  evidence ${outcome.evidenceKey}\n`;
}

const ended = { succeeded: 'ended', failed: 'failed', 'timed out': 'took too long', aborted: 'was stopped' } as const;

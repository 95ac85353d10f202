import type { End } from './follow-execution';
import type { Kind } from './ports';

/** What is printed of an execution that has ended: one JSON object, or a few lines. */
export function render(
  { status, outcome }: End,
  { executionArn, json, kind }: { executionArn: string; json: boolean; kind: Pick<Kind, 'noun' | 'runbook'> },
): string {
  if (json) {
    const { verdict = 'error', ...rest } = outcome ?? {};
    return `${JSON.stringify({ verdict, status, executionArn, ...rest })}\n`;
  }
  const runbook = `docs/runbooks/${kind.runbook}.md`;
  if (!outcome) {
    return `error: the ${kind.noun} ${ended[status]} before anything was judged\n  look at ${executionArn}; ${runbook} says what to do\n`;
  }
  const summary = outcome.summary === undefined ? '' : `: ${outcome.summary}`;
  const odd =
    outcome.verdict === 'pass' && status !== 'succeeded'
      ? `\n  but the ${kind.noun} ${ended[status]} afterwards: ${runbook}`
      : '';
  return `${outcome.verdict}${summary}${odd}\n  evidence ${outcome.evidenceKey}\n`;
}

const ended = { succeeded: 'ended', failed: 'failed', 'timed out': 'took too long', aborted: 'was stopped' } as const;

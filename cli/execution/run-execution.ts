import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError, exitCodes } from '../exit-codes';
import { interruptible } from '../interruption';
import { Progress } from '../terminal/progress';
import { AwsExecutions } from './aws-executions';
import { followExecution, patiently } from './follow-execution';
import type { Kind } from './ports';
import { render } from './render-end';

/** What is to be started or followed, and where. */
export type Wanted =
  | { readonly region: string; readonly executionArn: string }
  | { readonly region: string; readonly machineArn: string; readonly name: string; readonly input: object };

/**
 * Starts an execution, or takes up one that runs, and follows it to its verdict. Ctrl-C ends the following alone: what was started
 * goes on, judges, and cleans up after itself.
 *
 * @returns exit code: 0 passed, 1 anything else
 * @throws CommandError when it cannot be started or looked at; with 130 when the person stopped following
 */
export async function runExecution(wanted: Wanted, kind: Kind, options: { readonly json?: boolean }): Promise<number> {
  const executions = AwsExecutions.in(wanted.region, kind);
  const progress = new Progress();
  let executionArn = 'executionArn' in wanted ? wanted.executionArn : undefined;
  // Of one that was only named nothing is known: it may have ended, or never have been.
  let running = false;
  try {
    return await interruptible(async (signal) => {
      const wait = (milliseconds: number) => sleep(milliseconds, undefined, { signal });
      if ('machineArn' in wanted) {
        executionArn = await patiently(() => executions.start(wanted.machineArn, wanted.name, wanted.input), { wait });
        running = true;
        process.stderr.write(`started ${executionArn}\n`);
      }
      const followed = String(executionArn);
      const end = await followExecution(followed, {
        executions,
        wait,
        step: (text) => {
          progress.step(text);
        },
        looked: (status) => {
          running = status === 'running';
        },
      });
      progress.done();
      process.stdout.write(render(end, { executionArn: followed, json: options.json === true, kind }));
      return end.status === 'succeeded' && end.outcome?.verdict === 'pass' ? exitCodes.ok : exitCodes.findings;
    });
  } catch (error) {
    progress.done();
    throw stoppedOr(error, kind, { executionArn, running });
  }
}

interface Known {
  readonly executionArn: string | undefined;
  /** As far as was seen. */
  readonly running: boolean;
}

function stoppedOr(error: unknown, kind: Kind, { executionArn, running }: Known): unknown {
  const stopped = error instanceof Error && error.name === 'AbortError';
  const onward = executionArn !== undefined && running ? goesOn(kind, executionArn) : undefined;
  if (!stopped) {
    return onward === undefined || !(error instanceof CommandError)
      ? error
      : new CommandError(`${error.message}\n${onward}`, error.exitCode, { cause: error });
  }
  const before = executionArn === undefined ? `a ${kind.noun} was started` : `it was known how the ${kind.noun} went`;
  return new CommandError(onward ?? `stopped before ${before}`, exitCodes.interrupted);
}

function goesOn({ noun, follow }: Kind, executionArn: string): string {
  return `the ${noun} goes on without you; follow it again with\n  ${follow} ${executionArn}`;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError, exitCodes } from '../exit-codes';
import { interruptible } from '../interruption';
import { storeOf } from '../store-argument';
import { Progress } from '../terminal/progress';
import { AwsDrillMachines } from './aws-drill-machines';
import { planOf, type StoreDrillOptions } from './drill-store';
import { followDrill, patiently } from './follow-drill';
import { render } from './render-end';

export type { StoreDrillOptions } from './drill-store';

/**
 * Starts a restore drill of a store on AWS, or takes up one that runs, and follows it to its verdict. Ctrl-C ends the following
 * alone: a drill that was started goes on, judges, and cleans up after itself.
 *
 * @param argument a store's name, or its file
 * @returns exit code: 0 passed, 1 anything else
 * @throws CommandError when it cannot be started or looked at; with 130 when the person stopped following
 */
export async function runStoreDrill(argument: string, options: StoreDrillOptions): Promise<number> {
  const store = storeOf(argument);
  const plan = planOf(store, options, new Date());
  const machines = AwsDrillMachines.in(plan.region);
  const progress = new Progress();
  let executionArn = 'executionArn' in plan ? plan.executionArn : undefined;
  try {
    return await interruptible(async (signal) => {
      const wait = (milliseconds: number) => sleep(milliseconds, undefined, { signal });
      if ('machineArn' in plan) {
        executionArn = await patiently(() => machines.start(plan.machineArn, plan.name, plan.input), { wait });
        process.stderr.write(`started ${executionArn}\n`);
      }
      const followed = String(executionArn);
      const end = await followDrill(followed, {
        machines,
        wait,
        step: (text) => {
          progress.step(text);
        },
      });
      progress.done();
      process.stdout.write(render(end, { executionArn: followed, json: options.json === true }));
      return end.status === 'succeeded' && end.outcome?.verdict === 'pass' ? exitCodes.ok : exitCodes.findings;
    });
  } catch (error) {
    progress.done();
    throw stoppedOr(error, argument, executionArn);
  }
}

function stoppedOr(error: unknown, argument: string, executionArn: string | undefined): unknown {
  const stopped = error instanceof Error && error.name === 'AbortError';
  if (!stopped) {
    return executionArn === undefined || !(error instanceof CommandError)
      ? error
      : new CommandError(`${error.message}\n${goesOn(argument, executionArn)}`, error.exitCode, { cause: error });
  }
  const message = executionArn === undefined ? 'stopped before a drill was started' : goesOn(argument, executionArn);
  return new CommandError(message, exitCodes.interrupted);
}

function goesOn(argument: string, executionArn: string): string {
  return `the drill goes on without you; follow it again with\n  storefort drill ${argument} --follow ${executionArn}`;
}

import { runExecution } from '../execution/run-execution';
import { storeOf } from '../store-argument';
import { planOf, type StoreDrillOptions } from './drill-store';

export type { StoreDrillOptions } from './drill-store';

/**
 * Starts a restore drill of a store on AWS, or takes up one that runs, and follows it to its verdict.
 *
 * @param argument a store's name, or its file
 * @returns exit code: 0 passed, 1 anything else
 * @throws CommandError when it cannot be started or looked at; with 130 when the person stopped following
 */
export async function runStoreDrill(argument: string, options: StoreDrillOptions): Promise<number> {
  const kind = {
    noun: 'drill',
    deploy: 'its operations stack (its proof stack for the offsite copy)',
    runbook: 'drill-failed',
    follow: `storefort drill ${argument} --follow`,
  };
  return runExecution(planOf(storeOf(argument), options, new Date()), kind, options);
}

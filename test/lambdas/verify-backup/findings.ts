import type { Evidence } from '../../../lambdas/shared/evidence';
import { verifyBackup } from '../../../lambdas/verify-backup/verify-backup';
import type { World } from './world';

/** What a test changes, which checks must fail for it, and which then cannot run. */
export type Case = [string, (world: World) => unknown, string[], string[]?];

/** Runs `verify-backup` as when that manifest arrived. */
export async function proveArrival(world: World, manifestKey = world.keyOf('manifest')): Promise<Evidence> {
  return verifyBackup({ expected: world.expected, manifestKey }, world.ports());
}

/** Runs `verify-backup` as each day. */
export async function proveDay(world: World): Promise<Evidence> {
  return verifyBackup({ expected: world.expected }, world.ports());
}

/** Ids of the checks with that verdict, sorted. */
export function ids({ results }: Evidence, verdict: string): string[] {
  return results
    .filter((result) => result.verdict === verdict)
    .map(({ id }) => id)
    .sort();
}

/** Every value of that metric. */
export function measured(world: World, name: string): number[] {
  return world.put.filter((one) => one.name === name).map(({ value }) => value);
}

/** That exactly these checks fail, and the whole with them. */
export function expectFindings(
  world: World,
  evidence: Evidence,
  [failed, notRun = []]: readonly [string[], string[]?],
  metric: string,
): void {
  expect({ failed: ids(evidence, 'fail'), notRun: ids(evidence, 'not-run') }).toEqual({ failed, notRun });
  expect(ids(evidence, 'error')).toEqual([]);
  expect(evidence.verdict).toBe('fail');
  expect(measured(world, metric)).toEqual([0]);
  expect(measured(world, 'VerificationErrors')).toEqual([]);
}

import type { CheckResult } from '../../../lambdas/shared/check-result';
import type { Evidence } from '../../../lambdas/shared/evidence';
import { verifyPatches } from '../../../lambdas/verify-patches/verify-patches';
import type { World } from './world';

/** Of a window: it answers where the daily run throws. @returns the evidence it put */
export async function prove(world: World): Promise<Evidence> {
  await verifyPatches({ expected: world.expected, execution: 'window-1' }, world.ports());
  const evidence = world.evidence.at(-1);
  if (!evidence) throw new Error('no evidence was put');
  return evidence;
}

/** Ids of the checks that are not as in a sound world, with their verdicts. */
export function oddOnes({ results }: Evidence): Record<string, string> {
  return Object.fromEntries(
    results.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => [id, verdict]),
  );
}

export function resultOf({ results }: Evidence, id: string): CheckResult {
  const found = results.find((result) => result.id === id);
  if (!found) throw new Error(`no check ${id}`);
  return found;
}

/** What one check saw after a change of the sound world, and that no other check minds. */
export async function seenBy(world: World, id: string): Promise<readonly [string, string]> {
  const evidence = await prove(world);
  const others = Object.keys(oddOnes(evidence)).filter((one) => one !== id);
  if (others.length > 0) throw new Error(`also not passed: ${others.join(', ')}`);
  const { verdict, observed } = resultOf(evidence, id);
  return [verdict, observed];
}

import { drillNameOf } from '../shared/drill-id';
import type { Removed, SweepDrillsEvent } from './contract';
import type { Copies, Copy, Restores } from './ports';

/**
 * After so many hours from its begin a drill stops waiting for what it restored to go, and says so. However late it asked, there is time
 * to see it go, and for the machine to end: test/drills/drill-time.test.ts adds it up.
 */
export const removalLimitHours = 11;

export interface Whose {
  readonly drillPrefix: string;
  /** ARNs of the shop's own resources. */
  readonly spared: readonly string[];
}

interface RemovePorts {
  readonly copies: Copies;
  readonly restores: Restores;
  readonly now: () => Date;
}

/**
 * Takes away what one drill restored, found by its name and by its restore job: also what came to be after the drill gave up. Asked
 * again until it is gone. `gone` means that AWS lists none of it any more, and that the restore makes no more.
 * @throws Error when AWS does not answer
 */
export async function removeCopies(
  run: Extract<SweepDrillsEvent, { step: 'remove' }>['run'],
  whose: Whose,
  ports: RemovePorts,
): Promise<Removed> {
  const job = await jobOf(run, ports.restores);
  const name = drillNameOf(whose.drillPrefix, run.execution);
  const found = (await ports.copies.all()).filter(
    (copy) => !whose.spared.includes(copy.arn) && (copy.names.includes(name) || copy.arn === job.createdResourceArn),
  );
  const refused = await removeEach(found, ports.copies, () => name);
  const left = [...found.map(({ arn }) => arn), ...(job.running ? ['a restore job that still runs'] : [])];
  if (left.length === 0) return { state: 'gone', left: '' };
  const hours = (ports.now().getTime() - Date.parse(run.startedAt)) / 3_600_000;
  return {
    state: hours > removalLimitHours ? 'left' : 'going',
    left: [...left, ...refused].join('; ').slice(0, 1_000),
  };
}

/** The answer that named the job may have been lost, and the job may run. */
async function jobOf(
  run: { readonly startedAt: string; readonly restoreJobId?: string },
  restores: Restores,
): Promise<{ readonly running: boolean; readonly createdResourceArn?: string }> {
  if (run.restoreJobId !== undefined) return restores.look(run.restoreJobId);
  return { running: await restores.anyRuns(new Date(run.startedAt)) };
}

/**
 * One that AWS does not let go yet keeps no other from going.
 * @param nameOf which drill made it
 * @returns why some were refused
 */
export async function removeEach(
  found: readonly Copy[],
  copies: Copies,
  nameOf: (copy: Copy) => string,
): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const copy of found.filter(({ going }) => !going)) {
    try {
      await copies.remove(copy, nameOf(copy));
    } catch (error) {
      refused.push(error instanceof Error ? error.message : 'refused');
    }
  }
  return refused;
}

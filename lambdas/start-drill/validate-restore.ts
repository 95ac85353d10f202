import type { Validated } from './contract';
import type { RestoreJobs } from './ports';

const statuses = { pass: 'SUCCESSFUL', fail: 'FAILED' } as const;

/** AWS Backup takes no more, and no other characters than it prints. */
const longestMessage = 250;

/**
 * Tells AWS Backup the verdict, which is final and has it take away what it restored. Said before, by an answer that was lost, it is
 * not said again.
 * @throws Error when AWS does not take it, or when another verdict stands already
 */
export async function validateRestore(
  given: { readonly restoreJobId: string; readonly verdict: 'pass' | 'fail'; readonly summary: string },
  jobs: RestoreJobs,
): Promise<Validated> {
  const wanted = statuses[given.verdict];
  const standing = (await jobs.describe(given.restoreJobId))?.validation;
  if (standing === wanted) return { state: 'validated' };
  if (standing === 'SUCCESSFUL' || standing === 'FAILED') {
    throw new Error(`restore job ${given.restoreJobId} is ${standing} already, it cannot become ${wanted}`);
  }
  const message = given.summary.replace(/[^\x20-\x7e]/g, '?').slice(0, longestMessage);
  await jobs.validate(given.restoreJobId, wanted, message);
  return { state: 'validated' };
}

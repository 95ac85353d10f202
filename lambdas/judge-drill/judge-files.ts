import type { CheckResult } from '../shared/check-result';

/**
 * A restored file system cannot be looked into: it has no mount target, and a function's mounts are fixed when it is deployed. So it is
 * weighed, two hours after the restore, when EFS knows its weight. What is in the files is proven by the nightly inventory.
 * https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemSize.html
 */
const leastShareOfPoint = 0.9;

/** Owners clear out pictures, but not half of them unnoticed. */
const leastShareOfEarlier = 0.5;

interface Weights {
  /** As EFS says of the restored file system. */
  readonly metered?: number;
  /** As AWS Backup says of the recovery point. */
  readonly point?: number;
  /** The most that drills which passed lately measured. */
  readonly earlier?: number;
}

/** Whether the restored files weigh what they should, in bytes. */
export function judgeFiles({ metered, point, earlier }: Weights): CheckResult[] {
  return [
    // A recovery point whose size nobody knows may be an empty one.
    atLeast(
      { id: 'drill-files-size', what: 'restored files weigh about what the recovery point does', otherwise: 'error' },
      metered,
      share(point, leastShareOfPoint),
    ),
    atLeast(
      { id: 'drill-files-kept', what: 'files have not collapsed since earlier drills', otherwise: 'not-run' },
      metered,
      share(earlier, leastShareOfEarlier),
    ),
  ];
}

/** Of something, nothing is never enough. */
function share(of: number | undefined, part: number): number | undefined {
  return of === undefined ? undefined : Math.max(Math.min(of, 1), Math.floor(of * part));
}

function atLeast(
  { id, what, otherwise }: { id: string; what: string; otherwise: 'error' | 'not-run' },
  metered: number | undefined,
  least: number | undefined,
): CheckResult {
  const expected = least === undefined ? 'not judged without a size to compare with' : `at least ${least} bytes`;
  if (metered === undefined) {
    return { id, what, expected, observed: 'EFS did not weigh the restored file system in time', verdict: 'error' };
  }
  if (least === undefined) {
    return { id, what, expected, observed: 'not run, because there is no size to compare with', verdict: otherwise };
  }
  return { id, what, expected, observed: `${metered} bytes`, verdict: metered < least ? 'fail' : 'pass' };
}

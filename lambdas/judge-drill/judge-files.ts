import type { CheckResult } from '../shared/check-result';

/**
 * A restored file system cannot be looked into: it has no mount target, and a function's mounts are fixed when it is deployed. So it is
 * weighed. AWS Backup and EFS count differently, so that only what is far off is held against it: what is in the files is proven by the
 * nightly inventory.
 */
const leastShareOfPoint = 0.1;

/** Owners clear out pictures, but not half of them unnoticed. */
const leastShareOfEarlier = 0.5;

interface Weights {
  /** As EFS says of the restored file system. */
  readonly metered?: number;
  /** As AWS Backup says of the recovery point. */
  readonly point?: number;
  /** As the last drill that passed measured. */
  readonly earlier?: number;
}

/** Whether the restored files weigh what they should, in bytes. */
export function judgeFiles({ metered, point, earlier }: Weights): CheckResult[] {
  return [
    atLeast(
      'drill-files-size',
      'restored files weigh about what the recovery point does',
      metered,
      share(point, leastShareOfPoint),
    ),
    atLeast(
      'drill-files-kept',
      'files have not collapsed since the last drill that passed',
      metered,
      share(earlier, leastShareOfEarlier),
    ),
  ];
}

function share(of: number | undefined, part: number): number | undefined {
  return of === undefined ? undefined : Math.floor(of * part);
}

function atLeast(id: string, what: string, metered: number | undefined, least: number | undefined): CheckResult {
  const expected = least === undefined ? 'not judged without a size to compare with' : `at least ${least} bytes`;
  if (metered === undefined) {
    return { id, what, expected, observed: 'EFS did not weigh the restored file system in time', verdict: 'error' };
  }
  if (least === undefined) {
    return { id, what, expected, observed: 'not run, because there is no size to compare with', verdict: 'not-run' };
  }
  return { id, what, expected, observed: `${metered} bytes`, verdict: metered < least ? 'fail' : 'pass' };
}

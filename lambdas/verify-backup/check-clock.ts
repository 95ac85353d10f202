import type { CheckResult } from '../shared/check-result';
import type { Manifest } from '../shared/manifest';
import { judgedByFaults, type Question } from './answer';
import { exportTime } from './export-name';
import type { ExportObjects } from './find-objects';
import { clockSkewMs, hourMs } from './hours';

/** One run of the export on a host. */
const mostHoursARun = 4;
/** From the id, which each try has of its own: a run, and what the host may wait before it. */
const mostHours = mostHoursARun + 2;

export const clock: Question = {
  id: 'export-clock',
  what: 'the times of the scheduler, the database, the host and the bucket agree',
  expected: `in order, give or take ${clockSkewMs / 60_000} minutes, within ${mostHours} hours in all and ${mostHoursARun} of the dump`,
  requirement: 'PCI DSS 10.6.1',
};

/**
 * Four clocks tell when the export was made. One that is off means a wrong clock, or something old that was put there anew.
 * @param dumpCompletedAt the dump's last line, by the host's clock
 */
export function checkClock(
  manifest: Manifest,
  objects: ExportObjects,
  dumpCompletedAt: string | undefined,
): CheckResult {
  const began = exportTime(manifest.export);
  const database = new Date(manifest.database.time);
  const completed = dumpCompletedAt === undefined ? undefined : new Date(`${dumpCompletedAt.replace(/Z$/, '')}Z`);
  const stored = objects.manifest.object?.lastModified;
  const wrong = [
    between('the database’s time', database, began, mostHours),
    between('the manifest', stored, database, mostHoursARun),
    between('the dump', objects.dump.object?.lastModified, began, mostHours),
    between('the inventory', objects.uploads.object?.lastModified, began, mostHours),
    between('the dump’s last line', completed, database, mostHoursARun),
    between('the manifest', stored, completed, mostHoursARun),
  ].filter((fault) => fault !== undefined);
  return judgedByFaults(clock, wrong, 'in order');
}

/** What is not there at all is another check's finding. */
function between(what: string, at: Date | undefined, from: Date | undefined, hours: number): string | undefined {
  if (at === undefined || from === undefined) return undefined;
  const sinceMs = at.getTime() - from.getTime();
  if (sinceMs >= -clockSkewMs && sinceMs <= hours * hourMs + clockSkewMs) return undefined;
  return `${what} is of ${at.toISOString()}, not of the ${hours} hours from ${from.toISOString()}`;
}

import type { CheckResult } from '../shared/check-result';
import type { Evidence } from '../shared/evidence';
import { ask, askAfter, both, judge, judged, judgedByFaults, type Outcome, type Question } from './answer';
import { checkObjects, encrypted, type FoundObject, locked, there } from './check-objects';
import type { VerifyBackupExpectations } from './contract';
import { type ExportObjects, findObjects } from './find-objects';
import { before, hoursBetween, lateHours } from './hours';
import { newestExport, type NewestExport } from './newest-export';
import type { Ports } from './ports';

const proven: Question = {
  id: 'export-proven',
  what: 'the newest export was proven when it arrived, and is still what was proven',
  expected: 'evidence that it passed, and the same versions in the bucket',
  requirement: 'PCI DSS 10.3.4',
};

/** What the daily run says of the exports. */
export interface CheckedExports {
  readonly results: readonly CheckResult[];
  readonly manifestKey?: string;
  readonly ageHours?: number;
}

/** Whether there is an export of last night: proven, unchanged, still locked. */
export async function checkExports(expected: VerifyBackupExpectations, ports: Ports): Promise<CheckedExports> {
  const { exports, deadline } = ports;
  const at = ports.now();
  const within = expected.exportIntervalHours + lateHours;
  const newest = await ask(deadline, () => newestExport(expected, ports));
  const one = present(newest);
  const objects = await askAfter(one, deadline, ({ listed }) => findObjects(exports, listed.name));
  const manifest = 'found' in one ? one.found.listed.manifest : undefined;
  return {
    results: [
      judgeAge(newest, within, at),
      judge([proven], both(one, objects), ([{ evidence }, found]) => [judgeProof(evidence, found)]),
      judge([there, encrypted(expected.keyArn), locked(expected.lockDays)], objects, (found) =>
        checkObjects(expected, Object.values(found) as FoundObject[]),
      ),
    ].flat(),
    ...(manifest && { manifestKey: manifest.key, ageHours: hoursBetween(manifest.lastModified, at) }),
  };
}

function present(newest: Outcome<NewestExport | undefined>): Outcome<NewestExport> {
  if (!('found' in newest)) return newest;
  return newest.found ? { found: newest.found } : { because: 'there is no export' };
}

function judgeAge(newest: Outcome<NewestExport | undefined>, within: number, at: Date): readonly CheckResult[] {
  const fresh: Question = {
    id: 'export-fresh',
    what: 'the newest export is young enough',
    expected: `at most ${within} hours old`,
    requirement: 'recovery point objective',
  };
  return judge([fresh], newest, (found) => {
    if (!found) return [judged(fresh, false, 'there is no export')];
    const { lastModified } = found.listed.manifest;
    return [judged(fresh, lastModified >= before(at, within), `${hoursBetween(lastModified, at)} hours old`)];
  });
}

function judgeProof(evidence: Evidence | undefined, objects: ExportObjects): CheckResult {
  if (!evidence) return judged(proven, false, 'no evidence of it');
  if (evidence.verdict !== 'pass') return judged(proven, false, `its verdict was ${evidence.verdict}`);
  const { manifestVersion, dumpVersion, uploadsVersion } = evidence.subject;
  const changed = [
    differs(objects.manifest, manifestVersion),
    differs(objects.dump, dumpVersion),
    differs(objects.uploads, uploadsVersion),
  ].flat();
  return judgedByFaults(proven, changed, `passed, ${evidence.finishedAt}`);
}

function differs({ key, object }: FoundObject, version: string | undefined): readonly string[] {
  return object !== undefined && object.versionId === version ? [] : [`${key} is another version than the proven one`];
}

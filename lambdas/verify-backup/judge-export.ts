import type { CheckResult } from '../shared/check-result';
import { judgeDump } from '../shared/dump/judge-dump';
import type { Manifest } from '../shared/manifest';
import { both, judge, judged, type Outcome, type Question } from './answer';
import { checkClock, clock } from './check-clock';
import { checkInventory, inventory } from './check-inventory';
import { checkNotReplayed, checkOwn, fresh, own } from './check-manifest';
import { checkObjects, encrypted, locked, there } from './check-objects';
import type { VerifyBackupExpectations } from './contract';
import type { ExportName } from './export-name';
import { checkRowsKept, checkUploadsKept, rowsKept, uploadsKept } from './kept-rows';
import type { SeenExport } from './look-at-export';

const form: Question = {
  id: 'export-manifest',
  what: 'the manifest is one',
  expected: 'JSON of the manifest’s schema',
};

const read: Question = {
  id: 'export-dump',
  what: 'the dump was read to its end',
  expected: 'every byte',
};

/** Everything that follows from what was seen; what could not be seen is an error once, and not run where it is needed. */
export function judgeExport(
  expected: VerifyBackupExpectations,
  name: ExportName,
  { objects, manifest: text, earlier, dump, uploads }: SeenExport,
): readonly CheckResult[] {
  const manifest = usable(text);
  return [
    ...judge([there, encrypted(expected.keyArn), locked(expected.lockDays)], objects, (found) =>
      checkObjects(expected, Object.values(found)),
    ),
    ...judge([form], text, (found) => [
      judged(form, typeof found !== 'string', typeof found === 'string' ? found : 'one'),
    ]),
    ...judge([own], manifest, (found) => [checkOwn(expected, name, found)]),
    ...judge([fresh], both(manifest, earlier), ([found, before]) => [checkNotReplayed(name, found, before)]),
    ...judge([clock], both(manifest, both(objects, dump)), ([found, [at, facts]]) => [
      checkClock(found, at, facts.completedAt),
    ]),
    ...judge([read], dump, ({ storedBytes }) => [judged(read, true, `${storedBytes} bytes`)]),
    ...judge([], both(dump, manifest), ([facts, found]) => judgeDump(facts, found)),
    ...judge([inventory], both(uploads, manifest), ([facts, found]) => [checkInventory(facts, found)]),
    ...judge([rowsKept], both(dump, earlier), ([{ tables }, before]) => [checkRowsKept(tables, before)]),
    ...judge([uploadsKept], both(uploads, earlier), ([{ files }, before]) => [checkUploadsKept(files, before)]),
  ];
}

function usable(manifest: Outcome<Manifest | string>): Outcome<Manifest> {
  if (!('found' in manifest)) return manifest;
  return typeof manifest.found === 'string' ? { because: 'the manifest is none' } : { found: manifest.found };
}

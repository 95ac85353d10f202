import type { CheckResult } from '../shared/check-result';
import { exportKeys, type Manifest } from '../shared/manifest';
import { judged, judgedByFaults, type Question } from './answer';
import type { VerifyBackupExpectations } from './contract';
import type { EarlierExports } from './earlier-exports';
import type { ExportName } from './export-name';

export const own: Question = {
  id: 'export-own',
  what: 'the manifest is this store’s and speaks of the objects beside it',
  expected: 'store, generation, export, keys and key as deployed',
  requirement: 'PCI DSS 10.3.4',
};

export const fresh: Question = {
  id: 'export-not-replayed',
  what: 'the export is newer than all that came before it, and another dump',
  expected: 'a newer export with another dump',
  requirement: 'PCI DSS 10.3.4',
};

/** A manifest of another store, generation or night is a copy, by mistake or on purpose. */
export function checkOwn(expected: VerifyBackupExpectations, name: ExportName, manifest: Manifest): CheckResult {
  const keys = exportKeys(name);
  const wrong = [
    differs('store', manifest.store, expected.store),
    differs('generation', manifest.generation, expected.generation),
    differs('export', manifest.export, name.export),
    differs('dump.key', manifest.dump.key, keys.dump),
    differs('uploads.key', manifest.uploads.key, keys.uploads),
    differs('keyArn', manifest.keyArn, expected.keyArn),
  ].flat();
  return judgedByFaults(own, wrong, 'as deployed');
}

function differs(field: string, found: string | number, wanted: string | number): readonly string[] {
  return found === wanted ? [] : [`${field} is ${found}, not ${wanted}`];
}

export function checkNotReplayed(name: ExportName, manifest: Manifest, earlier: EarlierExports): CheckResult {
  const { newest, manifest: previous } = earlier;
  if (!newest) return judged(fresh, true, 'the first export');
  if (newest.export > name.export) return judged(fresh, false, `${newest.export} came before ${name.export}`);
  // Every dump ends with the time it was made, so no two are the same.
  const same = previous?.dump.sha256 === manifest.dump.sha256;
  return judged(fresh, !same, same ? `the dump of ${previous.export} again` : `newer than ${newest.export}`);
}

import { judged } from './answer';
import { checkKey } from './check-key';
import { own } from './check-manifest';
import { verifyBackupChecks, type VerifyBackupExpectations } from './contract';
import { exportOf } from './export-name';
import { judgeExport } from './judge-export';
import { lookAtExport, type SeenExport } from './look-at-export';
import type { Ports } from './ports';
import type { Proof } from './proof';

/** Proves one export when its manifest arrives: everything the manifest says is looked up or counted again. */
export async function proveExport(
  expected: VerifyBackupExpectations,
  manifestKey: string,
  ports: Ports,
): Promise<Proof> {
  const check = verifyBackupChecks.arrival;
  const name = exportOf(manifestKey);
  if (name?.store !== expected.store || name.generation !== expected.generation) {
    const result = judged(own, false, `${manifestKey} is no manifest of ${expected.store} g${expected.generation}`);
    return { check, results: [result], subject: { manifestKey }, measures: {} };
  }
  const [keyResults, seen] = await Promise.all([checkKey(expected, ports), lookAtExport(name, ports)]);
  return {
    check,
    results: [...keyResults, ...judgeExport(expected, name, seen)],
    subject: { bucket: expected.exportBucket, manifestKey, keyArn: expected.keyArn, ...subjectOf(seen) },
    measures: measuresOf(seen),
  };
}

/** Which versions were looked at: what is put under the same keys later is not proven. */
function subjectOf({ objects, dump }: SeenExport): Record<string, string> {
  const found = 'found' in objects ? objects.found : undefined;
  const known = {
    manifestVersion: found?.manifest.object?.versionId,
    dumpVersion: found?.dump.object?.versionId,
    uploadsVersion: found?.uploads.object?.versionId,
    dumpSha256: 'found' in dump ? dump.found.storedSha256 : undefined,
  };
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function measuresOf({ dump, uploads }: SeenExport): Record<string, number> {
  return {
    ...('found' in dump && {
      exportRows: dump.found.tables.reduce((sum, { rows }) => sum + rows, 0),
      dumpBytes: dump.found.storedBytes,
      dumpPlainBytes: dump.found.plainBytes,
    }),
    ...('found' in uploads && { uploadsFiles: uploads.found.files, uploadsBytes: uploads.found.fileBytes }),
  };
}

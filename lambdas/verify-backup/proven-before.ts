import type { Evidence } from '../shared/evidence';
import type { Manifest } from '../shared/manifest';
import { verifyBackupChecks } from './contract';
import { type ExportName, exportOf } from './export-name';
import { before, hourMs } from './hours';
import type { Ports } from './ports';
import { readManifest } from './read-manifest';

/** How long evidence is kept. */
const memoryHours = 400 * 24;
/** Proven exports whose manifest is gone or changed, beyond which none is looked for. */
const mostPassed = 10;

/** The drill by which a person says that what is missing was taken out on purpose: `storefort drill <store> --new-counts`. */
const drillCheck = 'restore-drill';

/**
 * The manifest of the export before this one that was last proven, since a passed drill last accepted that there is less. By the evidence, which is locked: in the bucket, whoever may put
 * objects could hide it behind others.
 * @returns undefined when none was, or none of them is there as it was proven
 * @throws Error when bucket or evidence cannot be read
 */
export async function provenBefore(
  current: ExportName,
  { exports, evidence, now, deadline }: Pick<Ports, 'exports' | 'evidence' | 'now' | 'deadline'>,
): Promise<Manifest | undefined> {
  const at = now();
  // What finished in this very second is not excluded.
  const period = { since: before(at, memoryHours), until: new Date(at.getTime() + hourMs) };
  const accepted = await evidence.newest(
    drillCheck,
    period,
    ({ verdict, subject }) => verdict === 'pass' && 'newCounts' in subject,
  );
  const since = accepted === undefined ? 0 : Date.parse(accepted.finishedAt);
  const tried = new Set<string | undefined>();
  while (tried.size < mostPassed) {
    const passed = await evidence.newest(
      verifyBackupChecks.arrival,
      period,
      (one) =>
        one.verdict === 'pass' &&
        Date.parse(one.finishedAt) > since &&
        !tried.has(one.subject.manifestKey) &&
        isEarlier(one, current),
    );
    const { manifestKey, manifestVersion } = passed?.subject ?? {};
    if (manifestKey === undefined) return undefined;
    tried.add(manifestKey);
    const object = await exports.head(manifestKey);
    if (object === undefined || object.versionId !== manifestVersion) continue;
    const manifest = await readManifest(exports, object, deadline);
    if (typeof manifest !== 'string') return manifest;
  }
  return undefined;
}

function isEarlier({ subject }: Evidence, current: ExportName): boolean {
  const name = exportOf(subject.manifestKey ?? '');
  if (name?.store !== current.store || name.generation !== current.generation) return false;
  return name.export < current.export;
}

import { exportKeys, type Manifest } from '../shared/manifest';
import { type ExportName, exportsPrefix, exportTime } from './export-name';
import { clockSkewMs } from './hours';
import type { Exports, Ports, StoredObject } from './ports';
import { provenBefore } from './proven-before';
import { readManifest } from './read-manifest';

/** An export that has a manifest. */
export interface ListedExport {
  readonly name: ExportName;
  readonly manifest: StoredObject;
}

/** Nights without a whole export among which one is looked for. */
const mostFolders = 40;

/**
 * Exports that have a manifest, newest first. One whose id lies in its own future is none of ours: it would seem the newest for
 * ever.
 * @throws Error when the bucket cannot be read, or among the newest there is none that the caller settles for
 */
export async function* exportsNewestFirst(
  exports: Exports,
  of: Pick<ExportName, 'store' | 'generation'>,
): AsyncGenerator<ListedExport> {
  const ids = (await exports.folders(exportsPrefix(of))).filter((id) => exportTime(id) !== undefined);
  const newestFirst = [...new Set(ids)].sort().reverse();
  for (const id of newestFirst.slice(0, mostFolders)) {
    const name = { store: of.store, generation: of.generation, export: id };
    const manifest = await exports.head(exportKeys(name).manifest);
    if (manifest === undefined) continue;
    const began = exportTime(id)?.getTime() ?? Infinity;
    if (began > manifest.lastModified.getTime() + clockSkewMs) continue;
    yield { name, manifest };
  }
  // Whoever may put objects could hide a manifest behind folders without one.
  if (newestFirst.length > mostFolders) throw new Error(`the newest ${mostFolders} exports are none to go by`);
}

/** What was in the bucket before an export arrived. */
export interface EarlierExports {
  /** The newest of all, by its id. */
  readonly newest?: ExportName;
  /** Of the newest that has a readable one. */
  readonly manifest?: Manifest;
  /** Of the newest that passed its proof. @default - none did, or it is gone */
  readonly proven?: Manifest;
}

/** @throws Error when the bucket or the evidence cannot be read */
export async function earlierExports(
  current: ListedExport,
  ports: Pick<Ports, 'exports' | 'evidence' | 'now' | 'deadline'>,
): Promise<EarlierExports> {
  const readable = await newestReadable(current, ports);
  return readable.newest ? { ...readable, proven: await provenBefore(current.name, ports) } : {};
}

async function newestReadable(
  current: ListedExport,
  { exports, deadline }: Pick<Ports, 'exports' | 'deadline'>,
): Promise<Omit<EarlierExports, 'proven'>> {
  let newest: ExportName | undefined;
  for await (const { name, manifest } of exportsNewestFirst(exports, current.name)) {
    if (name.export === current.name.export) continue;
    // It came after: the event is late, or its function was tried again.
    if (manifest.lastModified > current.manifest.lastModified) continue;
    newest ??= name;
    const content = await readManifest(exports, manifest, deadline);
    if (typeof content !== 'string') return { newest, manifest: content };
  }
  return newest ? { newest } : {};
}

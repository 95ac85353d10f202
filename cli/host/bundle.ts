import { mkdirSync, renameSync, rmSync } from 'node:fs';
import type { DoorsConfig } from '../../lib/doors/doors-of';
import { writeHostFiles } from '../../lib/host/host-files';
import type { PreviewFolder } from './folder';

/** Puts the host's bundle where hosts have it, whole, in the place of an older one. */
export function placeBundle(folder: PreviewFolder, doors: DoorsConfig): void {
  const to = folder.at('opt/storefort/host');
  rmSync(`${to}.new`, { recursive: true, force: true });
  mkdirSync(`${to}.new`, { recursive: true });
  writeHostFiles(`${to}.new`, doors);
  rmSync(to, { recursive: true, force: true });
  renameSync(`${to}.new`, to);
}

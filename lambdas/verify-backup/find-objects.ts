import { exportKeys } from '../shared/manifest';
import type { FoundObject } from './check-objects';
import type { ExportName } from './export-name';
import type { Exports } from './ports';

/** What S3 knows of the three objects of an export. */
export interface ExportObjects {
  readonly manifest: FoundObject;
  readonly dump: FoundObject;
  readonly uploads: FoundObject;
}

/** @throws Error when S3 does not say */
export async function findObjects(exports: Exports, name: ExportName): Promise<ExportObjects> {
  const keys = exportKeys(name);
  const [manifest, dump, uploads] = await Promise.all([
    find(exports, keys.manifest),
    find(exports, keys.dump),
    find(exports, keys.uploads),
  ]);
  return { manifest, dump, uploads };
}

async function find(exports: Exports, key: string): Promise<FoundObject> {
  const object = await exports.head(key);
  return object ? { key, object, retention: await exports.retention(object) } : { key };
}

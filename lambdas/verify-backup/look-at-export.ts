import type { DumpFacts } from '../shared/dump/dump-facts';
import type { Manifest } from '../shared/manifest';
import { ask, askAfter, type Outcome } from './answer';
import { type EarlierExports, earlierExports } from './earlier-exports';
import type { ExportName } from './export-name';
import { type ExportObjects, findObjects } from './find-objects';
import type { Ports, StoredObject } from './ports';
import { type InventoryFacts, readInventory } from './read-inventory';
import { readManifest } from './read-manifest';

/** All that was found out about an export. */
export interface SeenExport {
  readonly objects: Outcome<ExportObjects>;
  /** A text says what is wrong with it. */
  readonly manifest: Outcome<Manifest | string>;
  readonly earlier: Outcome<EarlierExports>;
  readonly dump: Outcome<DumpFacts>;
  readonly uploads: Outcome<InventoryFacts>;
}

/** Asks the bucket for everything that can be known; what one object refuses does not keep the others from being read. */
export async function lookAtExport(name: ExportName, ports: Ports): Promise<SeenExport> {
  const { exports, scan, deadline } = ports;
  const objects = await ask(deadline, () => findObjects(exports, name));
  const manifestObject = objectOf(objects, 'manifest');
  const manifest = await askAfter(manifestObject, deadline, (object) => readManifest(exports, object, deadline));
  const earlier = await askAfter(manifestObject, deadline, (object) =>
    earlierExports({ name, manifest: object }, ports),
  );
  const uploads = await askAfter(objectOf(objects, 'uploads'), deadline, (object) =>
    readInventory(exports.open(object, deadline)),
  );
  const dump = await askAfter(objectOf(objects, 'dump'), deadline, (object) =>
    scan(exports.open(object, deadline), deadline),
  );
  return { objects, manifest, earlier, dump, uploads };
}

function objectOf(objects: Outcome<ExportObjects>, which: keyof ExportObjects): Outcome<StoredObject> {
  if (!('found' in objects)) return objects;
  const { key, object } = objects.found[which];
  return object ? { found: object } : { because: `${key} is not there` };
}

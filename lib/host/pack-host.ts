import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DoorsConfig } from '../doors/doors-of';
import { hostFiles } from './host-files';
import { packFiles } from './pack-files';

const base = path.resolve(__dirname, '../../.build/host');

/** A store's host bundle, packed for its instances. */
export interface PackedHost {
  /** A `.tar.gz` below `.build`, named after its content. */
  readonly file: string;
  /** Of the file, 64 hexadecimal digits: what a host checks before it unpacks anything. */
  readonly sha256: string;
}

/** Packs the bundle; stores with the same doors and folders share one file. */
export function packHost(store: DoorsConfig): PackedHost {
  const packed = packFiles(hostFiles(store));
  const sha256 = createHash('sha256').update(packed).digest('hex');
  const file = path.join(base, `${sha256.slice(0, 16)}.tar.gz`);
  if (!existsSync(file)) {
    mkdirSync(base, { recursive: true });
    const fresh = mkdtempSync(path.join(base, '.new-'));
    writeFileSync(path.join(fresh, 'host.tar.gz'), packed);
    renameSync(path.join(fresh, 'host.tar.gz'), file);
    rmSync(fresh, { recursive: true });
  }
  return { file, sha256 };
}

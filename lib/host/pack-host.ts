import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';

const root = path.resolve(__dirname, '../..');
const blockBytes = 512;
let done: PackedHost | undefined;

/** The folder `host`, packed for the instances. */
export interface PackedHost {
  /** A `.tar.gz` below `.build`, named after its content. */
  readonly file: string;
  /** Of the file, 64 hexadecimal digits: what a host checks before it unpacks anything. */
  readonly sha256: string;
}

/**
 * Packs `host/` once a process. The same files give the same bytes on every machine: sorted names, no times, no owners, two
 * modes. Files whose name starts with a dot stay out.
 */
export function packHost(): PackedHost {
  done ??= keep(packFolder(path.join(root, 'host')));
  return done;
}

/**
 * A folder as the bytes of a deterministic `.tar.gz`.
 * @throws Error when a path is too long for the plain tar format, which has no extensions
 */
export function packFolder(folder: string): Buffer {
  const parts = filesBelow(folder).flatMap((name) => entry(name, readFileSync(path.join(folder, name))));
  // Two empty blocks end a tar file.
  const tar = Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
  // Stored, not compressed: compressed bytes differ between processors and versions of zlib, and with them the hash.
  const packed = gzipSync(tar, { level: 0 });
  // Byte 9 of gzip's header names the operating system; 255: unknown (RFC 1952, 2.3.1).
  packed[9] = 255;
  return packed;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((found) => found.isFile())
    .map((found) => path.relative(folder, path.join(found.parentPath, found.name)).split(path.sep).join('/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
    .sort();
}

function entry(name: string, contents: Buffer): Buffer[] {
  const header = new Header({
    path: name,
    type: 'File',
    mode: name.endsWith('.sh') ? 0o755 : 0o644,
    uid: 0,
    gid: 0,
    size: contents.length,
    mtime: new Date(0),
  });
  const block = Buffer.alloc(blockBytes);
  if (header.encode(block, 0))
    throw new Error(`host/${name}: a path fits into plain tar when its last part has at most 100 bytes`);
  return [block, contents, Buffer.alloc((blockBytes - (contents.length % blockBytes)) % blockBytes)];
}

function keep(packed: Buffer): PackedHost {
  const sha256 = createHash('sha256').update(packed).digest('hex');
  const base = path.join(root, '.build', 'host');
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

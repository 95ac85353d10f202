import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';

/** Files by their path within the archive, with slashes. */
export type Files = ReadonlyMap<string, Buffer>;

const blockBytes = 512;

/** All files of a folder, but for those whose name, or whose folder's, starts with a dot. */
export function filesBelow(folder: string): Files {
  const names = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((found) => found.isFile())
    .map((found) => path.relative(folder, path.join(found.parentPath, found.name)).split(path.sep).join('/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')));
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name))]));
}

/** Scripts and what lies in `bin` may be executed. */
export function modeOf(name: string): number {
  return name.endsWith('.sh') || name.startsWith('bin/') ? 0o755 : 0o644;
}

/**
 * The bytes of a `.tar.gz`: the same files give the same bytes on every machine, for names are sorted, and there are no times,
 * no owners and two modes.
 * @throws Error when a path is too long for the plain tar format, which has no extensions
 */
export function packFiles(files: Files): Buffer {
  const names = [...files.keys()].sort();
  const parts = names.flatMap((name) => entry(name, files.get(name) ?? Buffer.alloc(0)));
  // Two empty blocks end a tar file.
  const tar = Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
  // Stored, not compressed: compressed bytes differ between processors and versions of zlib, and with them the hash.
  const packed = gzipSync(tar, { level: 0 });
  // Byte 9 of gzip's header names the operating system; 255: unknown (RFC 1952, 2.3.1).
  packed[9] = 255;
  return packed;
}

function entry(name: string, contents: Buffer): Buffer[] {
  const header = new Header({
    path: name,
    type: 'File',
    mode: modeOf(name),
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

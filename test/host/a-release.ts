import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Header, type types } from 'tar';
import type { WebHost } from './web-host';

/** One member of a tar file, which tar itself might never write. */
export interface Member {
  readonly path: string;
  /** @default 'File' */
  readonly type?: types.EntryTypeName;
  readonly contents?: string;
  readonly linkpath?: string;
  readonly mode?: number;
}

/** The least that counts as WordPress; the front page says which release it is. */
export function wordpress(name: string): Member[] {
  return [
    { path: 'index.php', contents: `<?php echo '${name}';` },
    { path: 'wp-load.php' },
    { path: 'wp-admin/index.php' },
    { path: 'wp-includes/version.php', mode: 0o4777 },
    { path: 'wp-content/plugins/acme/acme.php' },
  ];
}

export function archiveOf(members: readonly Member[]): Buffer {
  const blocks = members.flatMap((member) => {
    const contents = Buffer.from(member.contents ?? '');
    const header = new Header({
      path: member.path,
      type: member.type ?? 'File',
      linkpath: member.linkpath,
      mode: member.mode ?? 0o666,
      uid: 1234,
      gid: 1234,
      size: contents.length,
      mtime: new Date(0),
    });
    const block = Buffer.alloc(512);
    header.encode(block, 0);
    return [block, contents, Buffer.alloc((512 - (contents.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** Puts an archive into the host's bucket. @returns its name */
export function publish(host: WebHost, archive: Buffer): string {
  const sha256 = createHash('sha256').update(archive).digest('hex');
  host.write(`release-bucket/${sha256}.tar.gz`, archive);
  return sha256;
}

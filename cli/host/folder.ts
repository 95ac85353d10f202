import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommandError, exitCodes } from '../exit-codes';

/** Where what lies in the preview's folder: the host's own tree, and beside it what stands for AWS around it. */
export class PreviewFolder {
  constructor(readonly root: string) {}

  /** A file or folder of the host, by the path it has on AWS. */
  at(...parts: string[]): string {
    return path.join(this.root, ...parts);
  }

  /** Stands for what is not the host: database, front, certificates. */
  around(...parts: string[]): string {
    return this.at('preview', ...parts);
  }
}

const anyAccount = 65_534;
// A socket's path has at most 107 bytes (unix(7)).
const longestSocket = '/run/storefort/php-health.sock';
const longestPath = 107 - longestSocket.length;

/**
 * Makes the folder, and refuses one that nginx, PHP or MariaDB could not work in.
 * @throws CommandError with exit code 2 and the remedy
 */
export function usableFolder(root: string, asRoot: boolean): PreviewFolder {
  const complaint = complaintAbout(root);
  if (complaint !== undefined)
    throw new CommandError(`${complaint}; choose another folder with --root`, exitCodes.usage);
  mkdirSync(root, { recursive: true });
  const folder = new PreviewFolder(root);
  refuseOthers(folder);
  if (asRoot) refuseUnreachable(root);
  mark(folder);
  return folder;
}

const marker = 'README';
const parts = ['etc', 'mail', 'opt', 'parameters', 'preview', 'release-bucket', 'run', 'secrets', 'srv', 'var'];

/** Forgets the shop: database, uploads, secrets, certificates. What was fetched stays in `cache`. */
export function startOver(folder: PreviewFolder): void {
  for (const part of parts) rmSync(folder.at(part), { recursive: true, force: true });
  mark(folder);
}

function mark(folder: PreviewFolder): void {
  mkdirSync(folder.around('log'), { recursive: true });
  writeFileSync(
    folder.around(marker),
    'A preview of storefort lives in this folder; it may be deleted while none runs.\n',
  );
}

/** `--root /usr --fresh` must not cost anybody a machine. */
function refuseOthers(folder: PreviewFolder): void {
  const strangers = readdirSync(folder.root).filter((name) => name !== 'cache');
  if (strangers.length === 0 || existsSync(folder.around(marker))) return;
  throw new CommandError(
    `${folder.root} holds something else than a preview (${strangers.slice(0, 3).join(', ')}); choose an empty folder with --root`,
    exitCodes.usage,
  );
}

/** What is wrong with a path as such, before anything is made. */
export function complaintAbout(root: string): string | undefined {
  if (!/^\/[\w./+-]+$/.test(root))
    return `${root} cannot hold a preview: letters, digits and . / + - _ are what all configuration files take`;
  if (root.length > longestPath)
    return `${root} cannot hold a preview: sockets below it would have more than 107 bytes, its path may have ${longestPath}, got ${root.length}`;
  return undefined;
}

/** As root the daemons drop to users of their own, who must be able to go through every folder on the way. */
function refuseUnreachable(root: string): void {
  const closed = waysTo(root).find((folder) => !canEnter(folder));
  if (closed === undefined) return;
  throw new CommandError(
    `${root} cannot hold a preview that root starts: nginx, PHP and MariaDB drop to users of their own, who cannot enter ${closed}; ` +
      `allow it (chmod o+x ${closed}), choose another folder with --root, or start the preview as another user than root`,
    exitCodes.usage,
  );
}

/** `/a`, `/a/b`, `/a/b/c` of `/a/b/c`. */
function waysTo(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [] : [...waysTo(parent), folder];
}

function canEnter(folder: string): boolean {
  return spawnSync('test', ['-x', folder], { uid: anyAccount, gid: anyAccount, cwd: '/' }).status === 0;
}

import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { CommandError, exitCodes } from '../exit-codes';
import type { PreviewFolder } from './folder';
import { posAutoloader } from './pos-autoloader';
import { runProgram } from './run-program';
import type { WordPressFiles } from './wordpress-package';

/** A plugin's folder; its name is the plugin's. */
export interface PluginSource {
  readonly name: string;
  readonly folder: string;
}

/**
 * Every folder in `folder` is a plugin.
 * @throws CommandError with exit code 2 when there is no such folder, or none in it is a plugin
 */
export function pluginsIn(folder: string): PluginSource[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new CommandError(
      `--plugins must name a folder of plugin folders, got ${folder}, which is none`,
      exitCodes.usage,
    );
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && statSync(path.join(folder, entry.name)).isDirectory())
    .map(({ name }) => ({ name, folder: path.join(folder, name) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const empty = found.find((plugin) => !readdirSync(plugin.folder).some((name) => name.endsWith('.php')));
  if (found.length === 0 || empty !== undefined)
    throw new CommandError(
      `--plugins must name a folder of plugin folders, got ${folder}: ${empty === undefined ? 'it holds no folder' : `${empty.name} holds no .php file`}`,
      exitCodes.usage,
    );
  return found;
}

/**
 * Packs WordPress and the plugins as one release into the folder that stands for the release bucket.
 * Made again only when a plugin's files (their names, sizes and times) or WordPress's version changed.
 * @returns its sha256, 64 hexadecimal digits
 */
export async function buildRelease(
  folder: PreviewFolder,
  wordpress: WordPressFiles,
  plugins: readonly PluginSource[],
  signal?: AbortSignal,
): Promise<string> {
  const made = folder.around('releases', fingerprint(wordpress, plugins));
  const known = existsSync(made) ? (readdirSync(made)[0] ?? '') : '';
  if (existsSync(folder.at('release-bucket', `${known}.tar.gz`))) return known;
  mkdirSync(folder.at('release-bucket'), { recursive: true });
  const work = mkdtempSync(folder.around('.release-'));
  try {
    await assemble(path.join(work, 'tree'), wordpress, plugins, signal);
    const archive = path.join(work, 'release.tar.gz');
    await pack(path.join(work, 'tree'), archive, signal);
    const sha256 = await sha256Of(archive);
    renameSync(archive, folder.at('release-bucket', `${sha256}.tar.gz`));
    rmSync(made, { recursive: true, force: true });
    mkdirSync(made, { recursive: true });
    writeFileSync(path.join(made, sha256), '');
    return sha256;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function assemble(
  tree: string,
  wordpress: WordPressFiles,
  plugins: readonly PluginSource[],
  signal: AbortSignal | undefined,
): Promise<void> {
  await runProgram('cp', ['-r', wordpress.folder, tree], { signal });
  for (const plugin of plugins) {
    const to = path.join(tree, 'wp-content/plugins', plugin.name);
    await runProgram('cp', ['-rL', plugin.folder, to], { signal });
    for (const name of notShipped) rmSync(path.join(to, name), { recursive: true, force: true });
    if (plugin.name === 'woocommerce-pos' && !existsSync(path.join(to, 'vendor/autoload.php'))) {
      mkdirSync(path.join(to, 'vendor'), { recursive: true });
      writeFileSync(path.join(to, 'vendor/autoload.php'), posAutoloader);
    }
  }
}

const notShipped = ['.git', 'node_modules', 'tests'];

/** The same files give the same bytes on one machine: sorted, no times, no owners. Packed fast: it travels nowhere. */
async function pack(tree: string, archive: string, signal: AbortSignal | undefined): Promise<void> {
  const plain = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=u=rwX,go=rX'];
  const entries = readdirSync(tree).sort();
  const gzip = ['--use-compress-program=gzip -1 -n'];
  await runProgram('tar', [...plain, ...gzip, '-cf', archive, '-C', tree, ...entries], { signal });
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('hex');
}

function fingerprint(wordpress: WordPressFiles, plugins: readonly PluginSource[]): string {
  const hash = createHash('sha256').update(wordpress.version);
  for (const { name, folder } of plugins) {
    hash.update(`\n${name}\n`);
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      const { size, mtimeMs } = statSync(path.join(folder, file));
      hash.update(`${file} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex').slice(0, 32);
}

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { startPreview } from '../../cli/host/preview';
import type { PluginSource } from '../../cli/host/release';
import { runProgram } from '../../cli/host/run-program';

const project = path.resolve(__dirname, '../..');
const templates = path.join(project, '.build/preview');
const seedFile = path.join(__dirname, 'seed-shop.php');

/** Shared by all previews that tests start. */
export function previewCache(): string {
  return path.join(templates, 'cache');
}

/**
 * Fills `root` with a preview whose shop is installed and seeded: made once for what it depends on, copied from then on.
 * @returns what the seed printed
 */
export async function copyOfTemplate(plugins: readonly PluginSource[], root: string): Promise<Record<string, string>> {
  const template = path.join(templates, keyOf(plugins));
  if (!existsSync(template)) await make(template, plugins);
  await runProgram('cp', ['-a', '--reflink=auto', `${template}/.`, root]);
  relink(template, root);
  return JSON.parse(readFileSync(path.join(root, 'seeded.json'), 'utf8')) as Record<string, string>;
}

async function make(template: string, plugins: readonly PluginSource[]): Promise<void> {
  mkdirSync(templates, { recursive: true });
  forgetOld();
  // The daemons must be able to go through it, and sockets want a short path.
  const work = mkdtempSync('/tmp/sf-');
  await runProgram('chmod', ['755', work]);
  const preview = await startPreview({ root: work, port: 0, plugins, cache: previewCache(), ticking: false });
  try {
    writeFileSync(path.join(work, 'seeded.json'), await preview.php(readFileSync(seedFile, 'utf8')));
  } finally {
    await preview.stop();
  }
  const fresh = mkdtempSync(path.join(templates, '.new-'));
  await runProgram('cp', ['-a', `${work}/.`, fresh]);
  relink(work, fresh, template);
  rmSync(work, { recursive: true });
  try {
    renameSync(fresh, template);
  } catch (error) {
    // Another worker was faster; its template is as good.
    if (!existsSync(template)) throw error;
    rmSync(fresh, { recursive: true });
  }
}

/** Links of a release name the folder that hosts share by its full path. */
function relink(from: string, within: string, to = within): void {
  const releases = path.join(within, 'srv/storefort/releases');
  for (const release of readdirSync(releases)) {
    const content = path.join(releases, release, 'wordpress/wp-content');
    for (const entry of readdirSync(content, { withFileTypes: true }).filter((one) => one.isSymbolicLink())) {
      const link = path.join(content, entry.name);
      const target = readlinkSync(link).replace(from, to);
      rmSync(link);
      symlinkSync(target, link);
    }
  }
}

/** What the installed shop is made of: a change of nginx's configuration, say, does not matter, for that is rendered at each start. */
function keyOf(plugins: readonly PluginSource[]): string {
  const hash = createHash('sha256');
  const folders = ['host/wordpress', 'host/bin', 'host/lib', 'cli/host'].map((name) => path.join(project, name));
  for (const folder of [...folders, ...plugins.map((plugin) => plugin.folder)])
    for (const file of filesBelow(folder)) hash.update(`${file}\n`).update(stamp(file));
  return hash.update(readFileSync(seedFile)).digest('hex').slice(0, 16);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Plugins of a shop have ten thousand files: size and time stand for their contents, as they do for the release. */
function stamp(file: string): string | Buffer {
  if (file.startsWith(project)) return readFileSync(file);
  const { size, mtimeMs } = statSync(file);
  return `${size} ${mtimeMs}`;
}

/** Of an hour ago or older: a younger one may be in use by another worker. */
function forgetOld(): void {
  for (const name of readdirSync(templates).filter((one) => one !== 'cache')) {
    const folder = path.join(templates, name);
    if (statSync(folder).mtimeMs < Date.now() - 3_600_000) rmSync(folder, { recursive: true, force: true });
  }
}

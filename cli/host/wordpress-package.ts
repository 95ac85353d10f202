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
import { CommandError } from '../exit-codes';
import { type AptSource, archiveOf } from './apt-sources';
import { runProgram } from './run-program';

/** WordPress as files, links resolved. */
export interface WordPressFiles {
  readonly folder: string;
  /** The packages' version. */
  readonly version: string;
}

/** Suites whose WordPress is new enough for today's WooCommerce (6.5), the steadiest first. */
const suites: Readonly<Record<string, readonly string[]>> = {
  debian: ['trixie', 'sid'],
  ubuntu: ['resolute', 'devel'],
};

const packages = ['wordpress', 'wordpress-theme-twentytwentyfive'];

/**
 * What was unpacked before, or else WordPress from the machine's own package archive, in a suite newer than the machine's;
 * nothing of the machine's own package state is touched.
 * @param cache kept between previews; `wordpress-<version>` in it is one version
 * @throws CommandError when the archive cannot be reached
 */
export async function wordPressFiles(cache: string, signal?: AbortSignal): Promise<WordPressFiles> {
  const kept = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('wordpress-')) : [];
  const newest = kept.sort().at(-1);
  if (newest !== undefined) return { folder: path.join(cache, newest), version: newest.slice('wordpress-'.length) };
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(path.join(cache, '.new-'));
  try {
    return await fetched(cache, work, signal);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function fetched(cache: string, work: string, signal: AbortSignal | undefined): Promise<WordPressFiles> {
  const source = machineArchive();
  const reasons: string[] = [];
  for (const suite of suitesFor(source)) {
    try {
      const place = path.join(work, suite);
      mkdirSync(place);
      const version = await unpack(place, source, suite, signal);
      const folder = path.join(cache, `wordpress-${version}`);
      renameSync(path.join(place, 'wordpress'), folder);
      return { folder, version };
    } catch (error) {
      signal?.throwIfAborted();
      reasons.push(`${suite}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new CommandError(
    `WordPress could not be taken from ${source.uri}; the preview needs that archive once, and then keeps it in ${cache}\n${reasons.join('\n')}`,
  );
}

function machineArchive(): AptSource {
  const parts = '/etc/apt/sources.list.d';
  const files = [
    ...(existsSync(parts) ? readdirSync(parts).map((name) => path.join(parts, name)) : []),
    '/etc/apt/sources.list',
  ].filter((file) => /\.(list|sources)$/.test(file) && existsSync(file));
  const source = archiveOf(files.map((name) => ({ name, text: readFileSync(name, 'utf8') })));
  if (source === undefined)
    throw new CommandError(
      `no package archive of Debian or Ubuntu was found in ${parts}, where WordPress could come from`,
    );
  return source;
}

function suitesFor({ uri }: AptSource): readonly string[] {
  return suites[uri.includes('ubuntu') ? 'ubuntu' : 'debian'] ?? [];
}

async function unpack(
  work: string,
  source: AptSource,
  suite: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const env = { APT_CONFIG: aptConfiguration(work, source, suite) };
  const apt = (program: string, ...args: string[]) => runProgram(program, args, { env, cwd: work, signal });
  await apt('apt-get', '-q', 'update');
  const shown = await apt('apt-cache', 'show', '--no-all-versions', 'wordpress');
  const version = /^Version: (.+)$/m.exec(shown)?.[1] ?? '';
  const scripts = [...new Set(/^Depends: (.+)$/m.exec(shown)?.[1]?.match(/libjs-[a-z0-9.+-]+/g) ?? [])];
  await apt('apt-get', '-q', 'download', ...packages, 'php-getid3', 'libphp-phpmailer', ...scripts);
  const tree = path.join(work, 'tree');
  for (const file of readdirSync(work).filter((name) => name.endsWith('.deb')))
    await runProgram('dpkg-deb', ['-x', path.join(work, file), tree], { signal });
  const wordpress = path.join(tree, 'usr/share/wordpress');
  // Settings and web server rules for one machine-wide WordPress: the host has its own.
  for (const name of ['wp-config.php', '.htaccess', 'wp-content/plugins/akismet'])
    rmSync(path.join(wordpress, name), { recursive: true, force: true });
  // Links lead to other packages' files, and one to the machine's authorities.
  await runProgram('cp', ['-rL', wordpress, path.join(work, 'wordpress')], { signal });
  return version.replaceAll(/[^\w.+-]/g, '-');
}

/** An apt that knows this one suite, and keeps everything to itself. */
function aptConfiguration(work: string, { uri, signedBy }: AptSource, suite: string): string {
  for (const folder of ['state/lists/partial', 'cache/archives/partial'])
    mkdirSync(path.join(work, folder), { recursive: true });
  const components = uri.includes('ubuntu') ? 'main universe' : 'main';
  const options = signedBy === undefined ? '' : `[signed-by=${signedBy}] `;
  writeFileSync(path.join(work, 'sources.list'), `deb ${options}${uri} ${suite} ${components}\n`);
  writeFileSync(path.join(work, 'state/status'), '');
  const file = path.join(work, 'apt.conf');
  writeFileSync(
    file,
    [
      `Dir::State "${work}/state";`,
      `Dir::State::status "${work}/state/status";`,
      `Dir::Cache "${work}/cache";`,
      `Dir::Etc::sourcelist "${work}/sources.list";`,
      'Dir::Etc::sourceparts "/dev/null";',
      'Acquire::Languages "none";',
      // apt's own user has no business in this folder.
      'APT::Sandbox::User "";',
      'Acquire::http::Timeout "20";',
      'Acquire::Retries "1";',
      'APT::Update::Error-Mode "any";',
      '',
    ].join('\n'),
  );
  return file;
}

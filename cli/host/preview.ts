import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { DoorsConfig } from '../../lib/doors/doors-of';
import { type Authority, authorityIn } from './authority';
import { placeBundle } from './bundle';
import { type PreviewDatabase, startDatabase } from './database';
import { startOver, type PreviewFolder, usableFolder } from './folder';
import { lockFolder } from './folder-lock';
import { startFront } from './front';
import { HostScripts } from './host-scripts';
import { endLeftBehind } from './left-behind';
import { freePort, refuseTakenPort } from './ports';
import { buildRelease, type PluginSource } from './release';
import { nameRelease, settleSecrets } from './secrets';
import { doorUrls, mailFolder, writeSettings } from './settings';
import { Ticks } from './ticks';
import { UndoStack } from './undo-stack';
import { wordPressFiles } from './wordpress-package';

export interface PreviewOptions {
  /** Absolute path of a folder that is empty, absent, or a preview's. */
  readonly root: string;
  /** Of both doors; 0: a free one. @default 8443 */
  readonly port?: number;
  /** Put into the release and activated. */
  readonly plugins: readonly PluginSource[];
  /** What a store file adds to the doors. @default - nothing */
  readonly doors?: DoorsConfig;
  /** @default 'en_US' */
  readonly locale?: string;
  /** @default 'Etc/UTC' */
  readonly timeZone?: string;
  /** Where unpacked WordPress is kept. @default `cache` below root */
  readonly cache?: string;
  /** How many requests PHP works on at once; on AWS the machine's memory says. @default 8 */
  readonly phpWorkers?: number;
  /** Forget the shop that is there. @default false */
  readonly fresh?: boolean;
  /** Whether minutes pass: the host is brought up to date, scheduled work is done. @default true */
  readonly ticking?: boolean;
  /** Ends the start. */
  readonly signal?: AbortSignal;
  /** Told what is being done. */
  readonly step?: (text: string) => void;
}

/** The real host, booted here. */
export interface Preview {
  readonly root: string;
  readonly shopUrl: string;
  readonly staffUrl: string;
  /** Of both doors, and of the host behind the nginx in front. */
  readonly port: number;
  readonly hostPort: number;
  /** PEM of the authority that signed the doors' certificates, and its file. */
  readonly ca: string;
  readonly caFile: string;
  /** Version of Debian's packages. */
  readonly wordpress: string;
  readonly database: PreviewDatabase;
  /** Runs PHP as the shop's user with WordPress loaded; gives what it printed. No `<?php` before it. */
  php(code: string): Promise<string>;
  /** An address that signs an administrator in, once, within 15 minutes. */
  signIn(): Promise<string>;
  /** What the timer does every minute, now. */
  tick(): Promise<void>;
  /** One of the host's scripts, such as `bin/refresh.sh`; gives its stdout. */
  script(name: string, args?: readonly string[]): Promise<string>;
  /** Ends everything that was started. The folder stays. */
  stop(): Promise<void>;
}

/**
 * Boots the host in a folder: MariaDB, a release of WordPress and plugins, the host's own bootstrap, and an nginx that plays
 * CloudFront and the load balancer. What does not succeed is taken down again.
 * @throws CommandError what a person can mend
 * @throws the signal's reason
 */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const undo = new UndoStack();
  try {
    return await start(options, undo);
  } catch (error) {
    await undo.all();
    throw error;
  }
}

async function start(options: PreviewOptions, undo: UndoStack): Promise<Preview> {
  const { signal, step = () => undefined } = options;
  const asRoot = process.getuid?.() === 0;
  const folder = usableFolder(options.root, asRoot);
  undo.push(lockFolder(`${folder.root}/preview.lock`, folder.root));
  const sweep = () => endLeftBehind(folder.root);
  undo.push(sweep);
  await sweep();
  if (options.fresh) startOver(folder);
  const port = await portFor(options.port);

  step('fetching WordPress from the package archive');
  const wordpress = await wordPressFiles(options.cache ?? folder.at('cache'), signal);
  step('packing the release');
  nameRelease(folder, await buildRelease(folder, wordpress, options.plugins, signal));

  step('starting MariaDB');
  const authority = await authorityIn(folder.around('authority'), signal);
  const database = await databaseFor(folder, asRoot, authority, signal);
  undo.push(() => database.stop());

  step('booting the host');
  const hostPort = await freePort();
  const scripts = new HostScripts(folder, hostPort, options.phpWorkers ?? 8);
  prepareHost(folder, authority, options, port);
  undo.push(() => scripts.run('bin/stop.sh'));
  await scripts.run('bootstrap.sh', [], signal);

  const front = await startFront({ folder, asRoot, port, hostPort, keyPair: authority.front, signal });
  undo.push(() => front.stop());
  const ticks = new Ticks(folder, scripts);
  undo.push(() => ticks.stop());
  if (options.ticking !== false) ticks.start();

  const urls = doorUrls(port);
  return {
    root: folder.root,
    shopUrl: urls.shop,
    staffUrl: urls.staff,
    port,
    hostPort,
    ca: authority.certificate,
    caFile: authority.certificateFile,
    wordpress: wordpress.version,
    database,
    php: (code) => scripts.php(code),
    signIn: async () => (await scripts.run('bin/storefort-admin', ['create'])).trim(),
    tick: () => ticks.now(),
    script: (name, args) => scripts.run(name, args),
    stop: () => undo.all(),
  };
}

async function portFor(wanted = 8443): Promise<number> {
  if (wanted === 0) return freePort();
  await refuseTakenPort(wanted);
  return wanted;
}

async function databaseFor(
  folder: PreviewFolder,
  asRoot: boolean,
  authority: Authority,
  signal: AbortSignal | undefined,
): Promise<PreviewDatabase> {
  const port = await freePort();
  settleSecrets(folder, port);
  const { certificate, database: keyPair } = authority;
  return startDatabase({ folder, asRoot, port, authority: certificate, keyPair, signal });
}

/** What the bootstrap finds on a host: its bundle, its settings, and the authority of the database's certificate. */
function prepareHost(folder: PreviewFolder, authority: Authority, options: PreviewOptions, port: number): void {
  const { doors = { integrations: [], writablePaths: [] }, locale = 'en_US', timeZone = 'Etc/UTC' } = options;
  placeBundle(folder, doors);
  writeSettings(folder, { port, locale, timeZone });
  writeFileSync(folder.at('etc/storefort/database-ca.pem'), authority.certificate);
  rmSync(folder.at('mail'), { recursive: true, force: true });
  symlinkSync(mailFolder, folder.at('mail'));
}

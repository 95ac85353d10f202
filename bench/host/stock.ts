import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Daemon } from '../../cli/host/daemon';
import { freePort } from '../../cli/host/ports';
import type { Preview } from '../../cli/host/preview';
import { type Answer, ask } from '../../test/support/http-answer';
import { copyDatabase, copyRelease } from './stock-copies';
import { writeStockFiles } from './stock-files';

/** What the host is held against: the same WordPress as Debian's packages would run it, and a file. */
export interface Stock {
  readonly wordPressPort: number;
  readonly wordPressLog: string;
  readonly staticPort: number;
  readonly staticLog: string;
  stop(): Promise<void>;
}

export interface StockProps {
  readonly preview: Preview;
  /** In a folder that other users can enter. */
  readonly folder: string;
  readonly page: Answer;
  readonly cachedPage: Answer;
  readonly signal: AbortSignal;
}

/** Debian's nginx and PHP-FPM over copies of the release and the database, with the host's certificate and numbers of workers. */
export async function startStock({ preview, folder, page, cachedPage, signal }: StockProps): Promise<Stock> {
  const { root, database } = preview;
  const { port, schema } = { port: database.admin.port, schema: 'stock' };
  const password = randomBytes(20).toString('hex');
  const wordPressPort = await freePort();
  const staticPort = await freePort();
  mkdirSync(path.join(folder, 'static'), { recursive: true });
  writeFileSync(path.join(folder, 'static/index.html'), cachedPage.body);
  await copyRelease(root, path.join(folder, 'html'), signal);
  await copyDatabase(database.admin, { schema, password }, signal);
  const files = { root, folder, wordPressPort, staticPort, database: { port, schema, password } };
  writeStockFiles({ ...files, page, cachedPage });

  const daemons: Daemon[] = [];
  const stop = async () => {
    for (const daemon of daemons.splice(0)) await daemon.stop();
  };
  try {
    for (const start of [startPhp, startNginx]) daemons.push(start(root, folder));
    for (const daemon of daemons) await daemon.until(() => answers(wordPressPort), signal);
  } catch (error) {
    await stop();
    throw error;
  }
  const log = (name: string) => path.join(folder, name);
  return { wordPressPort, staticPort, wordPressLog: log('access.log'), staticLog: log('static.log'), stop };
}

/** The program that the host runs. */
function startPhp(root: string, folder: string): Daemon {
  const pid = readFileSync(path.join(root, 'run/php-fpm.pid.supervised'), 'utf8').trim();
  const program = readlinkSync(`/proc/${pid}/exe`);
  const scan = `PHP_INI_SCAN_DIR=:${folder}/php.d`;
  const log = path.join(folder, 'php-fpm.out');
  return Daemon.start("the floor's PHP-FPM", 'env', [scan, program, '-F', '-y', `${folder}/php-fpm.conf`], log);
}

function startNginx(_: string, folder: string): Daemon {
  const log = path.join(folder, 'nginx.out');
  return Daemon.start("the floor's nginx", 'nginx', ['-e', log, '-c', path.join(folder, 'nginx.conf')], log);
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await ask({ host: '127.0.0.1', port }, { target: '/' })).status === 200;
  } catch {
    return false;
  }
}

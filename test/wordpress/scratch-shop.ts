import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { posAutoloader } from '../../cli/host/pos-autoloader';
import { wordPressFiles } from '../../cli/host/wordpress-package';
import { type DoorsConfig, doorsOf } from '../../lib/doors/doors-of';
import { guardData } from '../../lib/doors/guard-data';
import { mariaDbIsThere, type RunningMariaDb, startMariaDb } from '../support/mariadb';

export type Door = 'shop' | 'staff';

// A real WordPress on a busy machine.
jest.setTimeout(120_000);

const repository = path.resolve(__dirname, '../..');
const plugins = process.env['STOREFORT_PLUGINS'];
/** Another folder in place of the host's own, as mutate.ts makes. */
const wordPressOfHost = process.env['STOREFORT_WORDPRESS'] ?? path.join(repository, 'host/wordpress');

/** Whether this machine can run a WordPress at all; in CI it must. */
export function wordPressRunsHere(): boolean {
  const found = mariaDbIsThere() && spawnSync('php', ['-r', 'exit(extension_loaded("mysqli") ? 0 : 1);']).status === 0;
  if (!found && process.env['CI'] !== undefined) throw new Error('php with mysqli must be installed in CI');
  return found;
}

/** WooCommerce and WCPOS themselves are tried where STOREFORT_PLUGINS names a folder of them; else their stand-ins. */
export const withRealPlugins = plugins !== undefined;

/** What a test asks for. */
export interface Ask {
  readonly door?: Door;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** A WordPress with the host's plugin, served by PHP's own server: no nginx, so that only PHP decides. */
export class ScratchShop {
  private constructor(
    readonly root: string,
    private readonly database: RunningMariaDb,
    private readonly port: number,
    private readonly server: ChildProcess,
  ) {}

  static async start(doors: DoorsConfig = { integrations: [], writablePaths: [] }): Promise<ScratchShop> {
    const root = mkdtempSync(path.join(tmpdir(), 'storefort-wordpress-'));
    const database = await startMariaDb('127.0.0.1');
    await database.ask('CREATE DATABASE shop');
    await database.ask(`CREATE USER app IDENTIFIED BY 'of-a-throwaway-server' REQUIRE SSL`);
    await database.ask('GRANT ALL ON shop.* TO app');
    await lay(root, database, doors);
    php(root, 'host/wordpress/install.php');
    const port = await freePort();
    const server = serve(root, port);
    const shop = new ScratchShop(root, database, port, server);
    await shop.ready();
    return shop;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGTERM');
    await gone;
    await this.database.stop();
    rmSync(this.root, { recursive: true, force: true });
  }

  async ask(url: string, { door = 'shop', method, headers = {}, form, json }: Ask = {}): Promise<Response> {
    const body = json === undefined ? form && new URLSearchParams(form) : JSON.stringify(json);
    return fetch(`http://127.0.0.1:${this.port}${url}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), 'x-door': door, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  }

  /** Runs code in WordPress as the command line does; what it prints is JSON. */
  run(code: string): unknown {
    return JSON.parse(phpFile(this.root, this.script(code)));
  }

  /** The same while this process goes on. */
  async runBeside(code: string): Promise<unknown> {
    const { stdout } = await promisify(execFile)('php', ['-c', path.join(this.root, 'php.ini'), this.script(code)]);
    return JSON.parse(stdout);
  }

  private script(code: string): string {
    const file = path.join(this.root, 'opt/storefort/host/generated/run.php');
    writeFileSync(
      file,
      `<?php $_SERVER += ['HTTP_HOST' => 'shop.test', 'HTTPS' => 'on', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/', 'REMOTE_ADDR' => '127.0.0.1'];
      require '${this.root}/srv/storefort/current/wordpress/wp-load.php'; echo json_encode((static function () { ${code} })());`,
    );
    return file;
  }

  /** Cookies of an account, as WordPress signs them. */
  cookiesOf(login: string): string {
    return this.run(`
      $user = get_user_by('login', '${login}'); $until = time() + 3600;
      $token = WP_Session_Tokens::get_instance($user->ID)->create($until);
      return SECURE_AUTH_COOKIE . '=' . rawurlencode(wp_generate_auth_cookie($user->ID, $until, 'secure_auth', $token)) . '; '
        . LOGGED_IN_COOKIE . '=' . rawurlencode(wp_generate_auth_cookie($user->ID, $until, 'logged_in', $token));`) as string;
  }

  hostScript(name: string, ...args: string[]): string {
    return php(this.root, `host/wordpress/${name}`, ...args);
  }

  async sql(text: string): Promise<string[][]> {
    return this.database.ask(text);
  }

  mails(): string[] {
    const folder = path.join(this.root, 'mail');
    return readdirSync(folder)
      .filter((name) => name.endsWith('.eml'))
      .sort()
      .map((name) => readFileSync(path.join(folder, name), 'utf8').replaceAll('=\r\n', '').replaceAll('=3D', '='));
  }

  forgetMails(): void {
    for (const name of readdirSync(path.join(this.root, 'mail'))) rmSync(path.join(this.root, 'mail', name));
  }

  log(): string {
    const file = path.join(this.root, 'php-error.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  private async ready(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const answer = await this.ask('/').catch(() => undefined);
      if (answer !== undefined) return;
      await sleep(50);
    }
    throw new Error('PHP’s server did not answer');
  }
}

async function lay(root: string, database: RunningMariaDb, doors: DoorsConfig): Promise<void> {
  const bundle = path.join(root, 'opt/storefort/host');
  const release = path.join(root, 'srv/storefort/releases/scratch');
  for (const folder of ['run/storefort', 'opt/storefort/host/generated', 'srv/storefort/releases', 'mail', 'uploads'])
    mkdirSync(path.join(root, folder), { recursive: true });
  cpSync(wordPressOfHost, path.join(bundle, 'wordpress'), { recursive: true });
  writeFileSync(path.join(bundle, 'generated/guard.json'), JSON.stringify(guardData(doorsOf(doors))));
  const wordpress = await wordPressFiles(path.join(repository, '.preview/cache'));
  mkdirSync(release);
  execFileSync('cp', ['-r', wordpress.folder, path.join(release, 'wordpress')]);
  addPlugins(path.join(release, 'wordpress/wp-content/plugins'));
  rmSync(path.join(release, 'wordpress/wp-content/uploads'), { recursive: true, force: true });
  symlinkSync(path.join(root, 'uploads'), path.join(release, 'wordpress/wp-content/uploads'));
  cpSync(path.join(wordPressOfHost, 'wp-config.php'), path.join(release, 'wp-config.php'));
  symlinkSync('releases/scratch', path.join(root, 'srv/storefort/current'));
  writeRun(root, database);
}

function addPlugins(to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(plugins ?? path.join(repository, 'test/stand-ins'), to, { recursive: true, dereference: true });
  const pos = path.join(to, 'woocommerce-pos/vendor');
  if (plugins !== undefined && !existsSync(pos) && existsSync(path.dirname(pos))) {
    mkdirSync(pos);
    writeFileSync(path.join(pos, 'autoload.php'), posAutoloader);
  }
}

function writeRun(root: string, database: RunningMariaDb): void {
  const run = (name: string, value: unknown) => {
    writeFileSync(path.join(root, 'run/storefort', name), JSON.stringify(value));
  };
  run('database.json', {
    host: '127.0.0.1',
    port: database.port,
    dbname: 'shop',
    username: 'app',
    password: 'of-a-throwaway-server',
  });
  const names = ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap((name) => [`${name}_KEY`, `${name}_SALT`]);
  run('salts.json', Object.fromEntries(names.map((name) => [name, createHash('sha256').update(name).digest('hex')])));
  run('site.json', {
    store: 'demo',
    shopUrl: 'https://shop.test',
    staffUrl: 'https://staff.shop.test',
    shopHost: 'shop.test',
    staffHost: 'staff.shop.test',
    locale: 'en_US',
    timeZone: 'Europe/Berlin',
    mail: { via: 'preview', from: 'shop@shop.test' },
    region: 'eu-central-1',
    release: 'scratch',
    previewMailDir: path.join(root, 'mail'),
  });
  writeFileSync(path.join(root, 'ca.pem'), database.authority);
  writeFileSync(
    path.join(root, 'php.ini'),
    `openssl.cafile=${root}/ca.pem\nerror_log=${root}/php-error.log\nlog_errors=1\ndisplay_errors=0\nmemory_limit=512M\nrequest_order=GP\nerror_reporting=-1\n`,
  );
}

function php(root: string, script: string, ...args: string[]): string {
  return phpFile(root, path.join(root, 'opt/storefort', script), path.join(root, 'srv/storefort/current'), ...args);
}

function phpFile(root: string, file: string, ...args: string[]): string {
  return execFileSync('php', ['-c', path.join(root, 'php.ini'), file, ...args], { encoding: 'utf8' });
}

function serve(root: string, port: number): ChildProcess {
  const wordpress = path.join(root, 'srv/storefort/current/wordpress');
  const settings = ['-c', path.join(root, 'php.ini'), '-S', `127.0.0.1:${port}`, '-t', wordpress];
  return spawn('php', [...settings, path.join(__dirname, 'router.php')], {
    env: { ...process.env, SCRATCH_WORDPRESS: wordpress },
    stdio: 'ignore',
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

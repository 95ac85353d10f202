import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { doorsOf } from '../../lib/doors/doors-of';
import { nginxMaps } from '../../lib/doors/nginx-maps';
import { type Answer, answerOf } from './raw-answer';
import { freePort, hostFolder } from './web-host';

export const phpFpm = ['php-fpm8.2', 'php-fpm8.3', 'php-fpm8.4'].find((name) => existsSync(`/usr/sbin/${name}`));

/** What `describeWith` should look for. */
export const doorPrograms = ['nginx', 'openssl', phpFpm ?? 'php-fpm'];

export const doorSecrets = { shop: 'S'.repeat(48), staff: 'T'.repeat(48) } as const;
export const doorHosts = { shop: 'shop.example.com', staff: 'staff.example.com' } as const;

export interface Asked {
  readonly door?: 'shop' | 'staff';
  readonly method?: string;
  /** `CloudFront-Viewer-Address`. @default one that no other request has */
  readonly viewer?: string;
  /** As lines, so that one may come twice. */
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** nginx and PHP-FPM with the host's own configuration, before a release of a few small scripts: test/host/small-release. */
export class DoorHost {
  readonly root = mkdtempSync(path.join(tmpdir(), 'storefort-door-'));
  private readonly running = new Map<'nginx' | 'php', ChildProcess>();
  private asked = 0;

  private constructor(readonly port: number) {
    chmodSync(this.root, 0o755);
    this.makeFolders();
    this.configure();
  }

  static async start({ release = true } = {}): Promise<DoorHost> {
    const host = new DoorHost(await freePort());
    if (release) host.makeRelease();
    host.startPhp();
    host.startNginx();
    for (let tries = 0; tries < 100; tries += 1) {
      const answer = await host.send('GET /healthz HTTP/1.0\r\n\r\n').catch(() => '');
      if (answer.startsWith('HTTP/1.1 200')) return host;
      await sleep(50);
    }
    throw new Error(`not ready: ${host.read('var/log/nginx/start.log')}${host.read('var/log/storefort/start.log')}`);
  }

  at(file: string): string {
    return path.join(this.root, file);
  }

  read(file: string): string {
    return existsSync(this.at(file)) ? readFileSync(this.at(file), 'utf8') : '';
  }

  /** All that nginx and PHP wrote anywhere. */
  logs(): string {
    return ['var/log/nginx', 'var/log/storefort']
      .flatMap((folder) => readdirSync(this.at(folder)).map((file) => this.read(path.join(folder, file))))
      .join('\n');
  }

  /** The last line of the access log, after it has come to hold `text`. */
  async logged(text: string): Promise<Record<string, unknown>> {
    for (let tries = 0; tries < 40; tries += 1) {
      const line = this.read('var/log/nginx/access.log')
        .split('\n')
        .findLast((entry) => entry.includes(text));
      if (line !== undefined) return JSON.parse(line) as Record<string, unknown>;
      await sleep(50);
    }
    throw new Error(`the access log does not hold ${text}`);
  }

  write(file: string, contents: string): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), contents);
  }

  async ask(
    target: string,
    { door = 'shop', method = 'GET', viewer, headers = [], body }: Asked = {},
  ): Promise<Answer> {
    this.asked += 1;
    const lines = [
      `${method} ${target} HTTP/1.1`,
      `Host: ${doorHosts[door]}`,
      `X-Storefort-Door: ${doorSecrets[door]}`,
      `CloudFront-Viewer-Address: ${viewer ?? `10.1.${this.asked >> 8}.${this.asked & 255}:5000`}`,
      'Connection: close',
      ...headers,
      ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    ];
    return answerOf(await this.send(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`));
  }

  /** Sends bytes over TLS, and gives back what came until the host closed, or was silent after it had begun to answer. */
  async send(request: string, silenceMs = 300): Promise<string> {
    const parts: Buffer[] = [];
    const socket = await this.connect();
    socket.on('data', (part: Buffer) => {
      parts.push(part);
      socket.setTimeout(silenceMs);
    });
    socket.write(request, 'latin1');
    await new Promise((resolve, reject) => socket.once('close', resolve).once('error', reject));
    return Buffer.concat(parts).toString('latin1');
  }

  async connect(options: ConnectionOptions = {}): Promise<TLSSocket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port: this.port, rejectUnauthorized: false, ...options }, () => {
        resolve(socket);
      });
      socket.once('error', reject);
      socket.setTimeout(90_000, () => socket.destroy());
    });
  }

  startPhp(): void {
    this.spawn('php', phpFpm ?? 'php-fpm', ['-F', '-y', this.at('etc/storefort/php/php-fpm.conf')], 'storefort', {
      PHP_INI_SCAN_DIR: `:${this.at('etc/storefort/php')}`,
    });
  }

  startNginx(): void {
    const main = this.at('etc/nginx/nginx.conf');
    this.spawn('nginx', 'nginx', ['-e', this.at('var/log/nginx/error.log'), '-c', main, '-g', 'daemon off;'], 'nginx');
  }

  signalPhp(signal: NodeJS.Signals): void {
    this.running.get('php')?.kill(signal);
  }

  /** The main process and its children at once: children outlive it, and go on answering. */
  killPhp(): void {
    const pid = this.running.get('php')?.pid ?? 0;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    for (const id of [pid, ...children.map(Number)]) process.kill(id, 'SIGKILL');
  }

  async stop(which: 'nginx' | 'php'): Promise<void> {
    const child = this.running.get(which);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop('nginx');
    await this.stop('php');
    rmSync(this.root, { recursive: true, force: true });
  }

  private spawn(which: 'nginx' | 'php', program: string, args: string[], folder: string, more = {}): void {
    const command = `exec "$0" "$@" >>'${this.at(`var/log/${folder}/start.log`)}' 2>&1`;
    const env = { PATH: process.env.PATH, ...more };
    this.running.set(which, spawn('bash', ['-c', command, program, ...args], { env, stdio: 'ignore' }));
  }

  private makeFolders(): void {
    const users = usersHere();
    const folders = ['etc/nginx/tls', 'etc/storefort/php', 'run/storefort', 'var/log/nginx', 'var/lib/nginx'];
    for (const folder of folders) mkdirSync(this.at(folder), { recursive: true });
    const owned = {
      'var/log/storefort': users.PHP_USER,
      'var/lib/storefort/php/tmp': users.PHP_USER,
      'var/lib/storefort/php/sessions': users.PHP_USER,
      'srv/storefort/shared/uploads': users.PHP_USER,
      'run/storefort/pages': users.NGINX_USER,
    };
    for (const [folder, user] of Object.entries(owned)) {
      mkdirSync(this.at(folder), { recursive: true });
      if (process.getuid?.() === 0) execFileSync('chown', ['-R', user, this.at(folder)]);
    }
  }

  private makeRelease(): void {
    const release = this.at(`srv/storefort/releases/${'a'.repeat(64)}`);
    cpSync(path.join(__dirname, 'small-release'), path.join(release, 'wordpress'), {
      recursive: true,
      // PHP keeps no script that is younger than two seconds.
      preserveTimestamps: true,
    });
    symlinkSync(this.at('srv/storefort/shared/uploads'), path.join(release, 'wordpress/wp-content/uploads'));
    symlinkSync(release, this.at('srv/storefort/current'));
  }

  private configure(): void {
    const doors = nginxMaps(doorsOf({ integrations: [], writablePaths: [] }));
    this.write('opt/storefort/host/generated/doors.conf', doors);
    for (const script of ['healthz.php', 'confine.php']) {
      cpSync(path.join(hostFolder, 'php', script), this.at(`opt/storefort/host/php/${script}`));
    }
    const pairs = (['shop', 'staff'] as const).map((door) => `"${doorHosts[door]}|${doorSecrets[door]}" ${door};\n`);
    this.write('run/storefort/doors.map', pairs.join(''));
    this.render('nginx', 'etc/nginx');
    this.render('php', 'etc/storefort/php');
    const tls = this.at('etc/nginx/tls/host');
    const request = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      '/CN=host',
    ];
    execFileSync('openssl', [...request, '-keyout', `${tls}.key`, '-out', `${tls}.crt`], { stdio: 'ignore' });
  }

  private render(from: string, to: string): void {
    const values: Readonly<Record<string, string>> = {
      ...usersHere(),
      ROOT: this.root,
      PORT: String(this.port),
      SHOP_HOST: doorHosts.shop,
      STAFF_HOST: doorHosts.staff,
      SHOP_AUTHORITY: `${doorHosts.shop}:8443`,
      STAFF_AUTHORITY: doorHosts.staff,
      PHP_CHILDREN: '4',
      DATABASE_CA: this.at('etc/storefort/database-ca.pem'),
    };
    for (const file of readdirSync(path.join(hostFolder, from)).filter((name) => /\.(conf|ini)$/.test(name))) {
      const text = readFileSync(path.join(hostFolder, from, file), 'utf8');
      const filled = text.replace(/@([A-Z_]+)@/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined) throw new Error(`${file} has @${name}@, which nothing fills in`);
        return value;
      });
      this.write(path.join(to, file), filled);
    }
  }
}

/** As root the two run as different users, as on a host. */
function usersHere(): { readonly NGINX_USER: string; readonly NGINX_GROUP: string; readonly PHP_USER: string } {
  if (process.getuid?.() === 0) return { NGINX_USER: 'www-data', NGINX_GROUP: 'www-data', PHP_USER: 'nobody' };
  const [user, group] = ['-un', '-gn'].map((flag) => execFileSync('id', [flag], { encoding: 'utf8' }).trim());
  return { NGINX_USER: user ?? '', NGINX_GROUP: group ?? '', PHP_USER: user ?? '' };
}

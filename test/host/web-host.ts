import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { writeHostFiles } from '../../lib/host/host-files';

export const hostFolder = path.join(__dirname, '../../host');

/**
 * `describe` where the programs are installed; elsewhere skipped, and said so. In CI they must be there.
 * @param programs such as `nginx`
 */
export function describeWith(programs: readonly string[]): jest.Describe {
  const missing = programs.filter((program) => spawnSync('which', [program]).status !== 0);
  if (missing.length === 0) return describe;
  if (process.env.CI !== undefined) throw new Error(`tests in CI need ${missing.join(', ')}: apt-get install them`);
  console.warn(`skipped, because these are not installed: ${missing.join(', ')}`);
  return describe.skip;
}

/** What a host of the Debian platform needs. */
export const hostPrograms = ['nginx', 'openssl', 'curl', 'jq', phpFpm()];

function phpFpm(): string {
  return (
    ['8.2', '8.3', '8.4'].map((version) => `php-fpm${version}`).find((name) => existsSync(`/usr/sbin/${name}`)) ??
    'php-fpm'
  );
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const settings: Readonly<Record<string, string>> = {
  STORE: 'acme',
  GENERATION: '1',
  HEALTH_CHECKS: '0',
  REGION: 'none',
  SHOP_HOST: 'shop.example.com',
  STAFF_HOST: 'staff.example.com',
  SHOP_URL: 'https://shop.example.com',
  STAFF_URL: 'https://staff.example.com',
  LOCALE: 'de_AT',
  TIME_ZONE: 'Europe/Vienna',
  MAIL_VIA: 'ses',
  MAIL_ROLE: 'arn:aws:iam::111122223333:role/mail',
  MAIL_FROM: 'orders@shop.example.com',
  DATABASE_SECRET: 'database',
  SALTS_SECRET: 'salts',
  SHOP_DOOR_SECRET: 'shop-door',
  STAFF_DOOR_SECRET: 'staff-door',
  FILE_SYSTEM: 'fs-0',
  ACCESS_POINT: 'fsap-0',
  RELEASE_BUCKET: 'releases',
  RELEASE_PARAMETER: '/storefort/acme/release',
};

/** What Secrets Manager holds for this host: of the doors a plain string, as there. */
export const secrets = {
  database: { engine: 'mariadb', host: '127.0.0.1', port: 3306, dbname: 'shop', username: 'app', password: 'first' },
  salts: { seed: 'k'.repeat(64) },
  /** As STS answers. */
  mail: { AccessKeyId: 'key', SecretAccessKey: 'word', SessionToken: 'token', Expiration: '2026-11-25T16:00:00Z' },
  shopDoor: 'S'.repeat(48),
  staffDoor: 'T'.repeat(48),
};

/**
 * A host in a scratch folder: the bundle of a store with the Debian platform, on a loopback port. Its release needs no
 * database: what installs a shop is replaced.
 */
export class WebHost {
  readonly root = mkdtempSync(path.join(tmpdir(), 'storefort-host-'));
  readonly bundle = this.at('opt/storefort/host');

  private constructor(readonly port: number) {
    chmodSync(this.root, 0o755);
    writeHostFiles(this.bundle, {
      integrations: [],
      writablePaths: [
        { path: '/uploads/exports', reason: 'a folder of uploads' },
        { path: '/cache/feeds/*', reason: 'a folder beside uploads' },
      ],
    });
    this.settings();
    this.secret('database', secrets.database);
    this.secret('salts', secrets.salts);
    this.secret('mail', secrets.mail);
    this.write('secrets/shop-door.json', secrets.shopDoor);
    this.write('secrets/staff-door.json', secrets.staffDoor);
    this.installs('exit(0);');
  }

  static async create(): Promise<WebHost> {
    return new WebHost(await freePort());
  }

  at(file: string): string {
    return path.join(this.root, file);
  }

  /** @param changes undefined: not set */
  settings(changes: Readonly<Record<string, string | undefined>> = {}): void {
    const lines = Object.entries({ ...settings, ...changes }).filter(([, value]) => value !== undefined);
    this.write('etc/storefort/settings', lines.map(([name, value]) => `${name}='${value}'\n`).join(''));
  }

  secret(id: string, content: unknown): void {
    this.write(`secrets/${id}.json`, JSON.stringify(content));
  }

  /** What takes the place of installing the shop. */
  installs(php: string): void {
    this.write('opt/storefort/host/wordpress/install.php', `<?php ${php}`);
  }

  write(file: string, contents: string | Buffer): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), contents);
  }

  read(file: string): string {
    return readFileSync(this.at(file), 'utf8');
  }

  json(file: string): Record<string, unknown> {
    return JSON.parse(this.read(file)) as Record<string, unknown>;
  }

  bootstrap(): Ran {
    return this.script('bootstrap.sh');
  }

  /** @param name below the bundle, such as `bin/refresh.sh` */
  script(name: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Ran {
    return this.bash([path.join(this.bundle, name), ...args], env);
  }

  /** Runs one function of bootstrap.sh after its settings are read. */
  call(commands: string, env: Readonly<Record<string, string>> = {}): Ran {
    return this.bash(['-c', `source '${this.bundle}/bootstrap.sh'; read_settings; ${commands}`], env);
  }

  /** As `script`, without waiting for its end. */
  begin(name: string, args: readonly string[]): Promise<number | null> {
    const running = spawn('bash', [path.join(this.bundle, name), ...args], { env: this.env(), stdio: 'ignore' });
    return new Promise((resolve) => running.once('exit', resolve));
  }

  async get(url: string, door: 'shop' | 'staff' = 'shop'): Promise<string> {
    const lines = [
      `GET ${url} HTTP/1.1`,
      `Host: ${door}.example.com`,
      `X-Storefort-Door: ${secrets[`${door}Door`]}`,
      'Connection: close',
    ];
    return this.send(`${lines.join('\r\n')}\r\n\r\n`);
  }

  /** Sends bytes over TLS and gives back what came until the host closed. */
  async send(request: string, options: ConnectionOptions = {}): Promise<string> {
    const socket = await this.connect(options);
    const parts: Buffer[] = [];
    socket.on('data', (part: Buffer) => {
      parts.push(part);
      // Where a body was announced nginx answers at once, and then waits for it.
      socket.setTimeout(300);
    });
    socket.write(request);
    await new Promise((resolve) => socket.once('close', resolve));
    return Buffer.concat(parts).toString('latin1');
  }

  async connect(options: ConnectionOptions = {}): Promise<TLSSocket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port: this.port, rejectUnauthorized: false, ...options }, () => {
        resolve(socket);
      });
      socket.once('error', reject);
      socket.setTimeout(5000, () => socket.destroy());
    });
  }

  remove(): void {
    this.script('bin/stop.sh');
    rmSync(this.root, { recursive: true });
  }

  private env(more: Readonly<Record<string, string>> = {}): Record<string, string | undefined> {
    return {
      PATH: process.env.PATH,
      STOREFORT_ROOT: this.root,
      STOREFORT_PLATFORM: 'debian',
      STOREFORT_PORT: String(this.port),
      STOREFORT_PHP_CHILDREN: '4',
      STOREFORT_RETRY_SECONDS: '0',
      ...more,
    };
  }

  private bash(args: readonly string[], more: Readonly<Record<string, string>> = {}): Ran {
    const { status, stderr, stdout } = spawnSync('bash', args, {
      encoding: 'utf8',
      env: this.env(more),
      // With a socket for input, bash takes itself for a remote shell and reads somebody's .bashrc.
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { status, stderr, stdout };
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

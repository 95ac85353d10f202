import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Connection, createConnection } from 'mariadb';
import { pluginsIn, type PluginSource } from '../../cli/host/release';
import { searchPath } from '../../cli/host/run-program';
import { standIns } from '../../cli/host/run';
import { mailFolder } from '../../cli/host/settings';
import { PreviewHost } from '../support/preview-host';
import type { Ran } from './web-host';

/** What test/host/plugins/shop-faults plays. */
export type Fault =
  'noise' | 'dies' | 'keeps-mail' | 'fails-mail' | 'refuses-mail' | 'keeps-stock' | 'keeps-status' | 'sells-more';

/** A folder of real plugins, WooCommerce among them, for trying it by hand; else the stand-ins. */
const realPlugins = process.env['STOREFORT_SHOP_PLUGINS'];

/** A real WordPress on a preview host, with a plugin that plays others' faults. */
export class FaultyShop {
  private constructor(readonly host: PreviewHost) {}

  static async open(): Promise<FaultyShop> {
    return new FaultyShop(await PreviewHost.start({ plugins: plugins() }));
  }

  /** What plugins do from now on. Not by WordPress, which the faults of before may keep from running. */
  async play(...faults: readonly Fault[]): Promise<void> {
    const list = faults.map((fault, at) => `i:${at};s:${fault.length}:"${fault}";`).join('');
    await this.sql(
      "REPLACE INTO wp_options (option_name, option_value, autoload) VALUES ('shop_faults', ?, 'on')",
      `a:${faults.length}:{${list}}`,
    );
  }

  /** As the database's administrator. */
  async sql<Rows>(statement: string, ...values: readonly unknown[]): Promise<Rows> {
    const connection = await this.connect();
    try {
      return await connection.query<Rows>(statement, values);
    } finally {
      await connection.end();
    }
  }

  /** To be ended by the caller. */
  connect(): Promise<Connection> {
    const { host, port, user, password, schema } = this.host.preview.database.admin;
    return createConnection({ host, port, user, password, database: schema, ssl: { ca: this.host.preview.ca } });
  }

  /** One of the host's scripts, as Systems Manager runs it. */
  run(script: string, ...args: readonly string[]): Ran {
    return this.spawn([this.file(script), ...args]);
  }

  /** As `run`, without waiting for its end. */
  begin(script: string, ...args: readonly string[]): Promise<Ran> {
    const child = spawn('bash', [this.file(script), ...args], { ...this.options(), stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (part: Buffer) => (said.stdout += part.toString()));
    child.stderr.on('data', (part: Buffer) => (said.stderr += part.toString()));
    return new Promise((resolve) =>
      child.once('close', (status) => {
        resolve({ status, ...said });
      }),
    );
  }

  /** Bash, as root of the host. */
  bash(commands: string): Ran {
    return this.spawn(['-c', `set -eu; ${commands}`]);
  }

  private spawn(args: readonly string[]): Ran {
    const { status, stdout, stderr } = spawnSync('bash', args, {
      ...this.options(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { status, stdout, stderr };
  }

  private file(script: string): string {
    return path.join(this.host.preview.root, 'opt/storefort/host', script);
  }

  private options(): { readonly cwd: string; readonly env: Record<string, string> } {
    const { root } = this.host.preview;
    return { cwd: '/', env: { PATH: searchPath, STOREFORT_ROOT: root, STOREFORT_PLATFORM: 'debian' } };
  }

  /** Mails that it has sent since they were last forgotten, as files. */
  mails(): string[] {
    const folder = this.mailFolder();
    if (!existsSync(folder)) return [];
    return readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  }

  forgetMails(): void {
    rmSync(this.mailFolder(), { recursive: true, force: true });
  }

  mailFolder(): string {
    return path.join(this.host.preview.root, mailFolder);
  }

  async close(): Promise<void> {
    await this.host.stop();
  }
}

function plugins(): PluginSource[] {
  const own = pluginsIn(path.join(__dirname, 'plugins'));
  if (realPlugins === undefined) return [...standIns(), ...own];
  return [...pluginsIn(realPlugins), ...own.filter(({ name }) => name === 'shop-faults')];
}

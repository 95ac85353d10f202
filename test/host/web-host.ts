import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';

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

export interface Ran {
  readonly status: number | null;
  readonly stderr: string;
}

/** A host in a scratch folder: the files of `host/` with the Debian platform, on a loopback port. */
export class WebHost {
  readonly root = mkdtempSync(path.join(tmpdir(), 'storefort-host-'));

  private constructor(readonly port: number) {
    mkdirSync(path.join(this.root, 'etc/storefort'), { recursive: true });
    this.settings('STORE=acme\nGENERATION=1\nHEALTH_CHECKS=0\n');
  }

  static async create(): Promise<WebHost> {
    return new WebHost(await freePort());
  }

  settings(contents: string): void {
    writeFileSync(path.join(this.root, 'etc/storefort/settings'), contents);
  }

  read(file: string): string {
    return readFileSync(path.join(this.root, file), 'utf8');
  }

  bootstrap(): Ran {
    return this.bash([path.join(hostFolder, 'bootstrap.sh')]);
  }

  /** Runs one function of bootstrap.sh after its settings are read. */
  call(commands: string): Ran & { readonly stdout: string } {
    return this.bash(['-c', `source '${hostFolder}/bootstrap.sh'; read_settings; ${commands}`]);
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
    const pidFile = path.join(this.root, 'run/nginx.pid');
    if (existsSync(pidFile)) {
      const pid = readFileSync(pidFile, 'utf8').trim();
      execFileSync('bash', ['-c', `kill -TERM ${pid}; while kill -0 ${pid} 2>/dev/null; do sleep 0.05; done`]);
    }
    rmSync(this.root, { recursive: true });
  }

  private bash(args: readonly string[]): Ran & { readonly stdout: string } {
    const { status, stderr, stdout } = spawnSync('bash', args, {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        STOREFORT_ROOT: this.root,
        STOREFORT_PLATFORM: 'debian',
        STOREFORT_PORT: String(this.port),
      },
    });
    return { status, stderr, stdout };
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

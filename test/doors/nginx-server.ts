import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What the maps say of one request. */
export interface Said {
  readonly route: string;
  readonly verdict: string;
  readonly servant: string;
  readonly limit: string;
  readonly limits: readonly string[];
  readonly cached: string;
}

const variables = ['route', 'verdict', 'servant', 'limit', 'limit_sign_in', 'limit_checkout', 'limit_search', 'cached'];

/** A real nginx that answers every request with what the maps say of it; one server for each variant of the maps. */
export class NginxServer {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'storefort-doors-'));
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private process: ChildProcess | undefined;

  /** @param maps by the name of their server */
  constructor(maps: Readonly<Record<string, string>>) {
    const servers = Object.entries(maps).map(([name, text]) => serverOf(name, text, this.socket));
    writeFileSync(
      this.file('nginx.conf'),
      `pid ${this.file('pid')}; daemon off; master_process off; error_log stderr; pcre_jit on; events {}
http {
variables_hash_max_size 65536; variables_hash_bucket_size 128; server_names_hash_bucket_size 128;
access_log off;
map $http_x_door $door { default $http_x_door; }
map $http_x_client $client_address { default $http_x_client; }
${servers.join('\n')}
}
`,
    );
  }

  /** What `nginx -t` complains of; empty: nothing. */
  complaints(): string {
    const { status, stderr } = spawnSync('nginx', ['-t', '-e', 'stderr', '-c', this.file('nginx.conf')], {
      encoding: 'utf8',
    });
    return status === 0 ? '' : stderr;
  }

  async start(): Promise<void> {
    this.process = spawn('nginx', ['-e', 'stderr', '-c', this.file('nginx.conf')], { stdio: 'ignore' });
    for (let tries = 0; !existsSync(this.socket); tries += 1) {
      if (tries > 300) throw new Error(`nginx did not start: ${this.complaints()}`);
      await wait(50);
    }
  }

  async ask(server: string, door: string, method: string, target: string): Promise<Said> {
    const headers = { host: server, 'x-door': door, 'x-client': '192.0.2.9' };
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath: this.socket, agent: this.agent, method, path: target, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => {
          resolve(saidOf(String(answer.headers['x-answer'])));
        });
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  stop(): void {
    this.agent.destroy();
    this.process?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true });
  }

  private get socket(): string {
    return this.file('http.sock');
  }

  private file(name: string): string {
    return path.join(this.folder, name);
  }
}

/** Every variant has variables of its own: nginx knows one map for a name. */
function serverOf(name: string, maps: string, socket: string): string {
  const own = (text: string): string => text.replace(/\$(storefort|door)_([a-z_]+)/g, `$$$1_$2_${name}`);
  const answer = own(variables.map((variable) => `$door_${variable}`).join('|'));
  return `${own(maps)}
server { listen unix:${socket}; server_name ${name}; add_header X-Answer "${answer}" always; return 200; }`;
}

function saidOf(answer: string): Said {
  const [route = '', verdict = '', servant = '', limit = '', signIn, checkout, search, cached = ''] = answer.split('|');
  const counted = Object.entries({ 'sign-in': signIn, checkout, search }).filter(([, key]) => key === '192.0.2.9');
  return { route, verdict, servant, limit, limits: counted.map(([name]) => name), cached };
}

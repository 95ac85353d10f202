import { type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import { checkServerIdentity, connect } from 'node:tls';

/** What is sent, as it stands: neither target nor headers are tidied. */
export interface Sent {
  /** @default 'GET' */
  readonly method?: string;
  /** Path and query. */
  readonly target: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** Value of the Cookie header. */
  readonly cookie?: string;
  /** Which loopback address the client has, such as `127.0.7.7`: limits count by it. */
  readonly from?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `name=value` of each. */
  readonly cookies: readonly string[];
}

/** Where it goes, and whom it trusts; `ca` undefined: anybody. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly ca?: string;
}

const agent = new Agent({ keepAlive: false });

/** One request over TLS on a connection of its own. Redirects are answers like others. */
export async function ask({ host, port, ca }: Address, sent: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const cookie = sent.cookie === undefined || sent.cookie === '' ? {} : { cookie: sent.cookie };
    const length = sent.body === undefined ? {} : { 'content-length': Buffer.byteLength(sent.body) };
    const asked = request(
      {
        ...{ host, port, ca, agent, rejectUnauthorized: ca !== undefined, localAddress: sent.from },
        // By the address, whatever the Host header says.
        servername: '',
        checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
        method: sent.method ?? 'GET',
        path: sent.target,
        headers: { ...length, ...cookie, ...sent.headers },
        timeout: 60_000,
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString('utf8'),
            cookies: (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? ''),
          });
        });
      },
    );
    asked.on('timeout', () => asked.destroy(new Error(`no answer to ${sent.target} within 60 s`)));
    asked.on('error', reject);
    asked.end(sent.body);
  });
}

/** Bytes over TLS, and what came until the other side closed, or kept silent for `quietMs`. */
export async function askRaw({ host, port, ca }: Address, bytes: string | Buffer, quietMs = 2000): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect({ host, port, ca, rejectUnauthorized: ca !== undefined }, () => {
      socket.write(bytes);
    });
    socket.setTimeout(quietMs, () => socket.destroy());
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.once('error', reject);
    socket.once('close', () => {
      resolve(Buffer.concat(parts).toString('latin1'));
    });
  });
}

/** Cookies a browser would keep and send again; it knows one site only. */
export class CookieJar {
  private readonly kept = new Map<string, string>();

  take({ cookies }: Answer): this {
    for (const cookie of cookies) {
      const [name = '', ...value] = cookie.split('=');
      if (value.join('=') === '' || value.join('=') === 'deleted') this.kept.delete(name);
      else this.kept.set(name, value.join('='));
    }
    return this;
  }

  get header(): string {
    return [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

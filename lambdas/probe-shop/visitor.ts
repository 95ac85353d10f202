import type { HttpAnswer, HttpReader } from '../shared/http/http-reader';
import type { ProbedDoor } from './contract';
import { Cookies } from './cookies';

/** One answer, as somebody at a door saw it. */
export interface Visit {
  /** As asked for, without its query. */
  readonly path: string;
  readonly status: number;
  readonly headers: HttpAnswer['headers'];
  readonly text: string;
  readonly milliseconds: number;
  readonly certificate?: HttpAnswer['certificate'];
}

export interface VisitorProps {
  readonly http: HttpReader;
  readonly door: ProbedDoor;
  /** Of `User-Agent`: web ACLs refuse who names none. */
  readonly version: string;
  readonly signal: AbortSignal;
  /** Of what only reads. Who comes every five minutes asks once: one bad answer in five minutes is worth knowing. */
  readonly retries: number;
  /** @default - of a browser that was never here */
  readonly cookies?: Cookies;
}

const timeoutMs = 15_000;
/** The longest pages of themes with all their styles inline take one. A run keeps some forty answers: all must fit into memory. */
const maxBytes = 2 * 1024 * 1024;

/** Somebody at one door: keeps cookies, follows no redirects, remembers every answer. */
export class Visitor {
  readonly visits: Visit[] = [];
  readonly cookies: Cookies;

  constructor(private readonly props: VisitorProps) {
    this.cookies = props.cookies ?? new Cookies();
  }

  get host(): string {
    return this.props.door.host;
  }

  /** @param target path and query @throws HttpFault */
  async get(target: string, headers: Readonly<Record<string, string>> = {}): Promise<Visit> {
    return this.ask('GET', target, { headers });
  }

  /** Without TLS. @throws HttpFault */
  async getPlain(target: string): Promise<Visit> {
    return this.ask('GET', target, { scheme: 'http' });
  }

  /** JSON. @throws HttpFault */
  async post(target: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Visit> {
    const type = { 'content-type': 'application/json' };
    return this.ask('POST', target, { headers: { ...headers, ...type }, body: JSON.stringify(body) });
  }

  private async ask(
    method: 'GET' | 'POST',
    target: string,
    more: { scheme?: string; headers?: Readonly<Record<string, string>>; body?: string },
  ): Promise<Visit> {
    const { http, door, version, signal, retries } = this.props;
    const { scheme = 'https', headers = {}, body } = more;
    // Nothing of a shopper's goes over a line that anybody may read.
    const cookie = scheme === 'https' ? this.cookies.header : undefined;
    const answer = await http.read(
      {
        url: `${scheme}://${door.host}${target}`,
        method,
        headers: {
          'user-agent': `Storefort-Probe/${version}`,
          accept: '*/*',
          ...(cookie !== undefined && { cookie }),
          ...headers,
        },
        body,
        timeoutMs,
        maxBytes,
        // What places an order is asked for once.
        retries: method === 'GET' ? retries : 0,
        connectTo: door.connectTo,
      },
      signal,
    );
    if (scheme === 'https') this.cookies.take(answer);
    const { status, milliseconds, certificate } = answer;
    const path = target.split('?')[0] ?? target;
    const text = new TextDecoder().decode(answer.body);
    const visit = { path, status, headers: answer.headers, text, milliseconds, certificate };
    this.visits.push(visit);
    return visit;
  }
}

/** The first of that name; undefined: there is none. */
export function headerOf({ headers }: Pick<Visit, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

/** Where it leads, without query and fragment: they may hold what is somebody's. */
export function leadsTo(visit: Visit): string {
  return (headerOf(visit, 'location') ?? 'nowhere').split(/[?#]/)[0] ?? '';
}

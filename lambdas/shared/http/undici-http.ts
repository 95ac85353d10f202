import { lookup } from 'node:dns/promises';
import { exchange, type OpenAnswer } from './exchange';
import type { Address } from './guarded-connect';
import {
  HttpFault,
  HttpStatusError,
  type HttpAnswer,
  type HttpReader,
  type HttpRequest,
  type HttpStreamer,
} from './http-reader';
import { isPublicAddress } from './public-address';
import { isRedirect, nextHop, type Hop } from './redirect';
import { retryAfterMs } from './retry-after';
import { TimeLimit } from './time-limit';

export interface UndiciHttpOptions {
  /** Whether an address may be connected to. @default - those of the internet, see isPublicAddress */
  readonly allowed?: (address: string) => boolean;
  /** PEM: trusted instead of the authorities that Node trusts. @default - those */
  readonly ca?: string;
  /** @default - as the system looks names up */
  readonly resolve?: (host: string) => Promise<readonly Address[]>;
  /** @default - the system's clock */
  readonly now?: () => Date;
  /** Milliseconds until the first retry where no `Retry-After` tells; doubled each time. @default 500 */
  readonly firstPauseMs?: number;
}

/** Reads the web by undici, which keeps no cookie, no cache and no connection, and follows nothing by itself. */
export class UndiciHttp implements HttpReader, HttpStreamer {
  private readonly options: Required<Omit<UndiciHttpOptions, 'ca'>> & Pick<UndiciHttpOptions, 'ca'>;

  constructor(options: UndiciHttpOptions = {}) {
    this.options = {
      allowed: isPublicAddress,
      resolve: (host) => lookup(host, { all: true }),
      now: () => new Date(),
      firstPauseMs: 500,
      ...options,
    };
  }

  async read(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    const { url, limit } = begin(request, signal);
    try {
      return await this.retried(request, url, limit, whole);
    } finally {
      limit.over();
    }
  }

  async stream(request: HttpRequest, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const { url, limit } = begin(request, signal);
    try {
      const answer = await this.retried(request, url, limit, (open) => Promise.resolve(this.accepted(open)));
      return passedOn(answer, limit);
    } catch (error) {
      limit.over();
      throw error;
    }
  }

  /** Tries until an answer can be used, no try is left, or the next would come too late. */
  private async retried<T>(
    request: HttpRequest,
    url: URL,
    limit: TimeLimit,
    use: (open: OpenAnswer, startedMs: number) => Promise<T>,
  ): Promise<T> {
    for (let tried = 0; ; tried += 1) {
      const backOffMs = this.options.firstPauseMs * 2 ** tried;
      const mayPause = (ms: number) => tried < (request.retries ?? 0) && limit.leaves(ms);
      let pauseMs: number;
      try {
        const startedMs = performance.now();
        const open = await this.followed(request, url, limit);
        pauseMs = this.askedPause(open) ?? backOffMs;
        if (!isBusy(open.status) || !mayPause(pauseMs)) return await use(open, startedMs);
        open.close();
      } catch (error) {
        pauseMs = backOffMs;
        if (!isBroken(error) || !mayPause(pauseMs)) throw error;
      }
      await limit.pause(pauseMs);
    }
  }

  private async followed(request: HttpRequest, url: URL, limit: TimeLimit): Promise<OpenAnswer> {
    const most = request.redirects ?? 0;
    let hop: Hop = { url, headers: request.headers ?? {} };
    for (let followed = 0; ; followed += 1) {
      const open = await exchange(request, hop, this.options, limit.signal);
      if (most === 0 || !isRedirect(open.status)) return open;
      open.close();
      if (followed === most) throw new HttpFault('redirect', `${url.host} redirects more than ${most} times`);
      hop = nextHop(request.method, hop, open.headers.location);
    }
  }

  private accepted(open: OpenAnswer): OpenAnswer {
    if (open.status === 200) return open;
    open.close();
    const pauseMs = this.askedPause(open);
    const seconds = pauseMs === undefined ? undefined : Math.ceil(pauseMs / 1000);
    throw new HttpStatusError(open.status, new URL(open.url).host, seconds);
  }

  private askedPause({ headers }: OpenAnswer): number | undefined {
    return retryAfterMs(headers['retry-after'], this.options.now());
  }
}

function begin({ url: text, timeoutMs }: HttpRequest, signal: AbortSignal | undefined): { url: URL; limit: TimeLimit } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['https:', 'http:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    throw new HttpFault('name', 'what was to be read is no address of the web, or holds credentials');
  return { url, limit: new TimeLimit(url.host, timeoutMs, signal) };
}

async function whole(open: OpenAnswer, startedMs: number): Promise<HttpAnswer> {
  const { body, close, ...answer } = open;
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    return { ...answer, body: Buffer.concat(chunks), milliseconds: performance.now() - startedMs };
  } finally {
    close();
  }
}

async function* passedOn({ body, close }: OpenAnswer, limit: TimeLimit): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } finally {
    close();
    limit.over();
  }
}

function isBusy(status: number): boolean {
  return status === 429 || (status >= 500 && status <= 599);
}

function isBroken(error: unknown): boolean {
  return error instanceof HttpFault && (error.kind === 'connection' || error.kind === 'truncated');
}

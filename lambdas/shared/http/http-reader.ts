/** What is read, and how much of it at most. */
export interface HttpRequest {
  readonly url: string;
  /** @default GET */
  readonly method?: 'GET' | 'HEAD' | 'POST';
  /** @default {} */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first byte sent to the last received, redirects and retries included. */
  readonly timeoutMs: number;
  /** Of the body as unpacked; what is packed more than a hundredfold is refused whatever its size. */
  readonly maxBytes: number;
  /** Hops to follow, over HTTPS only. @default 0: a redirect is an answer like any other */
  readonly redirects?: number;
  /**
   * How often to ask again after 429, 5xx, or a connection that broke; waits as `Retry-After` says, within the timeout.
   * What is posted is posted again. @default 0
   */
  readonly retries?: number;
  /** Connects to this host's address; TLS and Host keep the URL's name. For what DNS does not point at yet. */
  readonly connectTo?: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; several of a name are an array. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array;
  /** Where it came from in the end. */
  readonly url: string;
  /** From the connection's start to the last byte, of the last try; redirects on its way included. */
  readonly milliseconds: number;
  /** Of the server's certificate; undefined over plain HTTP. */
  readonly certificate?: { readonly validTo: Date; readonly names: readonly string[] };
}

/** Why nothing that can be trusted was read. */
export type HttpFaultKind =
  | 'timeout'
  | 'too-large'
  | 'packed-too-tightly'
  | 'truncated'
  | 'private-address'
  | 'redirect'
  | 'tls'
  | 'name'
  | 'connection'
  | 'encoding'
  | 'aborted';

/** Its message names the host and what happened, never headers, query or body. */
export class HttpFault extends Error {
  constructor(
    readonly kind: HttpFaultKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'HttpFault';
  }
}

/** Reads what others serve, whatever they do. */
export interface HttpReader {
  /** @returns the answer, of any status @throws HttpFault */
  read(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer>;
}

/** For bodies too large to hold. */
export interface HttpStreamer {
  /**
   * The body as unpacked, within `maxBytes`. Ends with an HttpFault when it breaks off.
   * @throws HttpFault when there is no answer, and for each status but 200 an HttpStatusError
   */
  stream(request: HttpRequest, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}

/** A whole answer, of a status that says no. */
export class HttpStatusError extends Error {
  constructor(
    readonly status: number,
    host: string,
    /** As `Retry-After` said. */
    readonly retryAfterSeconds?: number,
  ) {
    super(`${host} answered with status ${status}`);
    this.name = 'HttpStatusError';
  }
}

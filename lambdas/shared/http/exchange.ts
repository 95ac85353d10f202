import type { X509Certificate } from 'node:crypto';
import type net from 'node:net';
import { TLSSocket } from 'node:tls';
import { Client, type Dispatcher } from 'undici';
import { errorCode } from './error-code';
import { guardedConnect, type Guard, type Peer } from './guarded-connect';
import { HttpFault, type HttpAnswer, type HttpRequest } from './http-reader';
import type { Hop } from './redirect';
import { acceptedEncodings, unpack } from './unpack';

/** An answer whose body is still to come. */
export interface OpenAnswer extends Pick<HttpAnswer, 'status' | 'headers' | 'url' | 'certificate'> {
  /** Once. Its iteration throws an HttpFault when the body breaks off. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection; to be called when the body is read or not wanted. */
  readonly close: () => void;
}

/** Most that the names and values of all headers may be together. */
const maxHeaderBytes = 32_768;

/**
 * Asks one host once, over a connection of its own.
 * @throws HttpFault
 */
export async function exchange(request: HttpRequest, hop: Hop, guard: Guard, signal: AbortSignal): Promise<OpenAnswer> {
  const { url } = hop;
  let certificate: HttpAnswer['certificate'];
  const client = new Client(url.origin, {
    connect: guardedConnect(peerOf(request, url), guard, signal, (socket) => {
      certificate = certificateOf(socket);
    }),
    maxHeaderSize: maxHeaderBytes,
    // The time limit stands above both.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const end = () => {
    signal.removeEventListener('abort', end);
    void client.destroy(signal.aborted ? (signal.reason as Error) : null);
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    signal.throwIfAborted();
    const answer = await client.request(options(request, hop));
    return {
      status: answer.statusCode,
      headers: answer.headers as HttpAnswer['headers'],
      url: url.href,
      ...(certificate === undefined ? {} : { certificate }),
      body: bodyOf(request, answer, url.host),
      close: end,
    };
  } catch (error) {
    end();
    throw faultOf(error, url.host, 'connection');
  }
}

function peerOf({ url: first, connectTo }: HttpRequest, url: URL): Peer {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  // Where a redirect leads to another host, that one is looked up.
  const elsewhere = connectTo !== undefined && url.host === new URL(first).host ? connectTo : host;
  return { host, port, secure, connectTo: elsewhere };
}

function options({ method, body }: HttpRequest, { url, headers }: Hop): Dispatcher.RequestOptions {
  return {
    method: method ?? 'GET',
    path: url.pathname + url.search,
    headers: { 'user-agent': 'storefort', accept: '*/*', ...lowerCase(headers), 'accept-encoding': acceptedEncodings },
    body: body ?? null,
  };
}

function lowerCase(headers: Hop['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

async function* bodyOf(
  { method, maxBytes }: HttpRequest,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  host: string,
): AsyncGenerator<Uint8Array> {
  if (method === 'HEAD' || statusCode === 204 || statusCode === 304) return;
  // Such a body ends where the connection ends, and nobody can tell whether that is its end.
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)
    throw new HttpFault('truncated', `${host} does not say how long its answer is`);
  const encoding = [headers['content-encoding'] ?? ''].flat().join(', ');
  yield* unpack({ body: received(body, host), encoding, maxBytes, host });
}

async function* received(body: AsyncIterable<unknown>, host: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk as Uint8Array;
  } catch (error) {
    throw faultOf(error, host, 'truncated');
  }
}

/** An HttpFault is why the client was ended. Errors of undici hold what the server sent: none is passed on as a cause. */
function faultOf(error: unknown, host: string, kind: 'connection' | 'truncated'): unknown {
  if (error instanceof HttpFault) return error;
  const code = errorCode(error);
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return new HttpFault('too-large', `${host} sends more headers than are read`);
  const what = kind === 'connection' ? 'did not answer as HTTP does' : 'broke its answer off';
  return new HttpFault(kind, `${host} ${what}: ${code}`);
}

function certificateOf(socket: net.Socket): HttpAnswer['certificate'] {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return certificate === undefined
    ? undefined
    : { validTo: new Date(certificate.validTo), names: namesOf(certificate) };
}

/** Host names and addresses; Node puts quotes around a name that could be taken for several, and such are left out. */
function namesOf({ subjectAltName = '' }: X509Certificate): readonly string[] {
  const entries = subjectAltName.matchAll(/(?:^|, )(DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/g);
  return [...entries].map(([, , name = '']) => name).filter((name) => !name.startsWith('"'));
}

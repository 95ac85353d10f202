import { UndiciHttp, type UndiciHttpOptions } from '../../../../lambdas/shared/http/undici-http';
import type { HttpRequest } from '../../../../lambdas/shared/http/http-reader';

/** A reader for which every name is at 127.0.0.1, which it may connect to. */
export function loopbackHttp(options: UndiciHttpOptions = {}): UndiciHttp {
  return new UndiciHttp({
    allowed: (address) => address === '127.0.0.1',
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    firstPauseMs: 1,
    ...options,
  });
}

/** Room and time enough for what a test does not mean to be too much. */
export function get(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { url, timeoutMs: 20_000, maxBytes: 1_000_000, ...more };
}

export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

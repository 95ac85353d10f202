import { HttpFault, type HttpRequest } from './http-reader';

/** What the next hop is asked. */
export interface Hop {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

const statuses: readonly number[] = [301, 302, 303, 307, 308];
/** What another host may know too: neither keys nor cookies nor a shop's tokens. */
const harmless: readonly string[] = ['accept', 'accept-language', 'user-agent'];

export function isRedirect(status: number): boolean {
  return statuses.includes(status);
}

/**
 * Where an answer sends on to. Only HTTPS, and only what asks for something: a body is never carried elsewhere.
 * @throws HttpFault when it may not be followed
 */
export function nextHop(method: HttpRequest['method'], from: Hop, location: unknown): Hop {
  const refuse = (why: string) => new HttpFault('redirect', `${from.url.host} redirects ${why}`);
  if (method === 'POST') throw refuse('what was posted');
  if (typeof location !== 'string' || !URL.canParse(location, from.url.href)) throw refuse('to no address');
  const url = new URL(location, from.url);
  if (url.protocol !== 'https:') throw refuse('to an address that is not HTTPS');
  if (url.username !== '' || url.password !== '') throw refuse('with credentials');
  return { url, headers: url.origin === from.url.origin ? from.headers : onlyHarmless(from.headers) };
}

function onlyHarmless(headers: Hop['headers']): Hop['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.includes(name.toLowerCase())));
}

import { createContext, runInContext } from 'node:vm';
import { redirectCode } from '../../lib/edge/www-redirect';

interface Value {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}
interface Request {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Readonly<Record<string, Value>>;
  readonly headers: Readonly<Record<string, Value>>;
}
interface Answer {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, Value>>;
}

/** Runs the program as CloudFront does: a function `handler` that is given an event, in a world without anything else. */
function answer(host: string | undefined, changes: Partial<Request> = {}): { request: Request; answer: Answer } {
  const request: Request = {
    method: 'GET',
    uri: '/product/cap/',
    querystring: {},
    headers: host === undefined ? {} : { host: { value: host } },
    ...changes,
  };
  const world = createContext({ event: { version: '1.0', request } });
  return { request, answer: runInContext(`${redirectCode('example.com')};handler(event)`, world) as Answer };
}

const location = (host: string, changes: Partial<Request> = {}) =>
  answer(host, changes).answer.headers?.location?.value;

test('leaves the domain alone', () => {
  const { request, answer: answered } = answer('example.com');
  expect(answered).toBe(request);
});

test.each([
  'd111111abcdef8.cloudfront.net',
  'staff.example.com',
  'www.example.com.evil.test',
  'www.example.co',
  'xwww.example.com',
])('does not speak for %s', (host) => {
  const { request, answer: answered } = answer(host);
  expect(answered).toBe(request);
});

test('leaves a request without a host alone', () => {
  const { request, answer: answered } = answer(undefined);
  expect(answered).toBe(request);
});

test('sends www. to the domain for good, in TLS', () => {
  const { answer: answered } = answer('www.example.com');
  expect(answered.statusCode).toBe(301);
  expect(answered.headers).toMatchObject({
    location: { value: 'https://example.com/product/cap/' },
    'strict-transport-security': { value: 'max-age=63072000' },
  });
});

test('knows www. in any case', () => {
  expect(location('WWW.Example.COM')).toBe('https://example.com/product/cap/');
});

test('keeps the query as it was sent, repeated names and empty values too', () => {
  const querystring = {
    s: { value: 'caf%C3%A9%20cr%C3%A8me' },
    'filter%5B%5D': { value: 'red', multiValue: [{ value: 'red' }, { value: 'blue' }] },
    orderby: { value: '' },
  };
  expect(location('www.example.com', { uri: '/', querystring })).toBe(
    'https://example.com/?s=caf%C3%A9%20cr%C3%A8me&filter%5B%5D=red&filter%5B%5D=blue&orderby',
  );
});

test('never leads to another host, whatever the path', () => {
  for (const uri of ['//evil.test/', '/@evil.test', '/\\evil.test', '/.evil.test']) {
    expect(new URL(String(location('www.example.com', { uri }))).host).toBe('example.com');
  }
});

test.each([
  ['HEAD', 301],
  ['POST', 308],
  ['PUT', 308],
])('%s is sent on with %d', (method, status) => {
  expect(answer('www.example.com', { method }).answer.statusCode).toBe(status);
});

test('is small enough for CloudFront: 10 KB', () => {
  expect(redirectCode('example.com').length).toBeLessThan(10_240);
});

import { isRedirect, nextHop, type Hop } from '../../../../lambdas/shared/http/redirect';
import { HttpFault } from '../../../../lambdas/shared/http/http-reader';

const from: Hop = {
  url: new URL('https://a.test/one/two?x=1'),
  headers: { Authorization: 'Bearer key', Cookie: 'a=b', Accept: 'text/html', 'Cart-Token': 'token' },
};

test.each([301, 302, 303, 307, 308])('takes %d for a redirect', (status) => {
  expect(isRedirect(status)).toBe(true);
});

test.each([200, 300, 304, 305, 400])('does not take %d for one', (status) => {
  expect(isRedirect(status)).toBe(false);
});

test('follows an address that is relative to the page', () => {
  expect(nextHop('GET', from, '../three')).toEqual({ url: new URL('https://a.test/three'), headers: from.headers });
});

test('tells another host nothing but what it wants to have', () => {
  expect(nextHop('GET', from, 'https://b.test/').headers).toEqual({ Accept: 'text/html' });
});

test('takes another port for another host', () => {
  expect(nextHop('HEAD', from, 'https://a.test:8443/').headers).toEqual({ Accept: 'text/html' });
});

test.each([
  ['to plain HTTP', 'GET', 'http://a.test/'],
  ['to a file', 'GET', 'file:///etc/passwd'],
  ['to data', 'GET', 'data:text/plain,x'],
  ['with a name and password', 'GET', 'https://me:secret@b.test/'],
  ['with a name', 'GET', 'https://me@b.test/'],
  ['with a password', 'GET', 'https://:secret@b.test/'],
  ['to nothing', 'GET', undefined],
  ['to two places', 'GET', ['https://b.test/', 'https://c.test/']],
  ['to what is no address', 'GET', 'https://'],
  ['what was posted', 'POST', 'https://a.test/three'],
] as const)('refuses a redirect %s', (__, method, location) => {
  let fault: unknown;
  try {
    nextHop(method, from, location);
  } catch (error) {
    fault = error;
  }
  expect(fault).toBeInstanceOf(HttpFault);
  expect(fault).toMatchObject({ kind: 'redirect', message: expect.stringMatching(/^a\.test redirects /) });
  expect(String(fault)).not.toContain('secret');
});

import { Cookies } from '../../../lambdas/probe-shop/cookies';

const taking = (...lines: string[]) => {
  const cookies = new Cookies();
  for (const line of lines) cookies.take({ headers: { 'set-cookie': line } });
  return cookies;
};

describe('cookies of the probe', () => {
  test('are kept without their attributes, several of an answer too', () => {
    const cookies = new Cookies();
    cookies.take({ headers: { 'set-cookie': ['a=1; Path=/; Secure', 'b=x%7C2=3; HttpOnly'] } });
    expect(cookies.header).toBe('a=1; b=x%7C2=3');
  });

  test('are none at first, and after they are forgotten', () => {
    const cookies = new Cookies();
    cookies.take({ headers: {} });
    expect(cookies.header).toBeUndefined();
    const known = taking('a=1');
    known.forget();
    expect(known.header).toBeUndefined();
  });

  test('are replaced', () => {
    expect(taking('a=1', 'b=2', 'a=3').header).toBe('a=3; b=2');
  });

  test.each(['a=; path=/', 'a=deleted', 'a=x; Max-Age=0; path=/', 'a=x; max-age=-1'])(
    'are taken back by %s',
    (line) => {
      expect(taking('a=1', 'b=2', line).header).toBe('b=2');
    },
  );

  test('are kept with a time to live', () => {
    expect(taking('a=1; max-age=10').header).toBe('a=1');
  });

  test.each(['', 'novalue', '=x', 'a b=1', `a=${'x'.repeat(4096)}`])('are not taken from %#', (line) => {
    expect(taking(line).header).toBeUndefined();
  });

  test('are fifty at most, of which each may change', () => {
    const cookies = taking(...Array.from({ length: 60 }, (_, index) => `c${index}=1`), 'c0=2');
    expect(cookies.header?.split('; ').length).toBe(50);
    expect(cookies.header).toMatch(/^c0=2; /);
  });
});

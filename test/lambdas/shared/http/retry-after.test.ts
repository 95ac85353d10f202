import { retryAfterMs } from '../../../../lambdas/shared/http/retry-after';

const now = new Date('2026-03-01T12:00:00Z');

test.each([
  ['seconds', '120', 120_000],
  ['no seconds', '0', 0],
  ['seconds with blanks around', ' 5 ', 5000],
  ['a date ahead', 'Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
  ['a date of the past, which is now', 'Sun, 01 Mar 2026 11:59:00 GMT', 0],
])('understands %s', (__, value, expected) => {
  expect(retryAfterMs(value, now)).toBe(expected);
});

test.each([
  ['less than nothing', '-5'],
  ['parts of a second', '1.5'],
  ['more seconds than anybody means', '99999999999'],
  ['words', 'soon'],
  ['a date that is none', 'Sun, 99 Foo 2026'],
  ['a date of another form', '2026-03-01T13:00:00Z'],
  ['nothing', ''],
  ['no header', undefined],
  ['two headers', ['1', '2']],
])('does not guess at %s', (__, value) => {
  expect(retryAfterMs(value, now)).toBeUndefined();
});

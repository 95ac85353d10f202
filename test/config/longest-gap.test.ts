import { longestGapHours } from '../../lib/config/longest-gap';

test.each([
  ['cron(15 1 * * ? *)', 24],
  ['cron(0 5,17 * * ? *)', 12],
  ['cron(0 5,8 * * ? *)', 21],
  ['cron(0 17,5 * * ? *)', 12],
  ['cron(0,30 5 * * ? *)', 23.5],
  ['cron(0 0/6 * * ? *)', 6],
  ['cron(0 9-17/4 * * ? *)', 16],
  ['cron(0 4 ? * SUN *)', 7 * 24],
  ['cron(0 4 ? * 1,4 *)', 4 * 24],
  ['cron(0 4 ? * MON-FRI *)', 3 * 24],
  ['cron(0 4 ? * L *)', 7 * 24],
  ['cron(0 4 ? FEB L 2031-2032)', 350 * 24],
  ['cron(0 4 1 * ? *)', 31 * 24],
  ['cron(0 4 31 * ? *)', 61 * 24],
  ['cron(0 4 29 2 ? *)', 1461 * 24],
  ['cron(0 4 L * ? *)', 31 * 24],
  ['cron(0 4 L FEB,MAR ? *)', 335 * 24],
  ['cron(0 4 LW * ? *)', 33 * 24],
  ['cron(0 4 1W * ? *)', 33 * 24],
  ['cron(0 4 31W * ? *)', 63 * 24],
  ['cron(0 6 ? JAN,APR,JUL,OCT SUN#2 *)', 98 * 24],
  ['cron(0 6 ? * sun#5 *)', 17 * 7 * 24],
  ['cron(0 6 ? * 6L *)', 35 * 24],
  ['cron(0 6 1 1 ? 2028/2)', 731 * 24],
  ['rate(7 days)', 7 * 24],
  ['rate(12 hours)', 12],
  ['rate(90 minutes)', 1.5],
])('%s is silent for at most %d hours', (expression, hours) => {
  expect(longestGapHours(expression)).toBe(hours);
});

test('refuses what AWS would refuse', () => {
  expect(() => longestGapHours('daily')).toThrow('schedule daily must be cron(...) or rate(...)');
});

test('knows the days that a month has not', () => {
  expect(() => longestGapHours('cron(0 4 30W FEB,MAR ? 2031)')).toThrow('has no two turns');
});

test('refuses a schedule without a second turn', () => {
  expect(() => longestGapHours('cron(0 4 1 1 ? 2030)')).toThrow('has no two turns');
});

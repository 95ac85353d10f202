import { expect, test } from '@jest/globals';
import { duration, megabytes, transferText } from '../../../cli/terminal/transfer';

test.each([
  [{ done: 50e6, total: 200e6, elapsedMs: 10_000 }, '25 % of 200.0 MB, 5.0 MB/s, 30 s left'],
  [{ done: 200e6, total: 200e6, elapsedMs: 10_000 }, '100 % of 200.0 MB, 20.0 MB/s, 0 s left'],
  [{ done: 199_999_999, total: 200e6, elapsedMs: 10_000 }, '99 % of 200.0 MB, 20.0 MB/s, 0 s left'],
  // A file that grew.
  [{ done: 300e6, total: 200e6, elapsedMs: 10_000 }, '100 % of 200.0 MB, 30.0 MB/s, 0 s left'],
  [{ done: 1e6, total: 2e6, elapsedMs: 100 }, '50 % of 2.0 MB'],
  [{ done: 0, total: 2e6, elapsedMs: 5000 }, '0 % of 2.0 MB'],
  [{ done: 0, total: 0, elapsedMs: 5000 }, '100 % of 0.0 MB'],
])('says how far %j is', (transfer, text) => {
  expect(transferText(transfer)).toBe(text);
});

test.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [59_600, '1 min 0 s'],
  [125_000, '2 min 5 s'],
  [3_780_000, '1 h 3 min'],
])('says %d ms as %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test('counts a million bytes as one', () => {
  expect(megabytes(293_100_000)).toBe('293.1 MB');
});

import { oneLine } from '../../../lambdas/shared/one-line';

test('several lines, and what terminals act on, become spaces', () => {
  expect(oneLine(' \n no\trelease\r\nis \u0007\u001b[31mactive – ü ')).toBe('no release is [31mactive');
});

test('what is longer than 500 characters is cut', () => {
  expect(oneLine('x'.repeat(501))).toBe('x'.repeat(500));
});

test.each([undefined, '', ' \n', '\u0000'])('nothing stays nothing (%j)', (text) => {
  expect(oneLine(text)).toBeUndefined();
});

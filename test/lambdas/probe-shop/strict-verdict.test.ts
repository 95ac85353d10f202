import { strictVerdict } from '../../../lambdas/probe-shop/strict-verdict';

const one = (verdict: 'pass' | 'fail' | 'error' | 'not-run', observed = 'x') => ({ id: 'home', verdict, observed });
const leftOut = one('not-run', 'not run, because the store file names no test product and gateway');

describe('the verdict of a probe', () => {
  test.each([
    ['pass', [one('pass'), one('pass')]],
    ['pass', [one('pass'), leftOut]],
    ['error', [one('pass'), one('not-run')]],
    ['error', [one('pass'), leftOut, one('not-run')]],
    ['error', [leftOut]],
    ['error', [one('pass'), one('error')]],
    ['fail', [one('pass'), one('error'), one('fail'), one('not-run')]],
    ['error', []],
  ])('is %s of %j', (verdict, results) => {
    expect(strictVerdict(results)).toBe(verdict);
  });
});

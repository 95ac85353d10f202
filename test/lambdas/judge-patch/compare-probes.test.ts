import { compareProbes } from '../../../lambdas/judge-patch/compare-probes';
import { readWindow } from '../../../lambdas/judge-patch/read-window';

const well = {
  verdict: 'pass',
  checks: { home: 'pass', checkout: 'pass', 'test-order': 'not-run' },
  responseMs: { home: 700, product: 1_400 },
  summary: 'pass',
};

function compare(probeBefore: unknown, probeAfter: unknown) {
  const window = readWindow({ probeBefore, probeAfter });
  return compareProbes(window.probeBefore, window.probeAfter);
}

const checks = (change: object) => ({ ...well, checks: { ...well.checks, ...change } });
const times = (change: object) => ({ ...well, responseMs: { ...well.responseMs, ...change } });

describe('compareProbes', () => {
  test.each([
    ['the same', well, well],
    ['a check more', well, checks({ more: 'pass' })],
    ['a check that was not run before, and fails', well, checks({ 'test-order': 'fail' })],
    ['a check that failed before, and does now', checks({ checkout: 'fail' }), checks({ checkout: 'fail' })],
    ['a check that is healed', checks({ checkout: 'fail' }), well],
    ['a check that came to nothing before', checks({ checkout: 'error' }), checks({ checkout: 'error' })],
    ['twice as slow', well, times({ product: 2_800 })],
    ['much slower, and still quick', well, times({ home: 1_500 })],
    ['a page that was not measured before', well, times({ cart: 9_000 })],
  ])('%s is as well as before', (_, before, after) => {
    expect(compare(before, after)).toEqual({ state: 'as-well', because: [] });
  });

  test.each([
    ['a check that fails', checks({ checkout: 'fail' }), 'checkout passed before, and fails'],
    ['slower than twice', times({ product: 2_801 }), 'product took 1400 ms before, and takes 2801 ms'],
    ['no longer quick', times({ home: 1_501 }), 'home took 700 ms before, and takes 1501 ms'],
  ])('%s is worse', (_, after, line) => {
    expect(compare(well, after)).toEqual({ state: 'worse', because: [line] });
  });

  test.each([
    ['no look before', undefined, well, 'the shop was not looked at before'],
    ['no look after', well, undefined, 'the shop was not looked at after'],
    ['a look that cannot be read', well, { ...well, checks: { home: 'fine' } }, 'the shop was not looked at after'],
    ['a time that is none', well, { ...well, responseMs: { home: -1 } }, 'the shop was not looked at after'],
    ['a check that came to nothing', well, checks({ checkout: 'error' }), 'checkout: pass before, error after'],
    ['a check that was not run', well, checks({ checkout: 'not-run' }), 'checkout: pass before, not-run after'],
    [
      'a check that is not there',
      well,
      { ...well, checks: { home: 'pass' } },
      'checkout: pass before, no answer after',
    ],
    [
      'a failed check that came to nothing',
      checks({ home: 'fail' }),
      checks({ home: 'error' }),
      'home: fail before, error after',
    ],
    ['no page measured', well, { ...well, responseMs: { product: 1 } }, 'how long home takes was not measured'],
    ['no baseline', { ...well, checks: { home: 'error' }, responseMs: {} }, well, 'no check came to anything before'],
    ['no checks at all', { ...well, checks: {} }, well, 'no check came to anything before'],
  ])('%s is unknown', (_, before, after, line) => {
    expect(compare(before, after)).toEqual({ state: 'unknown', because: [line] });
  });

  test('says what is worse before what is unknown', () => {
    expect(compare(well, checks({ home: 'error', checkout: 'fail' }))).toEqual({
      state: 'worse',
      because: ['checkout passed before, and fails', 'home: pass before, error after'],
    });
  });

  test('a check named like a part of every object is no answer', () => {
    expect(compare(checks({ constructor: 'pass' }), well)).toEqual({
      state: 'unknown',
      because: ['constructor: pass before, no answer after'],
    });
    expect(compare(times({ valueOf: 9 }), well).because).toEqual(['how long valueOf takes was not measured']);
  });

  test('keeps to twenty lines', () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`check-${at}`, 'pass']));
    const failing = Object.fromEntries(Object.keys(many).map((id) => [id, 'fail']));
    const lost = Object.fromEntries(Object.keys(many).map((id) => [id, 'error']));
    expect(compare(checks(many), checks(failing)).because).toHaveLength(20);
    expect(compare(checks(many), checks(lost)).because).toHaveLength(20);
  });
});

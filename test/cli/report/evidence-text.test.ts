import { expect, test } from '@jest/globals';
import { evidenceText } from '../../../cli/report/evidence-text';
import { anEvidence } from './an-evidence';

test('says everything in 80 columns, what needs a person last', () => {
  expect(evidenceText(anEvidence())).toBe(`Dump drill of acme
================================================================================

  File              shop.sql.gz
  Site URL          https://shop.example.com
  Stored            293.1 MB
  Restore           55.2 s
  RTO               1 h 2 min
  Age               25.5 h
  Orders            100,000

  pass    the first: 3 of 3
  not run the fourth: because of the third
  ERROR   the third: database: ER_X
          expected: an answer (three)
  FAIL    the second: 7
          expected: none (two)
  FAIL    the fifth: nothing
          expected: something (five)

FAIL: 5 checks: 1 passed, 2 failed, 1 could not be checked, 1 not run. Something
is not as it should be.
`);
});

test('breaks long lines beside their word', () => {
  const results = [
    { id: 'x', what: 'a'.repeat(50), observed: 'b'.repeat(50), expected: 'c', verdict: 'pass' as const },
  ];
  expect(evidenceText(anEvidence({ results, verdict: 'pass' }))).toContain(
    `  pass    ${'a'.repeat(50)}:\n          ${'b'.repeat(50)}\n`,
  );
});

test('lets a dump say nothing to the terminal', () => {
  const hostile = 'x\u001b]0;owned\u0007\r\n\u202egnp\u009b31m';
  const results = [{ id: 'x', what: hostile, observed: hostile, expected: hostile, verdict: 'fail' as const }];
  const text = evidenceText(anEvidence({ store: hostile, subject: { file: hostile }, results }));
  // eslint-disable-next-line no-control-regex -- that there is none is the point
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text.match(/owned/g)).toHaveLength(5);
});

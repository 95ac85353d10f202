import { admitted, type Case, despite, holds, judge, patched, problem, unwell } from './a-run';

describe('before anything is changed', () => {
  const id = 'patch-admission';
  const refused = { ...admitted, admitted: { state: 'refused', because: ['alarm a rings', 'alarm b rings'] } };
  const nothing = {
    ...admitted,
    admitted: { state: 'admitted', work: 'nothing', image: { now: 'ami-new', newest: 'ami-new' } },
    verified: patched.verified,
  };
  const cases: Case[] = [
    ['a refusal', id, refused, 'fail', 'alarm a rings, alarm b rings', 'refused'],
    [
      'a refusal that says nothing',
      id,
      { ...admitted, admitted: { state: 'refused', because: [] } },
      'fail',
      'refused without a reason',
      'refused',
    ],
    ['nothing to do', id, nothing, 'pass', 'ami-new is the newest image', 'nothing-to-do'],
    [
      'nothing to do, and no proof',
      'patch-proof',
      { ...nothing, verified: undefined },
      'error',
      'there is no proof',
      'not-proven',
    ],
    [
      'no answer',
      id,
      { ...admitted, admitted: undefined, problems: { admitted: problem } },
      'error',
      'Error: AWS says no',
      'broken-off',
    ],
    ['no word at all', id, { ...admitted, admitted: undefined }, 'error', 'nothing was reported', 'broken-off'],
    [
      'a clock that goes backwards',
      'patch-record',
      { ...patched, endedAt: '2026-11-25T05:59:59.000Z' },
      'error',
      'window-1, from 2026-11-25T06:00:00.000Z to 2026-11-25T05:59:59.000Z',
      'not-proven',
    ],
  ];
  test.each(cases)('%s', async (...each) => holds(each));

  const point = 'patch-recovery-point';
  const backups: Case[] = [
    [
      'that failed',
      point,
      { ...admitted, backup: { state: 'failed', backupJobId: 'job', because: 'no key' } },
      'fail',
      'no key',
      'broken-off',
    ],
    [
      'that is late',
      point,
      { ...admitted, backup: { state: 'running', backupJobId: 'job' } },
      'error',
      'it was not completed in time',
      'broken-off',
    ],
    [
      'that was lost sight of',
      point,
      { ...admitted, backup: { state: 'running', backupJobId: 'job' }, problems: { backup: problem } },
      'error',
      'it was not completed in time; Error: AWS says no',
      'broken-off',
    ],
    [
      'that was never answered',
      point,
      { ...admitted, loops: { backup: patched.loops.backup } },
      'error',
      'nothing was reported',
      'broken-off',
    ],
  ];
  test.each(backups)('a recovery point %s', async (...each) => holds(each));

  const before = 'patch-shop-before';
  const wentOn = { ...patched, request: despite, probeBefore: unwell };
  const looks: Case[] = [
    ['that is not well', before, { ...admitted, probeBefore: unwell }, 'fail', 'fail: checkout', 'broken-off'],
    [
      'that is not well, of which a person knows, and that was not gone on with',
      before,
      { ...admitted, request: despite, probeBefore: unwell },
      'fail',
      'fail: checkout',
      'broken-off',
    ],
    [
      'that is not well, and was gone on with',
      before,
      wentOn,
      'not-run',
      'not run, because a person said to go on: fail: checkout',
      'patched',
    ],
    ['that nobody said to go on with', before, { ...wentOn, request: {} }, 'fail', 'fail: checkout', 'not-proven'],
    [
      'that could not be seen, whatever a person said',
      before,
      { ...wentOn, probeBefore: { ...unwell, verdict: 'error' } },
      'error',
      'fail: checkout',
      'not-proven',
    ],
  ];
  test.each(looks)('a shop %s', async (...each) => holds(each));
});

test('images are named in what is admitted', async () => {
  const { of } = await judge(patched);
  expect(of('patch-admission')?.observed).toBe('ami-new is newer than ami-old');
});

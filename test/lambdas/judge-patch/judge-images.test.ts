import { admitted, type Case, despite, holds, judge, patched, probe, problem, rolledBack, unwell } from './a-run';

const failed = { state: 'failed', refreshId: 'forward', because: 'an alarm rang' };
const running = { state: 'running', refreshId: 'forward', percent: 40 };

describe('the new image', () => {
  const id = 'patch-refresh';
  const back = { ...rolledBack, compared: undefined, probeAfter: undefined };
  const refreshes: Case[] = [
    ['that failed', id, { ...back, forward: failed }, 'fail', 'an alarm rang', 'rolled-back'],
    ['that is late', id, { ...back, forward: running }, 'fail', 'it did not end in time, at 40 %', 'rolled-back'],
    [
      'that was lost sight of',
      id,
      { ...back, forward: running, problems: { forward: problem } },
      'error',
      'it did not end in time, at 40 %; Error: AWS says no',
      'rolled-back',
    ],
    [
      'whose beginning was not answered',
      id,
      { ...back, forward: undefined, problems: { forward: problem } },
      'error',
      'Error: AWS says no',
      'rolled-back',
    ],
  ];
  test.each(refreshes)('by a refresh %s', async (...each) => holds(each));

  const after = 'patch-shop-after';
  const worse = 'checkout passed before, and fails';
  const compared = { state: 'as-well', because: [] };
  const unseen = { ...probe, verdict: 'error', checks: { home: 'error' }, summary: 'unseen' };
  const lost = 'home: pass before, error after, checkout: pass before, no answer after';
  const shops: Case[] = [
    ['that is worse', after, rolledBack, 'fail', worse, 'rolled-back'],
    ['that is worse, whatever was decided', after, { ...rolledBack, compared }, 'fail', worse, 'rolled-back'],
    ['that could not be seen', after, { ...rolledBack, probeAfter: unseen }, 'error', lost, 'rolled-back'],
    [
      'that is unsound, and cannot be compared',
      after,
      { ...rolledBack, probeAfter: { ...unseen, verdict: 'fail' } },
      'fail',
      lost,
      'rolled-back',
    ],
    [
      'that was not compared',
      after,
      { ...rolledBack, compared: undefined, problems: { compared: problem } },
      'error',
      'Error: AWS says no',
      'rolled-back',
    ],
    [
      'that was not compared, nobody knows why',
      after,
      { ...rolledBack, compared: undefined },
      'error',
      'it was not compared',
      'rolled-back',
    ],
    [
      'that was taken to be worse',
      after,
      { ...patched, compared: { state: 'unknown', because: ['x'] } },
      'error',
      'compared as unknown: pass: 12 checks',
      'roll-back-failed',
    ],
    [
      'that is as unwell as before',
      after,
      { ...patched, request: despite, probeBefore: unwell, probeAfter: unwell },
      'fail',
      'fail: checkout',
      'not-proven',
    ],
    [
      'of which a check that was not run before fails',
      after,
      { ...patched, probeAfter: { ...probe, verdict: 'fail', checks: { ...probe.checks, more: 'fail' } } },
      'fail',
      'pass: 12 checks',
      'not-proven',
    ],
  ];
  test.each(shops)('with a shop %s', async (...each) => holds(each));

  const proof = 'patch-proof';
  const proofs: Case[] = [
    [
      'that finds something',
      proof,
      { ...patched, verified: { ...patched.verified, verdict: 'fail', summary: 'fail:\ncore' } },
      'fail',
      'fail: core (acme/patch-proof/1.json)',
      'not-proven',
    ],
    [
      'that did not come',
      proof,
      { ...patched, verified: undefined, problems: { verified: problem } },
      'error',
      'Error: AWS says no',
      'not-proven',
    ],
    ['that is not there', proof, { ...patched, verified: undefined }, 'error', 'there is no proof', 'not-proven'],
  ];
  test.each(proofs)('with a proof %s', async (...each) => holds(each));
});

describe('the old image', () => {
  const id = 'patch-roll-back';
  const over = { state: 'done', refreshId: 'none' };
  const backs: Case[] = [
    ['that came', id, rolledBack, 'pass', 'instance refresh back', 'rolled-back'],
    [
      'that failed',
      id,
      { ...rolledBack, back: { ...failed, refreshId: 'back' }, cancelBack: over },
      'fail',
      'an alarm rang',
      'roll-back-failed',
    ],
    [
      'that is late, and was ended',
      id,
      { ...rolledBack, back: running, cancelBack: { state: 'failed', refreshId: 'back', because: 'cancelled' } },
      'fail',
      'it did not end in time, at 40 %',
      'roll-back-failed',
    ],
    [
      'that is late, and may run',
      id,
      { ...rolledBack, back: running, cancelBack: running },
      'fail',
      'it did not end in time, at 40 %; an instance refresh may still run',
      'roll-back-failed',
    ],
    [
      'that nobody could end',
      id,
      { ...rolledBack, back: running, problems: { cancelBack: problem } },
      'fail',
      'it did not end in time, at 40 %; an instance refresh may still run',
      'roll-back-failed',
    ],
    [
      'that was not begun',
      id,
      { ...rolledBack, back: undefined, probeBack: undefined, loops: patched.loops },
      'error',
      'it was not begun',
      'roll-back-failed',
    ],
  ];
  test.each(backs)('%s', async (...each) => holds(each));

  const shop = 'patch-shop-back';
  const shops: Case[] = [
    ['that is well', shop, rolledBack, 'pass', 'pass: 12 checks', 'rolled-back'],
    ['that is not well', shop, { ...rolledBack, probeBack: unwell }, 'fail', 'fail: checkout', 'roll-back-failed'],
    [
      'that is as unwell as before',
      shop,
      { ...rolledBack, request: despite, probeBefore: unwell, probeBack: unwell },
      'pass',
      'as before: fail: checkout',
      'rolled-back',
    ],
    [
      'that could not be seen',
      shop,
      { ...rolledBack, probeBack: undefined, problems: { probeBack: problem } },
      'error',
      'Error: AWS says no',
      'roll-back-failed',
    ],
  ];
  test.each(shops)('with a shop %s', async (...each) => holds(each));

  test('is no pass, whatever else passed', async () => {
    const { judged } = await judge({ ...rolledBack, probeAfter: probe, compared: { state: 'as-well', because: [] } });
    expect(judged).toMatchObject({ outcome: 'rolled-back', verdict: 'error' });
  });
});

describe('a window of which a part is lost', () => {
  const over = { state: 'done', refreshId: 'none' };
  test.each([
    ['probeAfter', probe, 'patch-refresh'],
    ['compared', patched.compared, 'patch-shop-after'],
    ['cancel', over, 'patch-refresh'],
    ['back', rolledBack.back, 'patch-refresh'],
    ['probeBack', probe, 'patch-roll-back'],
    ['cancelBack', over, 'patch-roll-back'],
  ])('came to what is before %s', async (field, value, id) => {
    const { judged, of } = await judge({ ...admitted, [field]: value });
    expect(judged).toMatchObject({ outcome: 'roll-back-failed', verdict: 'error' });
    expect(of(id)).toMatchObject({ verdict: 'error', observed: 'nothing was reported' });
    expect(of('patch-recovery-point')?.verdict).toBe('error');
  });
});

import fc from 'fast-check';
import { judgePatchEvent } from '../../../lambdas/judge-patch/event';
import { judgePatch } from '../../../lambdas/judge-patch/judge-patch';
import { EvidenceInMemory } from '../../support/drills/evidence-in-memory';
import { admitted, judge, patched, rolledBack } from './a-run';

describe('judgePatch', () => {
  test('puts down what was changed, proven and measured', async () => {
    const { judged, kept } = await judge(patched);
    expect(judged).toEqual({
      outcome: 'patched',
      verdict: 'pass',
      evidenceKey: expect.stringMatching(/^acme\/patch-window\/2026\/11\/25\/065900Z-patch-[0-9a-f]{12}\.json$/),
      summary: 'patched: 7 checks passed, 2 not run',
    });
    expect(kept).toMatchObject({
      check: 'patch-window',
      store: 'acme',
      startedAt: '2026-11-25T06:00:00.000Z',
      finishedAt: '2026-11-25T06:59:00.000Z',
      producer: { name: 'judge-patch', version: '0.1.0' },
      verdict: 'pass',
    });
    expect(kept.subject).toEqual({
      outcome: 'patched',
      execution: 'window-1',
      asked: 'by the schedule',
      imageBefore: 'ami-old',
      imageNewest: 'ami-new',
      recoveryPointArn: 'arn:point',
      refreshId: 'forward',
      probeBefore: 'acme/shop-probe/1.json',
      probeAfter: 'acme/shop-probe/1.json',
      proof: 'acme/patch-proof/1.json',
    });
    expect(kept.measures).toEqual({ windowMinutes: 59, recoveryPointMinutes: 5, refreshMinutes: 32 });
    expect(kept.results.map(({ id, verdict, observed }) => [id, verdict, observed])).toEqual([
      ['patch-record', 'pass', 'window-1, from 2026-11-25T06:00:00.000Z to 2026-11-25T06:59:00.000Z'],
      ['patch-admission', 'pass', 'ami-new is newer than ami-old'],
      ['patch-recovery-point', 'pass', 'arn:point'],
      ['patch-shop-before', 'pass', 'pass: 12 checks'],
      ['patch-refresh', 'pass', 'instance refresh forward'],
      ['patch-shop-after', 'pass', 'pass: 12 checks'],
      ['patch-roll-back', 'not-run', 'not run, because the window did not come to it'],
      ['patch-shop-back', 'not-run', 'not run, because the window did not come to it'],
      ['patch-proof', 'pass', 'pass: all is patched (acme/patch-proof/1.json)'],
    ]);
  });

  test('says who asked, why, and despite what', async () => {
    const { kept } = await judge({ ...patched, request: { reason: 'CVE-2026-1\n234', despiteFindings: true } });
    expect(kept.subject).toMatchObject({
      asked: 'by a person: CVE-2026-1 234',
      findings: 'went on despite them, as a person said',
    });
  });

  test('measures a roll back from the decision until the old image is in', async () => {
    const { judged, kept } = await judge(rolledBack);
    expect(judged).toMatchObject({ outcome: 'rolled-back', verdict: 'fail' });
    expect(kept.measures).toMatchObject({ rollBackMinutes: 13 });
    expect(kept.subject).toMatchObject({ rollBackRefreshId: 'back', probeBack: 'acme/shop-probe/1.json' });
  });

  test('gives the same evidence when asked again', async () => {
    const evidence = new EvidenceInMemory();
    const ports = { evidence, now: () => new Date() };
    const settings = { store: 'acme', version: '0.1.0' };
    const first = await judgePatch(patched, settings, ports);
    expect(await judgePatch(patched, settings, ports)).toEqual(first);
    expect(evidence.kept).toHaveLength(1);
    expect((await judgePatch({ ...patched, execution: 'other' }, settings, ports)).evidenceKey).not.toBe(
      first.evidenceKey,
    );
  });

  test('has no verdict without its evidence', async () => {
    const evidence = new EvidenceInMemory();
    evidence.put = () => Promise.reject(new Error('no evidence'));
    const ports = { evidence, now: () => new Date() };
    await expect(judgePatch(patched, { store: 'acme', version: '0.1.0' }, ports)).rejects.toThrow('no evidence');
  });

  test('keeps its summary to one line of 500 characters', async () => {
    const because = Array.from({ length: 40 }, (_, at) => `alarm\n${at} ${'x'.repeat(400)}`);
    const { judged, of } = await judge({ ...admitted, admitted: { state: 'refused', because } });
    expect(judged.summary).toHaveLength(500);
    expect(judged.summary).toMatch(/^refused: patch-admission fail: alarm 0 x+[^\n]*…$/);
    expect(of('patch-admission')?.observed).toMatch(/alarm 9 x{292}, and 30 more$/);
  });

  test('takes nothing for granted of what it is asked', () => {
    expect(() => judgePatchEvent.parse({ step: 'decide', run: {} })).toThrow();
    expect(() => judgePatchEvent.parse({ step: 'judge', run: {}, more: 1 })).toThrow();
    expect(() => judgePatchEvent.parse('judge')).toThrow();
  });
});

describe('a run that cannot be read', () => {
  test.each([[undefined], [null], ['text'], [[]], [7]])(
    'at all (%j) is an error that a person must look at',
    async (run) => {
      const { judged, kept } = await judge(run);
      expect(judged).toMatchObject({ outcome: 'roll-back-failed', verdict: 'error' });
      expect(kept.results).toHaveLength(9);
      expect(new Set(kept.results.map(({ verdict }) => verdict))).toEqual(new Set(['error']));
      // For want of the window's own time.
      expect([kept.startedAt, kept.finishedAt]).toEqual(['2026-11-25T12:00:00.000Z', '2026-11-25T12:00:00.000Z']);
    },
  );

  /** Fields whose word is needed for a pass, how the window counts without it, and what says so. */
  const needed: [string, string, string][] = [
    ['execution', 'not-proven', 'patch-record'],
    ['startedAt', 'not-proven', 'patch-record'],
    ['endedAt', 'not-proven', 'patch-record'],
    ['request', 'not-proven', 'patch-record'],
    ['admitted', 'not-proven', 'patch-admission'],
    ['backup', 'not-proven', 'patch-recovery-point'],
    ['probeBefore', 'not-proven', 'patch-shop-before'],
    ['forward', 'roll-back-failed', 'patch-refresh'],
    ['probeAfter', 'not-proven', 'patch-shop-after'],
    ['compared', 'roll-back-failed', 'patch-shop-after'],
    ['verified', 'not-proven', 'patch-proof'],
  ];
  test.each(needed)('in its %s is no pass', async (field, outcome, id) => {
    for (const odd of [{ state: 'fine', verdict: 'fine', reason: 7 }, 7, null, []]) {
      const { judged, of } = await judge({ ...patched, [field]: odd });
      expect(judged.outcome).toBe(outcome);
      expect(judged.verdict).toBe('error');
      expect(of(id)?.verdict).toBe('error');
    }
  });

  test.each(needed)('without its %s is no pass', async (field, outcome, id) => {
    const loops = Object.fromEntries(Object.entries(patched.loops).filter(([loop]) => loop !== field));
    const { judged, of } = await judge({ ...patched, loops, [field]: undefined });
    expect(judged).toMatchObject({ outcome });
    expect(judged.verdict).toBe('error');
    expect(of(id)?.verdict).toBe('error');
  });

  test.each(['loops', 'problems'])('in its %s may have come to anything', async (field) => {
    const { judged, of } = await judge({ ...patched, [field]: 'odd' });
    expect(judged).toMatchObject({ outcome: 'roll-back-failed', verdict: 'error' });
    expect(of('patch-roll-back')).toMatchObject({ verdict: 'error' });
  });

  test('that says that nothing was begun, and looked at it, is believed in neither', async () => {
    const { probeAfter: _probe, compared: _compared, verified: _verified, loops, ...before } = patched;
    const { probeAfter: _since, ...earlier } = loops;
    const refused = { ...before, loops: earlier, forward: { state: 'refused', because: ['alarm x rings'] } };
    const { judged, of } = await judge(refused);
    expect(judged).toMatchObject({ outcome: 'refused', verdict: 'fail' });
    expect(of('patch-refresh')).toMatchObject({ observed: 'not begun: alarm x rings', verdict: 'fail' });
    expect((await judge({ ...patched, forward: refused.forward })).judged.outcome).toBe('roll-back-failed');
    const { cancel, back, probeBack } = rolledBack;
    expect((await judge({ ...refused, cancel, back, probeBack })).judged.outcome).toBe('rolled-back');
  });

  test('never throws, and never passes but as a whole', async () => {
    const fields = Object.keys(rolledBack);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.jsonValue(), async (field, value) => {
        const { judged, kept } = await judge({ ...rolledBack, [field]: value });
        expect(kept.results).toHaveLength(9);
        expect(judged.verdict).not.toBe('pass');
        expect(['rolled-back', 'roll-back-failed']).toContain(judged.outcome);
      }),
      { numRuns: 300, seed: 5 },
    );
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (run) => {
        expect((await judge(run)).judged.verdict).not.toBe('pass');
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});

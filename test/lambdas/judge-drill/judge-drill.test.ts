import type { JudgeDrillEvent } from '../../../lambdas/judge-drill/event';
import { judgeDrill } from '../../../lambdas/judge-drill/judge-drill';
import { EvidenceInMemory } from '../../support/drills/evidence-in-memory';
import { begun, counts, drill, judge, passed, restored, settings, shopOf } from '../../support/drills/judged-drill';

describe('judgeDrill', () => {
  test('puts down a pass with what was drilled, measured and found', async () => {
    const { judged, kept, metrics } = await judge(drill);
    expect(judged).toEqual({
      verdict: 'pass',
      evidenceKey: expect.stringMatching(/^acme\/restore-drill\/2026\/11\/25\/064500Z-drill-[0-9a-f]{12}\.json$/),
      summary: 'pass: 4 checks passed, 4 not run',
    });
    expect(kept).toMatchObject({
      check: 'restore-drill',
      startedAt: '2026-11-25T06:00:00.000Z',
      finishedAt: '2026-11-25T06:45:00.000Z',
      producer: { name: 'judge-drill', version: '0.1.0' },
      subject: {
        resource: 'database',
        place: 'home',
        vault: 'acme-home-g1',
        asked: 'by an execution',
        execution: 'one',
        restoreJobId: 'job-1',
        recoveryPointArn: 'arn:point',
        createdResourceArn: 'arn:created',
      },
      measures: { rtoSeconds: 1980, rpoSeconds: 3600, pointBytes: 1_000_000, ...counts },
    });
    const dimensions = { Place: 'home', Resource: 'database' };
    const common = { namespace: 'Storefort/acme', dimensions };
    expect(metrics).toEqual([
      { ...common, name: 'DrillVerdict', unit: 'None', value: 1 },
      { ...common, name: 'RtoSeconds', unit: 'Seconds', value: 1980 },
      { ...common, name: 'RpoSeconds', unit: 'Seconds', value: 3600 },
    ]);
  });

  test('keeps drills of the offsite copy apart', async () => {
    const { kept, judged } = await judge({ ...drill, scheduled: true }, { place: 'offsite' });
    expect(kept).toMatchObject({
      check: 'offsite-drill',
      subject: { place: 'offsite', asked: 'by the restore testing plan' },
    });
    expect(judged.evidenceKey).toContain('acme/offsite-drill/');
  });

  test('gives the same evidence when asked again', async () => {
    const evidence = new EvidenceInMemory();
    const ports = { evidence, metrics: { put: () => undefined } };
    const first = await judgeDrill(drill, settings, ports);
    expect(await judgeDrill(drill, settings, ports)).toEqual(first);
    expect(evidence.kept).toHaveLength(1);
  });

  test.each([
    ['a failed restore', { restore: { ...restored, state: 'failed', transient: false, reason: 'no key' } }, 'fail'],
    [
      'a restore that may do later',
      { restore: { ...restored, state: 'failed', transient: true, reason: 'x' } },
      'error',
    ],
    ['a late restore', { restore: { ...restored, state: 'late', reason: 'late' } }, 'error'],
    ['a restore that was lost sight of', { restore: { state: 'running' } }, 'error'],
    ['a job that is none', { restore: { state: 'foreign' } }, 'error'],
    ['nothing at all', { restore: undefined }, 'error'],
    ['an empty vault', { restore: undefined, start: { state: 'none', reason: 'empty' } }, 'fail'],
  ] as [string, Partial<JudgeDrillEvent>, string][])(
    '%s is one result, whatever the shop looked like',
    async (_, change, verdict) => {
      const { judged, kept, metrics } = await judge({ ...drill, ...change });
      expect(judged.verdict).toBe(verdict);
      expect(kept?.results).toMatchObject([{ id: 'drill-restored', verdict }]);
      expect(kept?.measures).toEqual({});
      expect(metrics.map(({ name, value }) => [name, value])).toEqual(verdict === 'fail' ? [['DrillVerdict', 0]] : []);
    },
  );

  test('knows what was to be drilled also when nothing came of it', async () => {
    const problem = { Error: 'Error', Cause: '{"errorMessage":"AWS says no\\nat secret"}' };
    const { kept } = await judge({ ...begun, problem });
    expect(kept).toMatchObject({
      subject: { resource: 'database' },
      finishedAt: '2026-11-25T06:00:00.000Z',
      results: [{ observed: 'Error: AWS says no', verdict: 'error' }],
    });
    const { kept: unknown } = await judge({ ...begun, scheduled: true, resource: undefined });
    expect(unknown?.subject['resource']).toBe('unknown');
  });

  test.each([
    ['Cause is no JSON', { Error: 'States.Timeout', Cause: 'took too long' }, 'States.Timeout: took too long'],
    ['there is no Cause', { Error: 'States.Timeout' }, 'States.Timeout: '],
    ['Cause is other JSON', { Error: 'X', Cause: '{"a":1}' }, 'X: {"a":1}'],
  ])('says what was caught where %s', async (_, problem, observed) => {
    const { kept } = await judge({ ...drill, shop: undefined, problem });
    expect(kept?.results).toContainEqual(expect.objectContaining({ id: 'drill-shop', observed, verdict: 'error' }));
  });

  test('has no verdict without its evidence', async () => {
    const lost = new Error('no evidence');
    const evidence = new EvidenceInMemory();
    const put = jest.fn();
    evidence.put = () => Promise.reject(lost);
    await expect(judgeDrill(drill, settings, { evidence, metrics: { put } })).rejects.toBe(lost);
    evidence.newest = () => Promise.reject(new Error('no list'));
    await expect(judgeDrill(drill, settings, { evidence, metrics: { put } })).rejects.toThrow('no list');
    expect(put).not.toHaveBeenCalled();
  });

  test('keeps its summary to what AWS Backup takes', async () => {
    const results = Array.from({ length: 60 }, (_, at) => ({
      ...passed,
      id: `shop-check-${at}`,
      verdict: 'fail' as const,
    }));
    const { judged } = await judge({ ...drill, shop: shopOf({ results }) });
    expect(judged.summary).toMatch(/^fail: shop-check-0 fail, /);
    expect(judged.summary.length).toBe(250);
  });
});

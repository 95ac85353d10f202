import { type JudgeDrillEvent, judgeDrillEvent } from '../../../lambdas/judge-drill/event';
import { judgeDrill, type JudgeSettings } from '../../../lambdas/judge-drill/judge-drill';
import type { Evidence } from '../../../lambdas/shared/evidence';
import type { Measurement } from '../../../lambdas/shared/metrics';
import { EvidenceInMemory } from '../../support/drills/evidence-in-memory';

const settings: JudgeSettings = {
  store: 'acme',
  place: 'home',
  vaultName: 'acme-home-g1',
  rtoHours: 4,
  rpoHours: 24,
  metricNamespace: 'Storefort/acme',
  version: '0.1.0',
};
const facts = {
  resource: 'database',
  recoveryPointArn: 'arn:point',
  takenAt: '2026-11-25T05:00:00Z',
  requestedAt: '2026-11-25T06:00:00Z',
  completedAt: '2026-11-25T06:30:00Z',
  createdResourceArn: 'arn:created',
  pointBytes: 1_000_000,
  seenAt: '2026-11-25T06:40:00Z',
} as const;
const counts = { orders: 100, products: 10, customers: 20, users: 21 };
const passed = { id: 'shop-totals', what: 'totals', observed: 'so', expected: 'so', verdict: 'pass' } as const;
const begun = { scheduled: false, execution: 'one', startedAt: '2026-11-25T06:00:00Z', resource: 'database' } as const;
const restored = { state: 'restored', ...facts } as const;
const drill: JudgeDrillEvent = {
  ...begun,
  restoreJobId: 'job-1',
  restore: restored,
  shop: { results: [passed], counts, checkedAt: '2026-11-25T06:45:00Z' },
};
const files = (change: object = {}, meteredBytes: number | undefined = 900_000): JudgeDrillEvent => ({
  ...begun,
  resource: 'files',
  restore: { ...restored, resource: 'files', files: { meteredBytes }, ...change },
});

async function judge(given: JudgeDrillEvent, change: Partial<JudgeSettings> = {}, earlier: Evidence[] = []) {
  const evidence = new EvidenceInMemory();
  evidence.kept.push(...earlier);
  const metrics: Measurement[] = [];
  const put = (each: Measurement) => metrics.push(each);
  const judged = await judgeDrill(
    judgeDrillEvent.parse(given),
    { ...settings, ...change },
    { evidence, metrics: { put } },
  );
  const kept = evidence.kept.at(-1);
  return { judged, kept, metrics, verdictOf: (id: string) => kept?.results.find((each) => each.id === id)?.verdict };
}

function earlierOf(change: Partial<Evidence>): Evidence {
  return {
    schemaVersion: 1,
    id: 'drill-earlier',
    store: 'acme',
    check: 'restore-drill',
    startedAt: '2026-11-18T06:00:00Z',
    finishedAt: '2026-11-18T07:00:00Z',
    producer: { name: 'judge-drill', version: '0.1.0' },
    subject: { resource: 'database' },
    verdict: 'pass',
    results: [passed],
    measures: { orders: 1000, products: 10, customers: 20, users: 21 },
    ...change,
  };
}

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
      measures: { rtoSeconds: 2700, rpoSeconds: 3600, pointBytes: 1_000_000, ...counts },
    });
    const dimensions = { Place: 'home', Resource: 'database' };
    const common = { namespace: 'Storefort/acme', dimensions };
    expect(metrics).toEqual([
      { ...common, name: 'DrillVerdict', unit: 'None', value: 1 },
      { ...common, name: 'RtoSeconds', unit: 'Seconds', value: 2700 },
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

  test('a shop that nobody looked into, or no check of, is an error', async () => {
    expect((await judge({ ...drill, shop: undefined })).judged.verdict).toBe('error');
    const none = await judge({ ...drill, shop: { results: [], checkedAt: '2026-11-25T06:45:00Z' } });
    expect([none.judged.verdict, none.verdictOf('drill-shop')]).toEqual(['error', 'error']);
  });

  test.each(['fail', 'error'] as const)('a check of the shop that is a %s is the drill’s', async (verdict) => {
    const results = [passed, { ...passed, id: 'shop-tables', verdict }];
    const { judged } = await judge({ ...drill, shop: { results, counts, checkedAt: '2026-11-25T06:45:00Z' } });
    expect(judged.verdict).toBe(verdict);
    expect(judged.summary).toContain(`shop-tables ${verdict}`);
  });

  test('holds counts against the newest drill of the same kind that passed', async () => {
    const earlier = earlierOf({});
    expect((await judge(drill, {}, [earlier])).verdictOf('shop-orders-kept')).toBe('fail');
    const apart: Partial<Evidence>[] = [
      { subject: { resource: 'files' } },
      { verdict: 'fail' },
      { verdict: 'error' },
      { check: 'offsite-drill' },
      { finishedAt: '2026-11-25T06:45:00.000Z' },
      { finishedAt: '2025-10-01T06:00:00Z' },
    ];
    for (const change of apart) {
      expect((await judge(drill, {}, [earlierOf(change)])).verdictOf('shop-orders-kept')).toBe('not-run');
    }
    const newer = earlierOf({ id: 'drill-newer', finishedAt: '2026-11-24T06:00:00Z', measures: { ...counts } });
    expect((await judge(drill, {}, [newer, earlier])).verdictOf('shop-orders-kept')).toBe('pass');
  });

  test('judges counts once, though the checker names them too', async () => {
    const unjudged = { ...passed, id: 'shop-orders-kept', verdict: 'not-run' } as const;
    const shop = { results: [passed, unjudged], counts, checkedAt: '2026-11-25T06:45:00Z' };
    const { kept } = await judge({ ...drill, shop }, {}, [earlierOf({})]);
    expect(kept?.results.filter(({ id }) => id === 'shop-orders-kept')).toMatchObject([{ verdict: 'fail' }]);
  });

  test('does without counts of a drill that measured none', async () => {
    const { judged } = await judge(drill, {}, [earlierOf({ measures: { rtoSeconds: 1 } })]);
    expect(judged.verdict).toBe('pass');
  });

  test('holds times against the objectives, to the second', async () => {
    const at = (checkedAt: string) => judge({ ...drill, shop: { results: [passed], counts, checkedAt } });
    expect((await at('2026-11-25T10:00:00Z')).verdictOf('drill-rto')).toBe('pass');
    expect((await at('2026-11-25T10:00:01Z')).verdictOf('drill-rto')).toBe('fail');
    expect((await at('2026-11-25T05:59:59Z')).verdictOf('drill-rto')).toBe('fail');
    const taken = (takenAt?: string) => judge({ ...drill, restore: { ...restored, takenAt } });
    expect((await taken('2026-11-24T00:00:00Z')).verdictOf('drill-rpo')).toBe('pass');
    expect((await taken('2026-11-23T23:59:59Z')).verdictOf('drill-rpo')).toBe('fail');
    expect((await taken('2026-11-25T06:00:01Z')).verdictOf('drill-rpo')).toBe('fail');
    expect((await taken(undefined)).verdictOf('drill-rpo')).toBe('error');
  });

  test('weighs files, and counts their recovery until they were back', async () => {
    const { judged, kept, verdictOf } = await judge(files());
    expect(judged.verdict).toBe('pass');
    expect(kept?.measures).toEqual({
      rtoSeconds: 1800,
      rpoSeconds: 3600,
      pointBytes: 1_000_000,
      meteredBytes: 900_000,
    });
    expect(verdictOf('drill-files-kept')).toBe('not-run');
    expect((await judge(files({}, 100_000))).verdictOf('drill-files-size')).toBe('pass');
    expect((await judge(files({}, 99_999))).verdictOf('drill-files-size')).toBe('fail');
    expect((await judge(files({ pointBytes: undefined }))).verdictOf('drill-files-size')).toBe('not-run');
    expect((await judge(files({ completedAt: undefined }))).verdictOf('drill-rto')).toBe('error');
    const unweighed = await judge(files({ files: {} }));
    expect([unweighed.judged.verdict, unweighed.verdictOf('drill-files-size')]).toEqual(['error', 'error']);
  });

  test('misses files that earlier drills weighed', async () => {
    const earlier = earlierOf({ subject: { resource: 'files' }, measures: { meteredBytes: 1_800_000 } });
    expect((await judge(files(), {}, [earlier])).verdictOf('drill-files-kept')).toBe('pass');
    expect((await judge(files({}, 899_999), {}, [earlier])).verdictOf('drill-files-kept')).toBe('fail');
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
    const { judged } = await judge({ ...drill, shop: { results, counts, checkedAt: '2026-11-25T06:45:00Z' } });
    expect(judged.summary).toMatch(/^fail: shop-check-0 fail, /);
    expect(judged.summary.length).toBe(250);
  });
});

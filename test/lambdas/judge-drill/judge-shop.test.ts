import type { CheckResult } from '../../../lambdas/shared/check-result';
import type { Evidence } from '../../../lambdas/shared/evidence';
import { counts, drill, earlierOf, judge, passed, shopOf } from '../../support/drills/judged-drill';

describe('judgeDrill of a shop', () => {
  test('a shop that nobody looked into, or no check of, is an error', async () => {
    expect((await judge({ ...drill, shop: undefined })).judged.verdict).toBe('error');
    const none = await judge({ ...drill, shop: shopOf({ results: [], counts: undefined }) });
    expect([none.judged.verdict, none.verdictOf('drill-shop')]).toEqual(['error', 'error']);
  });

  test.each(['fail', 'error'] as const)('a check of the shop that is a %s is the drill’s', async (verdict) => {
    const results = [passed, { ...passed, id: 'shop-tables', verdict }];
    const { judged } = await judge({ ...drill, shop: shopOf({ results }) });
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
    const shop = shopOf({ results: [passed, unjudged] });
    const { kept } = await judge({ ...drill, shop }, {}, [earlierOf({})]);
    expect(kept?.results.filter(({ id }) => id === 'shop-orders-kept')).toMatchObject([{ verdict: 'fail' }]);
  });

  test('looks past drills that counted nothing', async () => {
    const none = earlierOf({ id: 'drill-newer', finishedAt: '2026-11-24T06:00:00Z', measures: { rtoSeconds: 1 } });
    expect((await judge(drill, {}, [none, earlierOf({})])).verdictOf('shop-orders-kept')).toBe('fail');
  });

  test('counts that are missing where there were some are an error', async () => {
    const { judged, verdictOf } = await judge({ ...drill, shop: shopOf({ counts: undefined }) }, {}, [earlierOf({})]);
    expect([judged.verdict, verdictOf('shop-orders-kept')]).toEqual(['error', 'error']);
    expect((await judge({ ...drill, shop: shopOf({ counts: undefined }) })).judged.verdict).toBe('pass');
  });

  test('lets only those checks not run that need not in a sound shop', async () => {
    const notRun = (id: string, more: CheckResult[] = [passed]) =>
      judge({ ...drill, shop: shopOf({ results: [...more, { ...passed, id, verdict: 'not-run' }] }) });
    const may = ['site-url', 'plugins', 'administrators', 'orders-storages', 'customers', 'retention'];
    for (const id of may) expect([id, (await notRun(`shop-${id}`)).judged.verdict]).toEqual([id, 'pass']);
    const must = ['schema', 'tables', 'charset', 'orders-newest', 'orders-statuses', 'orders-totals', 'scheduler'];
    must.push('orders-complete', 'orders-orphans', 'products', 'users', 'autoload', 'readable', 'card-numbers');
    for (const id of must) {
      const { judged, verdictOf } = await notRun(`shop-${id}`);
      expect([id, judged.verdict, verdictOf(`shop-${id}`)]).toEqual([id, 'error', 'error']);
    }
    // What failed says why others did not run.
    const failed = await notRun('shop-orders-totals', [{ ...passed, id: 'shop-tables', verdict: 'fail' }]);
    expect([failed.judged.verdict, failed.verdictOf('shop-orders-totals')]).toEqual(['fail', 'not-run']);
  });

  test('a shop of which nothing was checked is never a pass', async () => {
    const results = [{ ...passed, id: 'shop-plugins', verdict: 'not-run' as const }];
    const { judged, verdictOf } = await judge({ ...drill, shop: shopOf({ results }) });
    expect([judged.verdict, verdictOf('drill-shop')]).toEqual(['error', 'error']);
  });

  test('does without counts of a drill that measured none', async () => {
    const { judged } = await judge(drill, {}, [earlierOf({ measures: { rtoSeconds: 1 } })]);
    expect(judged.verdict).toBe('pass');
  });
});

import { drill, judge, passed, restored, shopOf } from '../../support/drills/judged-drill';

describe('judgeDrill of times', () => {
  test('holds times against the objectives, to the second', async () => {
    const at = (availableAt: string) => judge({ ...drill, restore: { ...restored, availableAt } });
    expect((await at('2026-11-25T09:57:00Z')).verdictOf('drill-rto')).toBe('pass');
    expect((await at('2026-11-25T09:57:01Z')).verdictOf('drill-rto')).toBe('fail');
    expect((await at('2026-11-25T05:56:59Z')).verdictOf('drill-rto')).toBe('fail');
    const taken = (takenAt?: string) => judge({ ...drill, restore: { ...restored, takenAt } });
    expect((await taken('2026-11-24T00:00:00Z')).verdictOf('drill-rpo')).toBe('pass');
    expect((await taken('2026-11-23T23:59:59Z')).verdictOf('drill-rpo')).toBe('fail');
    expect((await taken('2026-11-25T06:00:01Z')).verdictOf('drill-rpo')).toBe('fail');
    expect((await taken(undefined)).verdictOf('drill-rpo')).toBe('error');
  });

  test('waiting and trying again are no part of the recovery', async () => {
    const shop = shopOf({ startedAt: '2026-11-25T12:00:00Z', checkedAt: '2026-11-25T12:10:00Z' });
    const { judged, kept } = await judge({ ...drill, shop, restore: { ...restored, seenAt: '2026-11-25T11:00:00Z' } });
    expect(judged.verdict).toBe('pass');
    expect(kept?.measures['rtoSeconds']).toBe(2400);
    expect(kept?.finishedAt).toBe('2026-11-25T12:10:00.000Z');
  });

  test('too late only for all that nobody knows is an error', async () => {
    const late = { ...restored, availableAt: '2026-11-25T10:30:00Z' };
    const at = (unavailableAt: string) => judge({ ...drill, restore: { ...late, unavailableAt } });
    expect((await at('2026-11-25T09:57:00Z')).verdictOf('drill-rto')).toBe('error');
    expect((await at('2026-11-25T09:57:01Z')).verdictOf('drill-rto')).toBe('fail');
  });

  test('a check that came to nothing measures no recovery', async () => {
    const results = [{ ...passed, verdict: 'error' as const }];
    const late = { ...restored, availableAt: '2026-11-25T11:30:00Z' };
    const { judged, verdictOf } = await judge({ ...drill, restore: late, shop: shopOf({ results }) });
    expect([judged.verdict, verdictOf('drill-rto')]).toEqual(['error', 'error']);
  });
});

import { files, judge, weighed } from '../../support/drills/judged-drill';

describe('judgeDrill of files', () => {
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
    expect((await judge(files({}, 899_999))).verdictOf('drill-files-size')).toBe('fail');
    const sizeless = await judge(files({ pointBytes: undefined }));
    expect([sizeless.judged.verdict, sizeless.verdictOf('drill-files-size')]).toEqual(['error', 'error']);
    expect((await judge(files({ completedAt: undefined }))).verdictOf('drill-rto')).toBe('error');
    const unweighed = await judge(files({ files: {} }));
    expect([unweighed.judged.verdict, unweighed.verdictOf('drill-files-size')]).toEqual(['error', 'error']);
  });

  test('misses files that earlier drills weighed', async () => {
    const earlier = weighed('2026-11-18', 1_800_000);
    expect((await judge(files(), {}, [earlier])).verdictOf('drill-files-kept')).toBe('pass');
    expect((await judge(files({}, 899_999), {}, [earlier])).verdictOf('drill-files-kept')).toBe('fail');
  });

  test('nothing at all is no pass where there was something, or the recovery point has something', async () => {
    expect((await judge(files({ pointBytes: 1 }, 0))).verdictOf('drill-files-size')).toBe('fail');
    const gone = await judge(files({ pointBytes: 0 }, 0), {}, [weighed('2026-11-18', 1)]);
    expect([gone.judged.verdict, gone.verdictOf('drill-files-kept')]).toEqual(['fail', 'fail']);
    expect((await judge(files({ pointBytes: 0 }, 0))).judged.verdict).toBe('pass');
  });

  test('does not let files erode from drill to drill: the most that was weighed in 90 days is the measure', async () => {
    const weights = [
      weighed('2026-11-18', 1_000_000),
      weighed('2026-09-01', 2_000_000),
      weighed('2026-08-01', 9_000_000),
    ];
    expect((await judge(files({}, 1_000_000), {}, weights)).verdictOf('drill-files-kept')).toBe('pass');
    expect((await judge(files({}, 999_999), {}, weights)).verdictOf('drill-files-kept')).toBe('fail');
    // The offsite copy is drilled once a quarter: then the last one is all there is.
    const last = [weighed('2026-05-01', 1_800_002)];
    expect((await judge(files(), {}, last)).verdictOf('drill-files-kept')).toBe('fail');
  });

  test('what a person accepted is the measure from then on', async () => {
    const accepted = weighed('2026-11-11', 1_000_000, { newCounts: 'accepted' });
    const weights = [weighed('2026-11-18', 1_100_000), accepted, weighed('2026-11-04', 9_000_000)];
    expect((await judge(files(), {}, weights)).verdictOf('drill-files-kept')).toBe('pass');
    expect((await judge({ ...files(), newCounts: true }, {}, weights)).verdictOf('drill-files-kept')).toBe('not-run');
  });
});

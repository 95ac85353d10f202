import { LoggedMetrics } from '../../../lambdas/shared/metrics';

describe('LoggedMetrics', () => {
  const lines: string[] = [];
  let write: jest.SpyInstance;
  beforeEach(() => {
    lines.length = 0;
    write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(lines.push(String(text))));
  });
  afterEach(() => {
    write.mockRestore();
  });

  test('writes one line of the embedded metric format, without any dimension', () => {
    new LoggedMetrics().put({ namespace: 'Storefort/acme', name: 'BackupProven', unit: 'Count', value: 0 });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          { Namespace: 'Storefort/acme', Dimensions: [[]], Metrics: [{ Name: 'BackupProven', Unit: 'Count' }] },
        ],
      },
      BackupProven: 0,
    });
  });

  test('writes exactly the dimensions given, and keeps none for the next', () => {
    const metrics = new LoggedMetrics();
    const drill = { namespace: 'n', name: 'RtoSeconds', unit: 'Seconds' } as const;
    metrics.put({ ...drill, value: 900, dimensions: { Place: 'home', Resource: 'files' } });
    metrics.put({ ...drill, value: 1 });
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect(first._aws.CloudWatchMetrics[0].Dimensions).toEqual([['Place', 'Resource']]);
    expect(first).toMatchObject({ Place: 'home', Resource: 'files', RtoSeconds: 900 });
    expect(second._aws.CloudWatchMetrics[0].Dimensions).toEqual([[]]);
    expect(second).not.toHaveProperty('Place');
  });

  test.each([NaN, Infinity, -Infinity])('refuses %d, which JSON would turn into nothing', (value) => {
    expect(() => {
      new LoggedMetrics().put({ namespace: 'n', name: 'RtoSeconds', unit: 'Seconds', value });
    }).toThrow(`metric RtoSeconds must be a finite number, got ${value}`);
    expect(lines).toEqual([]);
  });
});

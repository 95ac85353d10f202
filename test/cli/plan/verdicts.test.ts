import { overdue, reportSchema, verdictsOf } from '../../../cli/plan/verdicts';

const at = (...paths: string[]) => paths.map((constructPath) => ({ constructPath }));

const report = reportSchema.parse({
  pluginReports: [
    {
      pluginName: 'AwsSolutions',
      conclusion: 'failure',
      violations: [
        {
          ruleName: 'S1',
          description: 'no logs',
          severity: 'error',
          violatingConstructs: at('acme/Data/Bucket', 'other/Data/Bucket'),
        },
        { ruleName: 'S2', description: 'a hint', severity: 'warning', violatingConstructs: at('acme/Data/Bucket') },
      ],
      suppressedViolations: [{ ruleName: 'S10', violatingConstructs: at('acme/Data/Log', 'acmeshop/Data/Log') }],
    },
  ],
});

test('counts failures and acknowledgements of the store’s own stages only', () => {
  expect(verdictsOf(report, ['acme'], ['AwsSolutions'])).toEqual([
    {
      pack: 'AwsSolutions',
      passed: false,
      acknowledged: 1,
      failures: [{ rule: 'S1', description: 'no logs', at: ['acme/Data/Bucket'] }],
    },
  ]);
});

test('passes a pack that ran and had nothing to say', () => {
  expect(verdictsOf(report, ['quiet'], ['AwsSolutions', 'Serverless'])).toEqual([
    { pack: 'AwsSolutions', passed: true, acknowledged: 0, failures: [] },
    { pack: 'Serverless', passed: true, acknowledged: 0, failures: [] },
  ]);
});

test('holds a finding without a place against every store', () => {
  const placeless = reportSchema.parse({
    pluginReports: [
      { pluginName: 'Validate', conclusion: 'failure', violations: [{ ruleName: 'E1', severity: 'fatal' }] },
    ],
  });
  expect(verdictsOf(placeless, ['acme'], [])[0]?.passed).toBe(false);
});

test.each([
  [{ conclusion: 'failure', metadata: { error: 'out of memory' } }, 'the pack did not finish: out of memory'],
  [{ conclusion: 'failure' }, 'the pack did not finish: failure'],
])('does not pass a pack that broke: %j', (broken, description) => {
  const crashed = reportSchema.parse({ pluginReports: [{ pluginName: 'AwsSolutions', violations: [], ...broken }] });
  expect(verdictsOf(crashed, ['acme'], ['AwsSolutions'])).toEqual([
    { pack: 'AwsSolutions', passed: false, acknowledged: 0, failures: [{ rule: 'unfinished', description, at: [] }] },
  ]);
});

test('an acknowledgement is due the day after its review', () => {
  const one = { at: 'acme/Data', id: 'A::A-1', reason: 'r', owner: 'o', reviewBy: '2026-05-01' };
  expect(overdue([one], '2026-05-01')).toEqual([]);
  expect(overdue([one], '2026-05-02')).toEqual([one]);
});
